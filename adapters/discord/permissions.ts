import { PermissionFlagsBits } from 'discord.js';
import type { DiscordChannelInfo, GuildRole } from './payload.ts';

/** What the bot needs in a channel, in the words of Discord's own settings. */
const needed = {
  ViewChannel: 'Kanalen bekijken',
  SendMessages: 'Berichten verzenden',
  SendMessagesInThreads: 'Berichten verzenden in threads',
  CreatePublicThreads: 'Openbare threads aanmaken',
  CreatePrivateThreads: 'Privéthreads aanmaken',
  ManageThreads: 'Threads beheren',
  ReadMessageHistory: 'Berichtgeschiedenis lezen',
  AttachFiles: 'Bestanden bijvoegen',
  AddReactions: 'Reacties toevoegen',
} as const;

type Needed = keyof typeof needed;

const everywhere: readonly Needed[] = ['ViewChannel', 'ReadMessageHistory', 'AttachFiles', 'AddReactions'];

/** What the desk needs where it is asked something, and in a forum. */
export const inChannel: readonly Needed[] = [...everywhere, 'SendMessages', 'SendMessagesInThreads'];
export const forThreads: readonly Needed[] = ['CreatePrivateThreads'];
export const forAdvisors: readonly Needed[] = [...inChannel, 'CreatePublicThreads', 'ManageThreads'];
export const inForum: readonly Needed[] = [...everywhere, 'SendMessagesInThreads', 'ManageThreads'];

/** Which of these the bot lacks, in the words of Discord's settings. */
export function lacking(has: bigint, wanted: readonly Needed[]): string[] {
  return wanted.filter((name) => (has & PermissionFlagsBits[name]) === 0n).map((name) => needed[name]);
}

/**
 * What somebody may do in a channel (documentation: Topics > Permissions > Permission Overwrites).
 *
 * @param guildId also the id of the role that everybody has
 */
export function permissionsIn(
  channel: Pick<DiscordChannelInfo, 'permission_overwrites'>,
  roles: readonly GuildRole[],
  member: { id: string; roles: readonly string[] },
  guildId: string,
): bigint {
  const own = roles.filter(({ id }) => id === guildId || member.roles.includes(id));
  const base = own.reduce((sum, { permissions }) => sum | permissions, 0n);
  if ((base & PermissionFlagsBits.Administrator) !== 0n) return ~0n;
  const overwrites = channel.permission_overwrites ?? [];
  const of = (ids: readonly string[]) => overwrites.filter(({ id }) => ids.includes(id));
  return [of([guildId]), of(member.roles), of([member.id])].reduce((has, group) => {
    const denied = group.reduce((sum, { deny }) => sum | deny, 0n);
    const allowed = group.reduce((sum, { allow }) => sum | allow, 0n);
    return (has & ~denied) | allowed;
  }, base);
}
