import type { InlineKeyboardButton } from 'grammy/types';
import * as buttons from '../../src/desk/buttons.ts';
import type { Message } from '../../src/desk/conversation.ts';
import { buttonWordings } from '../../src/desk/wording/button-wording.ts';
import type { Language } from '../../src/knowledge/document.ts';

/** Rows of buttons. */
export type Keyboard = InlineKeyboardButton[][];

/**
 * The buttons under a message in a group: what everybody may press, and the way to the private chat with the bot.
 *
 * @param username of the bot
 */
export function groupKeyboardOf(message: Message, language: Language, username: string): Keyboard {
  const goesOn = message.deletedAt === null && message.details?.continues === 'privately';
  const { openPrivate } = buttonWordings[language];
  return [
    ...shown(buttons.groupButtonsOf(message, language)),
    ...(goesOn ? [[{ text: openPrivate, url: `https://t.me/${username}?start=verder` }]] : []),
  ];
}

/** The buttons under a message; none for one that was taken back. */
export function keyboardOf(message: Message, language: Language): Keyboard {
  return shown(buttons.buttonsOf(message, language));
}

/** The buttons after one of them was pressed. The same keyboard when nothing changes. */
export function afterPress(keyboard: Keyboard, data: string): Keyboard {
  const rows = keyboard.map((row) =>
    row.map((one) => ({ label: one.text, data: 'callback_data' in one ? one.callback_data : '' })),
  );
  const next = buttons.afterPress(rows, data);
  return next ? shown(next) : keyboard;
}

function shown(rows: readonly (readonly buttons.Button[])[]): Keyboard {
  return rows.map((row) => row.map(({ label, data }) => ({ text: label, callback_data: data })));
}
