import { PermissionFlagsBits as May } from 'discord.js';
import { addMessage, changeMessage, messageIn, removeMessage } from './messages.ts';
import { alwaysReadable, messagePayload } from './payloads.ts';
import type { Platform } from './platform.ts';
import { FormErrors, Refusal, refusals } from './refusal.ts';
import type { Call } from './rest-server.ts';
import { type Route, route } from './routes.ts';
import { checkMessage } from './rules.ts';
import { bot, type FakeChannel, type FakeMessage } from './world.ts';

/** How long the platform remembers a nonce: "the past few minutes". */
const nonceMs = 5 * 60_000;

/** Documentation: Resources > Message. */
export const messageRoutes: Route[] = [
  route('POST', '/channels/{}/messages', (platform, call, [id = '']) => {
    const channel = writable(platform, id, call);
    checkReply(channel, call.body);
    checkMessage({ ...call.body }, call.files);
    return shown(platform, earlier(platform, call.body) ?? addMessage(platform, channel, bot.id, call));
  }),
  route('GET', '/channels/{}/messages', (platform, { query }, [id = '']) => {
    const channel = readable(platform, id);
    return page([...channel.messages.values()], query).map((message) => shown(platform, message));
  }),
  route('GET', '/channels/{}/messages/{}', (platform, _, [id = '', messageId = '']) =>
    shown(platform, messageIn(readable(platform, id), messageId)),
  ),
  route('PATCH', '/channels/{}/messages/{}', (platform, call, [id = '', messageId = '']) => {
    const message = messageIn(visible(platform, id), messageId);
    if (message.authorId !== bot.id) {
      throw new Refusal(403, 50005, 'Cannot edit a message authored by another user');
    }
    checkOpen(platform, id);
    return shown(platform, changeMessage(platform, message, call));
  }),
  route('DELETE', '/channels/{}/messages/{}', (platform, _, [id = '', messageId = '']) => {
    const channel = visible(platform, id);
    const message = messageIn(channel, messageId);
    if (message.authorId !== bot.id && channel.guildId === null) {
      throw new Refusal(403, 50003, 'Cannot execute action on a DM channel');
    }
    if (message.authorId !== bot.id) need(platform, channel, May.ManageMessages);
    // In an archived thread this is all that can be done, and in one that is locked too only by a moderator.
    if (channel.thread?.archived && channel.thread.locked) need(platform, channel, May.ManageThreads);
    removeMessage(platform, message);
  }),
  route('PUT', '/channels/{}/messages/{}/reactions/{}/@me', (platform, _, [id = '', messageId = '', emoji = '']) => {
    const channel = readable(platform, id);
    const { reactions } = messageIn(channel, messageId);
    checkOpen(platform, id);
    if (!/^\p{Emoji}/u.test(emoji)) throw new Refusal(400, 10014, 'Unknown Emoji');
    if (!reactions.has(emoji)) need(platform, channel, May.AddReactions);
    reactions.set(emoji, (reactions.get(emoji) ?? new Set()).add(bot.id));
  }),
  route('DELETE', '/channels/{}/messages/{}/reactions/{}/@me', (platform, _, [id = '', messageId = '', emoji = '']) => {
    const { reactions } = messageIn(visible(platform, id), messageId);
    checkOpen(platform, id);
    reactions.get(emoji)?.delete(bot.id);
  }),
  route('POST', '/channels/{}/typing', (platform, call, [id = '']) => {
    writable(platform, id, call);
  }),
];

/** A message as the REST API shows it: without content when the app has no right to that. */
function shown(platform: Platform, message: FakeMessage): Record<string, unknown> {
  const readable = platform.applicationFlags !== 0 || alwaysReadable(platform.world, message);
  return messagePayload(platform.world, platform.url, message, readable);
}

/** A channel that the bot hears of. */
export function visible(platform: Platform, id: string): FakeChannel {
  const channel = platform.world.channels.get(id);
  if (!channel) throw refusals.unknownChannel();
  if (!platform.visible(channel)) throw refusals.missingAccess();
  return channel;
}

/** @throws Refusal 50013 when the bot may not */
export function need(platform: Platform, channel: FakeChannel, permission: bigint): void {
  if ((platform.world.permissions(bot.id, channel) & permission) === 0n) throw refusals.missingPermissions();
}

function readable(platform: Platform, id: string): FakeChannel {
  const channel = visible(platform, id);
  need(platform, channel, May.ReadMessageHistory);
  return channel;
}

function writable(platform: Platform, id: string, { body, files }: Call): FakeChannel {
  const channel = visible(platform, id);
  const recipient = platform.world.users.get(channel.recipientId ?? '');
  if (recipient?.closed) throw new Refusal(403, 50007, 'Cannot send messages to this user');
  if (channel.type === 15 || channel.type === 4) {
    throw new Refusal(400, 50008, 'Cannot send messages in a non-text channel');
  }
  need(platform, channel, channel.thread ? May.SendMessagesInThreads : May.SendMessages);
  if (files.size > 0) need(platform, channel, May.AttachFiles);
  if (((body['embeds'] as unknown[] | undefined) ?? []).length > 0) need(platform, channel, May.EmbedLinks);
  checkLock(platform, channel);
  return channel;
}

/**
 * Sending opens an archived thread, unless it was locked; a moderator may write in a locked one that is open (documentation:
 * Topics > Threads > Locked Threads, Active & Archived Threads).
 */
function checkLock(platform: Platform, channel: FakeChannel): void {
  if (!channel.thread?.locked) return;
  const permissions = platform.world.permissions(bot.id, channel);
  if ((permissions & May.ManageThreads) === 0n) throw new Refusal(403, 160005, 'Thread is locked');
  if (channel.thread.archived) throw refusals.threadArchived();
}

/** Nothing in an archived thread can be changed. */
export function checkOpen(platform: Platform, id: string): void {
  if (platform.world.channel(id).thread?.archived) throw refusals.threadArchived();
}

function checkReply(channel: FakeChannel, body: Call['body']): void {
  const reply = body['message_reference'] as { message_id?: string; fail_if_not_exists?: boolean } | undefined;
  if (reply?.message_id === undefined || channel.messages.has(reply.message_id)) return;
  if (reply.fail_if_not_exists === false) return;
  const errors = new FormErrors();
  errors.add('message_reference', 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message');
  errors.end();
}

/** The message that was sent with the same nonce, when the sender wants no second. */
function earlier(platform: Platform, { nonce, enforce_nonce: enforced }: Call['body']): FakeMessage | undefined {
  if (enforced !== true || nonce === undefined) return undefined;
  const since = platform.now() - nonceMs;
  return [...platform.world.channels.values()]
    .flatMap(({ messages }) => [...messages.values()])
    .find((message) => message.nonce === nonce && message.authorId === bot.id && message.at > since);
}

/** Newest first (documentation: Resources > Message > Get Channel Messages). */
function page(messages: FakeMessage[], query: URLSearchParams): FakeMessage[] {
  const limit = Number(query.get('limit') ?? 50);
  if (!(limit >= 1 && limit <= 100)) {
    const errors = new FormErrors();
    errors.add('limit', 'NUMBER_TYPE_MAX', 'int value should be between 1 and 100.');
    errors.end();
  }
  const edge = (name: string) => (query.has(name) ? BigInt(query.get(name) ?? 0) : undefined);
  const [after, before, around] = [edge('after'), edge('before'), edge('around')];
  const chosen = messages.filter(({ id }) => {
    const at = BigInt(id);
    return (after === undefined || at > after) && (before === undefined || at < before);
  });
  // After: the oldest that follow. All others: the newest.
  if (after !== undefined) return chosen.slice(0, limit).reverse();
  if (around !== undefined) return chosen.filter(({ id }) => BigInt(id) === around);
  return chosen.slice(-limit).reverse();
}
