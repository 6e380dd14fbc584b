import { MessageFlags } from 'discord.js';
import { isLoading } from './payloads.ts';
import type { Platform } from './platform.ts';
import { refusals } from './refusal.ts';
import type { Call } from './rest-server.ts';
import { checkMessage } from './rules.ts';
import type { FakeChannel, FakeMessage } from './world.ts';

/** What a message is made of, of whoever. */
export type Draft = Pick<Call, 'body' | 'files'>;

/** Puts a message in a channel, or before the eyes of one person, and tells it. */
export function addMessage(
  platform: Platform,
  channel: FakeChannel,
  authorId: string,
  draft: Draft,
  more: Partial<FakeMessage> = {},
): FakeMessage {
  const message = newMessage(platform, channel, authorId, draft, more);
  if (message.onlyFor !== null) platform.world.ephemeral.set(message.id, message);
  else {
    channel.messages.set(message.id, message);
    reopen(platform, channel, authorId);
  }
  platform.tellMessage('MESSAGE_CREATE', message);
  return message;
}

function newMessage(
  platform: Platform,
  channel: FakeChannel,
  authorId: string,
  { body, files }: Draft,
  more: Partial<FakeMessage>,
): FakeMessage {
  const { world } = platform;
  const reply = body['message_reference'] as { message_id?: string } | undefined;
  const repliedTo = reply?.message_id === undefined ? undefined : channel.messages.get(reply.message_id);
  return {
    ...{ id: world.newId(), channelId: channel.id, authorId, type: repliedTo ? 19 : 0 },
    content: String(body['content'] ?? '').trim(),
    embeds: (body['embeds'] as FakeMessage['embeds'] | undefined) ?? [],
    components: numbered(body['components']),
    attachments: attachmentsOf(platform, body, files),
    flags: Number(body['flags'] ?? 0),
    ...{
      at: platform.now(),
      editedAt: null,
      replyToId: repliedTo?.id ?? null,
      onlyFor: null,
      interactionId: null,
      extra: {},
    },
    nonce: (body['nonce'] as string | undefined) ?? null,
    pinged: pings(body, repliedTo),
    reactions: new Map(),
    ...more,
  };
}

/** Flags that a change may set; what was shown to one person stays so. */
const settable = MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2;

/** Changes a message as its author asks; what is not named stays. */
export function changeMessage(platform: Platform, message: FakeMessage, { body, files }: Draft): FakeMessage {
  const before = {
    content: message.content,
    embeds: message.embeds,
    components: message.components,
    flags: message.flags,
  };
  const kept = (body['attachments'] as { id: string | number }[] | undefined)?.map(({ id }) => String(id));
  const stay = message.attachments.filter(({ id }) => kept === undefined || kept.includes(id));
  const after = {
    ...before,
    ...(body['content'] !== undefined && { content: String(body['content'] ?? '').trim() }),
    ...(body['embeds'] !== undefined && { embeds: (body['embeds'] as FakeMessage['embeds'] | null) ?? [] }),
    ...(body['components'] !== undefined && { components: numbered(body['components']) }),
    ...(body['flags'] !== undefined && { flags: message.flags | (Number(body['flags']) & settable) }),
  };
  checkMessage({ ...after, attachments: body['attachments'] }, files, stay.length);
  const attachments = [...stay, ...attachmentsOf(platform, body, files)];
  // Filling in an answer that was put off is as good as sending it: taken for a message that calls people.
  if (isLoading(message)) message.pinged = pings(body, undefined);
  Object.assign(message, after, { attachments, editedAt: platform.now(), flags: after.flags & ~MessageFlags.Loading });
  platform.tellMessage('MESSAGE_UPDATE', message);
  return message;
}

export function removeMessage(platform: Platform, message: FakeMessage): void {
  platform.world.ephemeral.delete(message.id);
  if (platform.world.channel(message.channelId).messages.delete(message.id)) {
    platform.tellMessageGone(message.channelId, message.id);
  }
}

/** Writing in an archived thread opens it, and makes the writer one of its members. */
function reopen(platform: Platform, channel: FakeChannel, authorId: string): void {
  const { thread } = channel;
  if (!thread) return;
  const was = thread.archived;
  thread.archived = false;
  thread.memberIds.add(authorId);
  if (was) platform.tellChannel('THREAD_UPDATE', channel);
}

function attachmentsOf(platform: Platform, body: Draft['body'], files: Draft['files']): FakeMessage['attachments'] {
  const described = (body['attachments'] ?? []) as { id: string | number; description?: string; filename?: string }[];
  return [...files].map(([place, file]) => {
    const told = described.find(({ id }) => String(id) === String(place));
    return {
      id: platform.world.newId(),
      filename: (told?.filename ?? file.name).replaceAll(/[^\w.-]+/g, '_'),
      description: told?.description ?? null,
      content_type: file.type || null,
      content: file.content,
    };
  });
}

/** The platform numbers components that carry no number. */
function numbered(components: unknown): FakeMessage['components'] {
  let next = 1;
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    const one = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
    return 'type' in one && typeof one['type'] === 'number' ? { id: next++, ...one } : one;
  };
  return (walk(components ?? []) as FakeMessage['components'] | null) ?? [];
}

/** Documentation: Resources > Message > Allowed Mentions Object. Without it everybody who is named gets a notification. */
function pings(body: Draft['body'], repliedTo: FakeMessage | undefined): FakeMessage['pinged'] {
  const allowed = body['allowed_mentions'] as AllowedMentions | undefined;
  const parse = allowed ? (allowed.parse ?? []) : ['everyone', 'users', 'roles'];
  // Text may stand in components too, in messages that are made of them; embeds and labels ping nobody.
  const text = `${String(body['content'] ?? '')}\n${textsOf(body['components']).join('\n')}`;
  const named = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))];
  const users = named(/<@!?(\d+)>/g).filter((id) => parse.includes('users') || allowed?.users?.includes(id));
  const roles = named(/<@&(\d+)>/g).filter((id) => parse.includes('roles') || allowed?.roles?.includes(id));
  const author = repliedTo && (allowed ? allowed.replied_user === true : true) ? [repliedTo.authorId] : [];
  return {
    everyone: parse.includes('everyone') && /@(?:everyone|here)\b/.test(text),
    users: [...new Set([...users, ...author])],
    roles,
  };
}

interface AllowedMentions {
  parse?: string[];
  users?: string[];
  roles?: string[];
  replied_user?: boolean;
}

function textsOf(components: unknown): string[] {
  if (Array.isArray(components)) return components.flatMap(textsOf);
  if (typeof components !== 'object' || components === null) return [];
  const { type, content } = components as { type?: number; content?: string };
  return [...(type === 10 ? [content ?? ''] : []), ...Object.values(components).flatMap(textsOf)];
}

/** A message in a channel, or the refusal that there is none. */
export function messageIn(channel: FakeChannel, id: string): FakeMessage {
  const message = channel.messages.get(id);
  if (!message) throw refusals.unknownMessage();
  return message;
}
