import type { DiscordChannel, DiscordChannelOptions } from '../../../adapters/discord/channel.ts';
import type { Notes } from '../../../adapters/discord/private-channels.ts';
import type { Logger } from '../../../src/kernel/logger.ts';
import { KeepingReceiver } from '../keeping-receiver.ts';
import { until } from '../until.ts';
import { channelTo, startDiscord } from './discord-desk.ts';
import type { StrictDiscord } from './strict-discord.ts';
import type { FakeUser } from './world.ts';

/** A channel on a platform of its own, what it hands over, and what it writes in the log. */
export interface Listening {
  discord: StrictDiscord;
  lid: FakeUser;
  lines: string[];
  channel: DiscordChannel;
  receiver: KeepingReceiver;
}

/** It does not listen yet. */
export async function setUp(choices: Partial<DiscordChannelOptions> = {}): Promise<Listening> {
  const discord = await startDiscord();
  const lid = discord.addMember('lid');
  const lines: string[] = [];
  const write = (fields: object, event: string) => void lines.push(`${event} ${JSON.stringify(fields)}`);
  const logger: Logger = { debug: write, info: write, warn: write, error: write };
  const receiver = new KeepingReceiver();
  /** As the desk does: every conversation that it heard something of. */
  const watched = async () => {
    const heard = new Map(receiver.events.map(({ conversationKey, sentAt = 0 }) => [conversationKey, sentAt ?? 0]));
    return [...heard].map(([key, heardAt]) => ({ key, heardAt }));
  };
  const channel = channelTo(discord, { logger, watched, ...choices });
  return { discord, lid, lines, channel, receiver };
}

/** Notes that stay over restarts. */
export function kept(): Notes {
  const notes = new Map<string, string>();
  return {
    read: async () => new Map(notes),
    write: async (topic, value) => {
      if (value === null) notes.delete(topic);
      else notes.set(topic, value);
    },
  };
}

/** A line of the log. */
export const heard = (lines: string[], pattern: RegExp): Promise<string> =>
  until(String(pattern), () => lines.find((line) => pattern.test(line)), 30_000);
/** What was handed over, once it is so many texts. */
export const texts = (receiver: KeepingReceiver, count: number): Promise<string[]> =>
  until(`${count} texts`, () => (receiver.texts.length >= count ? receiver.texts : undefined), 30_000);
/** Resolves when the channel listens. */
export const connected = (discord: StrictDiscord): Promise<number> =>
  until('a session', () => discord.gateway.connected || undefined, 30_000);
