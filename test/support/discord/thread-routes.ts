import { ChannelType, PermissionFlagsBits as May } from 'discord.js';
import { checkOpen, need, visible } from './message-routes.ts';
import { addMessage, messageIn } from './messages.ts';
import { channelPayload } from './payloads.ts';
import type { Platform } from './platform.ts';
import { FormErrors, Refusal, refusals } from './refusal.ts';
import type { Call } from './rest-server.ts';
import { type Route, route } from './routes.ts';
import { checkMessage } from './rules.ts';
import { bot, type FakeChannel } from './world.ts';

const forums: ChannelType[] = [ChannelType.GuildForum, ChannelType.GuildMedia];
/** Flag of a forum that wants a tag with each post. */
const requireTag = 1 << 4;

/** Documentation: Resources > Channel, from "Start Thread from Message" on; Topics > Threads. */
export const threadRoutes: Route[] = [
  route('POST', '/channels/{}/messages/{}/threads', (platform, { body }, [id = '', messageId = '']) => {
    const parent = visible(platform, id);
    const message = messageIn(parent, messageId);
    if (platform.world.channels.has(messageId)) {
      throw new Refusal(400, 160004, 'A thread has already been created for this message');
    }
    need(platform, parent, May.CreatePublicThreads);
    const thread = startThread(platform, parent, { body, type: ChannelType.PublicThread, id: message.id });
    return channelPayload(platform.world, thread);
  }),
  route('POST', '/channels/{}/threads', (platform, call, [id = '']) => {
    const parent = visible(platform, id);
    return forums.includes(parent.type) ? startPost(platform, parent, call) : startLoose(platform, parent, call);
  }),
  route('GET', '/guilds/{}/threads/active', (platform, _, [id = '']) => {
    const threads = active(platform.world.threadsOf(id)).filter((thread) => platform.visible(thread));
    return { threads: payloads(platform.world, threads), members: [] };
  }),
  route('GET', '/channels/{}/threads/archived/public', (platform, _, [id = '']) =>
    archivedOf(platform, id, ChannelType.PublicThread),
  ),
  route('GET', '/channels/{}/threads/archived/private', (platform, _, [id = '']) => {
    need(platform, visible(platform, id), May.ManageThreads);
    return archivedOf(platform, id, ChannelType.PrivateThread);
  }),
  route('GET', '/channels/{}/thread-members', (platform, _, [id = '']) =>
    [...threadOf(platform, id).thread.memberIds].map((user_id) => ({ id, user_id, join_timestamp: at(0), flags: 0 })),
  ),
  route('PUT', '/channels/{}/thread-members/{}', (platform, _, [id = '', userId = '']) => {
    const { channel, thread } = threadOf(platform, id);
    checkOpen(platform, id);
    const who = userId === '@me' ? bot.id : userId;
    if (who !== bot.id) need(platform, channel, May.SendMessagesInThreads);
    const guild = platform.world.guilds.get(channel.guildId ?? '');
    if (!guild?.members.has(who)) throw new Refusal(404, 10007, 'Unknown Member');
    thread.memberIds.add(who);
    tellMembers(platform, channel, { added_members: [{ id, user_id: who, join_timestamp: at(0), flags: 0 }] });
  }),
  route('DELETE', '/channels/{}/thread-members/{}', (platform, _, [id = '', userId = '']) => {
    const { channel, thread } = threadOf(platform, id);
    checkOpen(platform, id);
    const who = userId === '@me' ? bot.id : userId;
    if (who !== bot.id) need(platform, channel, May.ManageThreads);
    thread.memberIds.delete(who);
    tellMembers(platform, channel, { removed_member_ids: [who] });
  }),
];

const at = (ms: number) => new Date(ms).toISOString();
const active = (threads: FakeChannel[]) => threads.filter(({ thread }) => thread?.archived === false);
const payloads = (world: Platform['world'], channels: FakeChannel[]) =>
  channels.map((channel) => channelPayload(world, channel));

/** A post of a forum: a thread with its first message. */
function startPost(platform: Platform, forum: FakeChannel, { body, files }: Call): Record<string, unknown> {
  need(platform, forum, May.SendMessages);
  const message = body['message'] as Record<string, unknown> | undefined;
  if (!message) throw refusals.emptyMessage();
  checkMessage(message, files);
  const thread = startThread(platform, forum, { body, type: ChannelType.PublicThread });
  const first = addMessage(platform, thread, bot.id, { body: message, files }, { id: thread.id });
  return { ...channelPayload(platform.world, thread), message: { id: first.id, channel_id: thread.id } };
}

function startLoose(platform: Platform, parent: FakeChannel, { body }: Call): Record<string, unknown> {
  if (parent.type !== ChannelType.GuildText) throw refusals.wrongChannelType();
  // Documented: without a type the thread is a private one.
  const type = (body['type'] as ChannelType | undefined) ?? ChannelType.PrivateThread;
  need(platform, parent, type === ChannelType.PrivateThread ? May.CreatePrivateThreads : May.CreatePublicThreads);
  return channelPayload(platform.world, startThread(platform, parent, { body, type }));
}

/** Opens a thread, of the bot unless said otherwise, and tells it. */
export function startThread(
  platform: Platform,
  parent: FakeChannel,
  { body, type, id, ownerId = bot.id }: { body: Call['body']; type: ChannelType; id?: string; ownerId?: string },
): FakeChannel {
  const errors = new FormErrors();
  errors.length('name', body['name'], 100, 1);
  checkDuration(errors, body['auto_archive_duration']);
  errors.end();
  const appliedTags = (body['applied_tags'] as string[] | undefined) ?? [];
  checkTags(platform, parent, appliedTags);
  checkRoom(platform, parent);
  const autoArchiveMinutes = Number(body['auto_archive_duration'] ?? 4320);
  const state = { archived: false, locked: false, memberIds: new Set([ownerId]) };
  const channel = platform.world.addChannel({
    ...{ type, name: String(body['name']), guildId: parent.guildId, parentId: parent.id },
    thread: { ownerId, appliedTags, autoArchiveMinutes, ...state },
    ...(id !== undefined && { id }),
  });
  platform.tellChannel('THREAD_CREATE', channel, { newly_created: true });
  return channel;
}

export function checkDuration(errors: FormErrors, minutes: unknown): void {
  if (minutes === undefined || [60, 1440, 4320, 10080].includes(Number(minutes))) return;
  errors.add('auto_archive_duration', 'BASE_TYPE_CHOICES', 'Value must be one of (60, 1440, 4320, 10080).');
}

export function checkTags(platform: Platform, forum: FakeChannel, applied: string[]): void {
  const errors = new FormErrors();
  errors.size('applied_tags', applied, 5);
  errors.end();
  for (const id of applied) {
    const tag = forum.tags.find((one) => one.id === id);
    if (!tag) throw new Refusal(400, 10087, 'Unknown tag');
    if (tag.moderated) need(platform, forum, May.ManageThreads);
  }
  if ((forum.flags & requireTag) !== 0 && applied.length === 0) {
    throw new Refusal(400, 40067, 'A tag is required to create a forum post in this channel');
  }
}

/** @throws Refusal 160006 when the server has as many open threads as it may have */
export function checkRoom({ world, maxActiveThreads }: Platform, { guildId }: FakeChannel): void {
  if (active(world.threadsOf(guildId ?? '')).length >= maxActiveThreads) {
    throw new Refusal(400, 160006, 'Maximum number of active threads reached');
  }
}

function archivedOf(platform: Platform, parentId: string, type: ChannelType): unknown {
  const parent = visible(platform, parentId);
  need(platform, parent, May.ReadMessageHistory);
  const threads = [...platform.world.channels.values()].filter(
    (channel) => channel.parentId === parentId && channel.type === type && channel.thread?.archived,
  );
  return { threads: payloads(platform.world, threads), members: [], has_more: false };
}

function threadOf(
  platform: Platform,
  id: string,
): { channel: FakeChannel; thread: NonNullable<FakeChannel['thread']> } {
  const channel = visible(platform, id);
  if (!channel.thread) throw refusals.wrongChannelType();
  return { channel, thread: channel.thread };
}

function tellMembers(platform: Platform, { id, guildId, thread }: FakeChannel, change: object): void {
  const data = () => ({ id, guild_id: guildId, member_count: thread?.memberIds.size, ...change });
  platform.gateway.dispatch({ name: 'THREAD_MEMBERS_UPDATE', intent: 1, guildId, data });
}
