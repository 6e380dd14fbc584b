import type { InboundEvent, MemberAction, Unsupported } from '../../src/desk/channel.ts';
import { parseCommand } from '../../src/desk/commands.ts';
import { keyOf, timeOf } from './address.ts';
import type { DiscordAttachment, DiscordMessage } from './payload.ts';
import { wordsOf } from './words.ts';

/** A message for the desk; files are still to be fetched. */
export interface Translated {
  event: InboundEvent;
  files: readonly DiscordAttachment[];
}

/** What has to be known to say whether a message is meant for the desk. */
export interface Surroundings {
  /** Id of the bot. */
  me: string;
  /** Whether others read along. */
  inGroup: boolean;
  /** Whether it opens a post in a help forum: then all of it is a question to the desk. */
  opensPost: boolean;
}

/** Kinds of message that a person wrote: a plain one, and a reply. The rest tells what happened in a channel. */
const written: ReadonlySet<number> = new Set([0, 19]);

/** What a message means to the desk; undefined for what is none of its business. Pure, and never throws. */
export function translate(message: DiscordMessage, surroundings: Surroundings): Translated | undefined {
  const basis = basisOf(message, surroundings);
  if (!basis) return undefined;
  const files = message.attachments ?? [];
  const text = wordsOf(message, surroundings.me);
  const action = actionOf(message, text, files.length > 0, basis.audience === 'group');
  return action && { event: { ...basis, eventId: `m${message.id}`, action }, files };
}

/** The last edit of a message; undefined when it was not edited, or is none of the desk's business. */
export function translateEdit(message: DiscordMessage, surroundings: Surroundings): InboundEvent | undefined {
  const basis = basisOf(message, surroundings);
  // Discord also tells of a message that got a preview of a link: nobody edited that.
  if (!basis || typeof message.edited_timestamp !== 'string' || typeof message.content !== 'string') return undefined;
  const text = wordsOf(message, surroundings.me);
  if (text === '' && (message.attachments ?? []).length === 0) return undefined;
  return {
    ...basis,
    eventId: `m${message.id}:e${message.edited_timestamp}`,
    action: { kind: 'edited', ref: message.id, text },
  };
}

function basisOf(message: DiscordMessage, { me, inGroup, opensPost }: Surroundings) {
  const { id, channel_id, author, webhook_id } = message;
  if (!author || author.id === me || author.bot === true || typeof webhook_id === 'string') return undefined;
  if (!written.has(message.type ?? 0)) return undefined;
  if (inGroup && !opensPost && !isSaidTo(me, message)) return undefined;
  const senderKey = keyOf({ kind: 'user', id: author.id });
  return {
    conversationKey: inGroup ? keyOf({ kind: 'channel', id: channel_id }) : senderKey,
    senderKey,
    audience: inGroup ? ('group' as const) : ('private' as const),
    sentAt: timeOf(id),
  };
}

/** By its name, in reply to it, or by a command of ours that was sent as plain words. */
export function isSaidTo(me: string, { content, mentions, referenced_message: repliedTo }: DiscordMessage): boolean {
  if (repliedTo?.author?.id === me || mentions?.some(({ id }) => id === me)) return true;
  if (new RegExp(`<@!?${me}>`).test(content ?? '')) return true;
  const command = parseCommand(content ?? '');
  return command !== undefined && command !== 'unknown';
}

function actionOf(
  message: DiscordMessage,
  text: string,
  hasFiles: boolean,
  inGroup: boolean,
): MemberAction | undefined {
  if (text === '' && !hasFiles) {
    const what = inGroup ? undefined : unsupportedOf(message);
    return what && { kind: 'unsupported', what };
  }
  const repliedTo = message.message_reference?.message_id;
  return {
    kind: 'text',
    text,
    ref: message.id,
    ...(typeof repliedTo === 'string' && message.type === 19 && { replyToRef: repliedTo }),
  };
}

function unsupportedOf({ sticker_items, poll, message_snapshots }: DiscordMessage): Unsupported | undefined {
  if ((sticker_items ?? []).length > 0) return 'sticker';
  if (poll !== undefined && poll !== null) return 'poll';
  return (message_snapshots ?? []).length > 0 ? 'other' : undefined;
}
