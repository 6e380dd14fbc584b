import type { InlineKeyboardButton } from 'grammy/types';
import type { Message, ReplyDetails } from '../../src/desk/conversation.ts';
import type { Language } from '../../src/knowledge/document.ts';
import { decodePress, encodePress } from './press.ts';
import { wordings } from './wording.ts';

/** Rows of buttons. */
export type Keyboard = InlineKeyboardButton[][];

/** How many sources stand beside each other. */
const sourcesInRow = 4;

/**
 * The buttons under a message in a group: what everybody may press, and the way to the private chat with the bot.
 *
 * @param username of the bot
 */
export function groupKeyboardOf({ id, details, deletedAt }: Message, language: Language, username: string): Keyboard {
  if (details === null || deletedAt !== null) return [];
  const openPrivate = { text: wordings[language].openPrivate, url: `https://t.me/${username}?start=verder` };
  return [...sourceRows(id, details, language), ...(details.continues === 'privately' ? [[openPrivate]] : [])];
}

/** The buttons under a message; none for one that was taken back. */
export function keyboardOf({ id: messageId, details, helpful, deletedAt }: Message, language: Language): Keyboard {
  if (details === null || deletedAt !== null) return [];
  const wording = wordings[language];
  const choices = (details.choices ?? []).map(({ label }, choice) => [
    button(label, encodePress({ kind: 'choice', messageId, choice })),
  ]);
  const rate = (said: boolean) =>
    button(said ? wording.helpful : wording.notHelpful, encodePress({ kind: 'rating', messageId, helpful: said }));
  const open = details.ratable && helpful === null;
  return [
    ...choices,
    ...(open ? [[rate(true), rate(false)]] : []),
    ...(details.ratable && helpful !== null ? [[ticked(rate(helpful))]] : []),
    ...sourceRows(messageId, details, language),
    ...(open ? [[button(wording.askAdvisor, encodePress({ kind: 'advisor', messageId }))]] : []),
  ];
}

/**
 * The buttons after one of them was pressed: only that one is left, with a tick, and the sources, which can be read at any
 * time. The same keyboard when nothing changes.
 */
export function afterPress(keyboard: Keyboard, data: string): Keyboard {
  const pressed = keyboard.flat().find((one) => dataOf(one) === data);
  const kind = decodePress(data)?.kind;
  if (!pressed || kind === undefined || kind === 'source' || kind === 'done') return keyboard;
  const sources = keyboard.filter((row) => row.every((one) => decodePress(dataOf(one) ?? '')?.kind === 'source'));
  return [[ticked(pressed)], ...sources];
}

function sourceRows(messageId: string, { citations }: ReplyDetails, language: Language): Keyboard {
  const sources = citations.map(({ number }) =>
    button(wordings[language].source(number), encodePress({ kind: 'source', messageId, number })),
  );
  return inRows(sources);
}

function ticked({ text }: InlineKeyboardButton): InlineKeyboardButton {
  return button(`✓ ${text}`, encodePress({ kind: 'done' }));
}

function button(text: string, callback_data: string): InlineKeyboardButton {
  return { text, callback_data };
}

function dataOf(one: InlineKeyboardButton): string | undefined {
  return 'callback_data' in one ? one.callback_data : undefined;
}

function inRows(buttons: readonly InlineKeyboardButton[]): Keyboard {
  const rows: Keyboard = [];
  for (let at = 0; at < buttons.length; at += sourcesInRow) rows.push(buttons.slice(at, at + sourcesInRow));
  return rows;
}
