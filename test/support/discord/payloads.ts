import { MessageFlags } from 'discord.js';
import { bot, type FakeAttachment, type FakeChannel, type FakeGuild, type FakeMessage, type World } from './world.ts';

/** How things of the world look on the wire (documentation: Resources > Channel, Guild, Message, User). */

const iso = (ms: number) => new Date(ms).toISOString();

export function userPayload(world: World, id: string): Record<string, unknown> {
  const user = world.users.get(id);
  const username = user?.username ?? 'iemand';
  return { id, username, discriminator: '0', global_name: username, avatar: null, bot: user?.bot ?? false };
}

export function memberPayload(guild: FakeGuild, userId: string): Record<string, unknown> {
  const roles = guild.members.get(userId) ?? [];
  return { roles, joined_at: iso(0), nick: null, avatar: null, deaf: false, mute: false, flags: 0 };
}

export function channelPayload(world: World, channel: FakeChannel): Record<string, unknown> {
  const { id, type, name, topic, parentId, guildId, thread, flags } = channel;
  const last_message_id = [...channel.messages.keys()].at(-1) ?? null;
  if (channel.recipientId !== null) {
    return { id, type, last_message_id, recipients: [userPayload(world, channel.recipientId)] };
  }
  const common = { id, type, name, flags, guild_id: guildId, parent_id: parentId, last_message_id };
  if (thread) return { ...common, ...threadFields(channel, thread) };
  const permission_overwrites = channel.overwrites.map(({ allow, deny, ...rest }) => ({
    ...rest,
    allow: String(allow),
    deny: String(deny),
  }));
  const available_tags = channel.tags.map((tag) => ({ ...tag, emoji_id: null, emoji_name: null }));
  return {
    ...{ ...common, topic, permission_overwrites, position: 0, nsfw: false, rate_limit_per_user: 0 },
    ...{ available_tags, default_reaction_emoji: null, default_sort_order: null, default_forum_layout: 0 },
  };
}

function threadFields(channel: FakeChannel, thread: NonNullable<FakeChannel['thread']>): Record<string, unknown> {
  const { ownerId, archived, locked, autoArchiveMinutes, memberIds, appliedTags } = thread;
  const thread_metadata = {
    ...{ archived, locked, auto_archive_duration: autoArchiveMinutes },
    ...{ archive_timestamp: iso(0), create_timestamp: iso(0), invitable: false },
  };
  const count = channel.messages.size;
  return {
    ...{ owner_id: ownerId, thread_metadata, member_count: memberIds.size, applied_tags: appliedTags },
    ...{ message_count: count, total_message_sent: count, rate_limit_per_user: 0 },
    ...(memberIds.has(bot.id) && { member: { id: channel.id, user_id: bot.id, join_timestamp: iso(0), flags: 0 } }),
  };
}

export function guildPayload(world: World, guild: FakeGuild): Record<string, unknown> {
  const { id, name, ownerId } = guild;
  const channels = [...world.channels.values()].filter(({ guildId }) => guildId === id);
  const visible = (channel: FakeChannel) => (world.permissions(bot.id, channel) & 1024n) !== 0n;
  return {
    ...{ id, name, owner_id: ownerId, icon: null, splash: null, banner: null, description: null, features: [] },
    ...{ afk_channel_id: null, afk_timeout: 300, system_channel_id: null, system_channel_flags: 0, emojis: [] },
    ...{ verification_level: 0, default_message_notifications: 0, explicit_content_filter: 0, mfa_level: 0 },
    ...{ premium_tier: 0, preferred_locale: 'nl', nsfw_level: 0, stickers: [], large: false, unavailable: false },
    ...{ joined_at: iso(0), member_count: guild.members.size, voice_states: [], presences: [], stage_instances: [] },
    ...{ guild_scheduled_events: [], soundboard_sounds: [] },
    roles: rolePayloads(guild),
    members: [{ ...memberPayload(guild, bot.id), user: userPayload(world, bot.id) }],
    channels: channels.filter(({ thread }) => !thread).map((channel) => channelPayload(world, channel)),
    threads: channels
      .filter((channel) => channel.thread?.archived === false && visible(channel))
      .map((channel) => channelPayload(world, channel)),
  };
}

export function rolePayloads(guild: FakeGuild): Record<string, unknown>[] {
  return [...guild.roles.values()].map(({ id, name, permissions }, position) => ({
    ...{ id, name, permissions: String(permissions), position, color: 0, hoist: false, managed: false },
    ...{ mentionable: false, flags: 0, colors: { primary_color: 0, secondary_color: null, tertiary_color: null } },
  }));
}

/** @param withContent without it the fields are empty that the message content intent is about */
export function messagePayload(
  world: World,
  url: string,
  message: FakeMessage,
  withContent = true,
): Record<string, unknown> {
  const { id, channelId, authorId, flags, type, nonce, pinged, replyToId } = message;
  const guild = world.guilds.get(world.channels.get(channelId)?.guildId ?? '');
  const replied = replyToId === null ? undefined : world.channel(channelId).messages.get(replyToId);
  return {
    ...{ id, channel_id: channelId, author: userPayload(world, authorId), flags, type, tts: false, pinned: false },
    timestamp: iso(message.at),
    edited_timestamp: message.editedAt === null ? null : iso(message.editedAt),
    mentions: pinged.users.map((user) => userPayload(world, user)),
    mention_roles: pinged.roles,
    mention_everyone: pinged.everyone,
    content: withContent ? message.content : '',
    embeds: withContent ? message.embeds : [],
    components: withContent ? message.components : [],
    attachments: withContent ? message.attachments.map((file) => attachmentPayload(url, channelId, file)) : [],
    ...(nonce !== null && { nonce }),
    ...(replyToId !== null && {
      message_reference: { type: 0, channel_id: channelId, message_id: replyToId },
      referenced_message: replied ? messagePayload(world, url, replied, withContent) : null,
    }),
    ...(guild && message.onlyFor === null && { guild_id: guild.id, member: memberPayload(guild, authorId) }),
    ...(message.interactionId !== null && { webhook_id: bot.id, application_id: bot.id }),
    ...message.extra,
  };
}

export function attachmentPayload(url: string, channelId: string, file: FakeAttachment): Record<string, unknown> {
  const { id, filename, description, content_type, content } = file;
  const at = `${url}/attachments/${channelId}/${id}/${encodeURIComponent(filename)}?ex=1&is=1&hm=1`;
  return { id, filename, description, content_type, size: content.length, url: at, proxy_url: at };
}

/** Whether an app without the message content intent sees what is in a message (documentation: Gateway > Message Content Intent). */
export function alwaysReadable(world: World, message: FakeMessage): boolean {
  const { guildId } = world.channel(message.channelId);
  return guildId === null || message.authorId === bot.id || message.pinged.users.includes(bot.id);
}

/** Not yet there: an answer to an interaction that was put off. */
export const isLoading = (message: FakeMessage): boolean => (message.flags & MessageFlags.Loading) !== 0;
