import { ChannelType, PermissionFlagsBits as May } from 'discord.js';
import { need, visible } from './message-routes.ts';
import { channelPayload } from './payloads.ts';
import type { Platform } from './platform.ts';
import { FormErrors, Refusal, refusals } from './refusal.ts';
import type { Call } from './rest-server.ts';
import { type Route, route } from './routes.ts';
import { checkDuration, checkRoom, checkTags } from './thread-routes.ts';
import { bot, type FakeChannel } from './world.ts';

/** Documentation: Resources > Channel > Modify Channel, Delete/Close Channel; Guild > Create Guild Channel. */
export const channelRoutes: Route[] = [
  route('GET', '/channels/{}', (platform, _, [id = '']) => channelPayload(platform.world, visible(platform, id))),
  route('PATCH', '/channels/{}', (platform, { body }, [id = '']) => {
    const channel = visible(platform, id);
    if (channel.guildId === null) throw refusals.wrongChannelType();
    checkName(body['name'], false);
    if (channel.thread) changeThread(platform, channel, channel.thread, body);
    else changeChannel(platform, channel, body);
    return channelPayload(platform.world, channel);
  }),
  route('DELETE', '/channels/{}', (platform, _, [id = '']) => {
    const channel = visible(platform, id);
    if (channel.guildId === null) return channelPayload(platform.world, channel);
    need(platform, channel, channel.thread ? May.ManageThreads : May.ManageChannels);
    platform.removeChannel(channel);
    return channelPayload(platform.world, channel);
  }),
  route('POST', '/guilds/{}/channels', (platform, { body }, [guildId = '']) => {
    if (!platform.world.guilds.has(guildId)) throw new Refusal(404, 10004, 'Unknown Guild');
    checkName(body['name'], true);
    const channel = platform.world.addChannel({
      ...{ name: String(body['name']), type: Number(body['type'] ?? 0) as ChannelType, guildId },
      parentId: (body['parent_id'] as string | undefined) ?? null,
    });
    try {
      need(platform, channel, May.ManageChannels);
    } catch (error) {
      platform.world.channels.delete(channel.id);
      throw error;
    }
    changeTags(platform, channel, body);
    platform.tellChannel('CHANNEL_CREATE', channel);
    return channelPayload(platform.world, channel);
  }),
];

function changeThread(
  platform: Platform,
  channel: FakeChannel,
  thread: NonNullable<FakeChannel['thread']>,
  body: Call['body'],
): void {
  const errors = new FormErrors();
  checkDuration(errors, body['auto_archive_duration']);
  errors.end();
  const archived = (body['archived'] as boolean | undefined) ?? thread.archived;
  const locked = (body['locked'] as boolean | undefined) ?? thread.locked;
  if (!mayChange(platform, channel, thread, body)) throw refusals.missingPermissions();
  if (thread.archived && archived) throw refusals.threadArchived();
  if (thread.archived) checkRoom(platform, channel);
  const tags = body['applied_tags'] as string[] | undefined;
  if (tags) checkTags(platform, platform.world.channel(channel.parentId ?? ''), tags);
  rename(platform, channel, body);
  Object.assign(thread, { archived, locked, ...(tags && { appliedTags: tags }) });
  platform.tellChannel('THREAD_UPDATE', channel);
}

/** Documentation: Topics > Threads > Editing & Deleting Threads. */
function mayChange(
  { world }: Platform,
  channel: FakeChannel,
  { locked, ownerId, memberIds }: NonNullable<FakeChannel['thread']>,
  body: Call['body'],
): boolean {
  const rights = world.permissions(bot.id, channel);
  if ((rights & May.ManageThreads) !== 0n) return true;
  if (locked || body['locked'] !== undefined) return false;
  const justOpens = body['archived'] === false && Object.keys(body).length === 1;
  return ownerId === bot.id || (justOpens && memberIds.has(bot.id));
}

function changeChannel(platform: Platform, channel: FakeChannel, body: Call['body']): void {
  need(platform, channel, May.ManageChannels);
  rename(platform, channel, body);
  if (body['topic'] !== undefined) channel.topic = body['topic'] as string | null;
  changeTags(platform, channel, body);
  platform.tellChannel('CHANNEL_UPDATE', channel);
}

function changeTags(platform: Platform, channel: FakeChannel, body: Call['body']): void {
  const tags = body['available_tags'] as { id?: string; name: string; moderated?: boolean }[] | undefined;
  if (!tags) return;
  if (channel.type !== ChannelType.GuildForum && channel.type !== ChannelType.GuildMedia) {
    throw refusals.wrongChannelType();
  }
  const errors = new FormErrors();
  errors.size('available_tags', tags, 20);
  tags.forEach(({ name }, i) => {
    errors.length(`available_tags.${i}.name`, name, 20, 1);
  });
  errors.end();
  channel.tags = tags.map(({ id, name, moderated = false }) => ({ id: id ?? platform.world.newId(), name, moderated }));
}

function rename(platform: Platform, channel: FakeChannel, { name }: Call['body']): void {
  if (name === undefined || name === channel.name) return;
  platform.limits.countRenaming(channel.id);
  channel.name = String(name);
}

function checkName(name: unknown, required: boolean): void {
  const errors = new FormErrors();
  if (name !== undefined || required) errors.length('name', name, 100, 1);
  errors.end();
}
