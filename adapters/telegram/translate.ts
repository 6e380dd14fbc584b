import type { InboundEvent, MemberAction, Unsupported } from '../../src/desk/channel.ts';
import { parseCommand } from '../../src/desk/commands.ts';
import { decodePress, pressAction } from '../../src/desk/press.ts';
import { type Address, isGroup, keyOf } from './address.ts';
import { questionOf } from './deep-link.ts';
import { filesOf, type RemoteFile } from './files.ts';
import type { Keyboard } from './keyboard.ts';
import type { CallbackQuery, TelegramMessage, TelegramPlace, Update } from './update.ts';
import { type Me, names, wordsOf, writtenIn } from './words.ts';

/** What an update means. */
export type Translated =
  /** Something for the desk; files are still to be fetched, and messages of one album belong together. */
  | { kind: 'event'; event: InboundEvent; files: readonly RemoteFile[]; album: string | null }
  /** A file of a group's album; it is for the desk when what begins that album is. */
  | { kind: 'more'; files: readonly RemoteFile[]; album: string }
  /** A pressed button: Telegram waits for a sign, and the keyboard changes. `event` is none when it means nothing. */
  | { kind: 'press'; event: InboundEvent | null; pressed: Pressed }
  /** A group became a supergroup, under another id. */
  | { kind: 'moved'; from: string; to: string }
  /** The bot may not write here any more, or may again. */
  | { kind: 'membership'; chatId: number; status: string };

export interface Pressed {
  queryId: string;
  place: { chat_id: number; message_id: number } | null;
  data: string;
  keyboard: Keyboard;
}

/** What an update means to the desk; undefined for what is none of its business. Pure, and never throws. */
export function translate(update: Update, me: Me): Translated | undefined {
  const { message, edited_message: edited, callback_query: query, my_chat_member: membership } = update;
  // Another bot, after a change of token, counts its updates and messages anew.
  const eventId = `${me.id}:${update.update_id}`;
  if (message) return ofMessage(message, eventId, me);
  if (edited) return ofEdit(edited, eventId, me);
  if (query) return ofPress(query, me);
  if (!membership) return undefined;
  return { kind: 'membership', chatId: membership.chat.id, status: membership.new_chat_member.status };
}

function ofMessage(message: TelegramMessage, eventId: string, me: Me): Translated | undefined {
  if (message.migrate_to_chat_id !== undefined) {
    return {
      kind: 'moved',
      from: keyOf({ chat_id: message.chat.id }),
      to: keyOf({ chat_id: message.migrate_to_chat_id }),
    };
  }
  const base = basisOf(message, eventId, me);
  const files = filesOf(message);
  const album = albumOf(message);
  if (!base) return album === null ? undefined : { kind: 'more', files, album };
  const action = actionOf(message, files, base.audience === 'group', me);
  return action && { kind: 'event', event: { ...base, action }, files, album };
}

/** What the messages of one album have in common. */
function albumOf({ chat, from, media_group_id: album }: TelegramMessage): string | null {
  return album === undefined ? null : `${chat.id} ${from?.id} ${album}`;
}

function ofEdit(message: TelegramMessage, eventId: string, me: Me): Translated | undefined {
  const base = basisOf(message, eventId, me);
  const text = wordsOf(message, me);
  if (!base || text === '') return undefined;
  const action = { kind: 'edited', ref: String(message.message_id), text } as const;
  return { kind: 'event', event: { ...base, action }, files: [], album: null };
}

/** Where, by whom and when; undefined for what a bot or a channel wrote, and in a group for what is not said to the desk. */
function basisOf(message: TelegramMessage, eventId: string, me: Me): Omit<InboundEvent, 'action'> | undefined {
  const { chat, from, date } = message;
  if (!from || from.is_bot === true || from.id === me.id || chat.type === 'channel') return undefined;
  const address = placeOf(message);
  if (isGroup(address) && !isSaidTo(me, message)) return undefined;
  return {
    eventId,
    conversationKey: keyOf(address),
    senderKey: String(from.id),
    audience: isGroup(address) ? 'group' : 'private',
    sentAt: date * 1000,
  };
}

function placeOf({ chat, message_thread_id: thread, is_topic_message: inTopic }: TelegramPlace): Address {
  // Elsewhere a thread is only a string of replies; a private chat is one conversation, whatever its threads.
  const isTopic = inTopic === true && thread !== undefined && chat.id < 0;
  return isTopic ? { chat_id: chat.id, message_thread_id: thread } : { chat_id: chat.id };
}

/** What a message replies to. What is just said in a topic has the message there that began it; that is no reply. */
function repliedTo({ reply_to_message: reply, message_thread_id: thread, is_topic_message: inTopic }: TelegramMessage) {
  return inTopic === true && reply?.message_id === thread ? undefined : reply;
}

/** By its name, in reply to it, or by a command of ours. */
function isSaidTo(me: Me, message: TelegramMessage): boolean {
  if (repliedTo(message)?.from?.id === me.id) return true;
  const { text, entities } = writtenIn(message);
  if (entities.some((entity) => names(text, entity, me))) return true;
  const command = entities.find(({ type, offset }) => type === 'bot_command' && offset === 0);
  if (!command) return false;
  const [word = '', bot] = text.slice(0, command.length).split('@');
  if (bot !== undefined) return bot.toLowerCase() === me.username.toLowerCase();
  // Without a name it may be meant for another bot.
  return parseCommand(word) !== 'unknown';
}

function actionOf(
  message: TelegramMessage,
  files: readonly RemoteFile[],
  inGroup: boolean,
  me: Me,
): MemberAction | undefined {
  const ref = String(message.message_id);
  const text = wordsOf(message, me);
  const start = /^\/start(?:\s+(\S*))?/.exec(text);
  if (start) {
    const question = questionOf(start[1] ?? '');
    return question === undefined ? { kind: 'opened', asked: true } : { kind: 'text', text: question, ref };
  }
  if (text === '' && files.length === 0) {
    const what = inGroup ? undefined : unsupportedOf(message);
    return what && { kind: 'unsupported', what };
  }
  const replyToId = repliedTo(message)?.message_id;
  return { kind: 'text', text, ref, ...(replyToId !== undefined && { replyToRef: String(replyToId) }) };
}

function unsupportedOf(message: TelegramMessage): Unsupported | undefined {
  const has = (...fields: (keyof TelegramMessage)[]) => fields.some((field) => message[field] !== undefined);
  if (has('location', 'venue')) return 'location';
  if (has('sticker', 'dice')) return 'sticker';
  if (has('poll')) return 'poll';
  if (has('contact')) return 'contact';
  return has('game', 'story', 'checklist', 'paid_media') ? 'other' : undefined;
}

function ofPress({ id, from, data = '', message }: CallbackQuery, me: Me): Translated {
  const keyboard = (message?.reply_markup?.inline_keyboard ?? []) as Keyboard;
  const place = message ? { chat_id: message.chat.id, message_id: message.message_id } : null;
  const press = decodePress(data);
  const pressed = { queryId: id, place, data, keyboard };
  if (!message || !press || press.kind === 'done') return { kind: 'press', event: null, pressed };
  const address = placeOf(message);
  // What was pressed once under a message counts, however often the press comes; each source counts apart. In a group each press
  // counts: the first may be of somebody who may not, and what can be done twice there the desk decides.
  const once = press.kind === 'source' ? `:${data}` : '';
  const what = press.kind === 'choice' && isGroup(address) ? `:${id}` : once;
  const event: InboundEvent = {
    eventId: `${me.id}:press:${message.chat.id}:${message.message_id}${what}`,
    conversationKey: keyOf(address),
    senderKey: String(from.id),
    audience: isGroup(address) ? 'group' : 'private',
    action: pressAction(press),
  };
  return { kind: 'press', event, pressed };
}
