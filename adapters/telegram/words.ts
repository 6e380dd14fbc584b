import type { TelegramMessage, TextEntity } from './update.ts';

/** Who the bot is. */
export interface Me {
  id: number;
  username: string;
}

/** What stands in a message: its text, or what was written with its file. */
export function writtenIn(message: TelegramMessage): { text: string; entities: readonly TextEntity[] } {
  return message.text === undefined
    ? { text: message.caption ?? '', entities: message.caption_entities ?? [] }
    : { text: message.text, entities: message.entities ?? [] };
}

/**
 * The words as the desk reads them: an address behind linked words is written out, and the name of the bot, with which one
 * calls it in a group, is left away.
 */
export function wordsOf(message: TelegramMessage, me: Me): string {
  const { text, entities } = writtenIn(message);
  let words = text;
  for (const entity of [...entities].sort((a, b) => b.offset - a.offset)) {
    const end = entity.offset + entity.length;
    if (entity.type === 'text_link' && entity.url !== undefined && !text.includes(entity.url)) {
      words = `${words.slice(0, end)} (${entity.url})${words.slice(end)}`;
    } else if (names(text, entity, me)) words = words.slice(0, entity.offset) + words.slice(end);
    else if (entity.type === 'bot_command') {
      const command = text.slice(entity.offset, end).replace(/@.*$/, '');
      words = words.slice(0, entity.offset) + command + words.slice(end);
    }
  }
  return words.trim();
}

/** Whether this stretch is the bot's name. */
export function names(text: string, { type, offset, length, user }: TextEntity, me: Me): boolean {
  if (type === 'text_mention') return user?.id === me.id;
  return type === 'mention' && text.slice(offset, offset + length).toLowerCase() === `@${me.username.toLowerCase()}`;
}
