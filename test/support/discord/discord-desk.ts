import { onTestFinished } from 'vitest';
import type { DatabaseConfig } from '../../../adapters/database/engine.ts';
import { DiscordChannel, type DiscordChannelOptions } from '../../../adapters/discord/channel.ts';
import type { Channel } from '../../../src/desk/channel.ts';
import type { House } from '../../../src/house.ts';
import { systemClock } from '../../../src/kernel/clock.ts';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { invite } from '../../../src/people/invitation.ts';
import { newSqlitePlace } from '../databases.ts';
import { noticeHouse } from '../stepped-desk.ts';
import { until } from '../until.ts';
import { flat } from './component-rules.ts';
import { StrictDiscord } from './strict-discord.ts';
import type { FakeChannel, FakeMessage, FakeUser } from './world.ts';

/** Where somebody reads: their direct messages, or a channel. */
export type Place = FakeUser | FakeChannel;

/** A desk that is open on Discord, with the platform that it talks to. */
export interface DiscordDesk {
  discord: StrictDiscord;
  house: House;
  channel: DiscordChannel;
  config: DatabaseConfig;
  /** What the bot wrote in a place, once it holds a message that matches; after another message when that is given. */
  hears(place: Place, pattern: RegExp, after?: FakeMessage): Promise<FakeMessage>;
  /** Resolves when all that people did is handled and all messages are sent. */
  quiet(): Promise<void>;
  /** Somebody who became an advisor with a code. */
  advisor(username: string): Promise<FakeUser>;
  /** Somebody who took on a role with a code. */
  joins(username: string, role: 'advisor' | 'board'): Promise<FakeUser>;
}

type ChannelChoices = Partial<Omit<DiscordChannelOptions, 'apiRoot'>>;

/**
 * Opens a desk with the real client library over loopback, on a database and a platform of its own unless given.
 * `beside` are channels that it is open on too.
 */
export async function openDiscordDesk(
  options: ChannelChoices & { config?: DatabaseConfig; discord?: StrictDiscord; beside?: Channel[] } = {},
): Promise<DiscordDesk> {
  const { config = (await newSqlitePlace()).config, discord = await startDiscord(), beside = [], ...choices } = options;
  const house = await noticeHouse(config);
  const channel = channelTo(discord, { ...remembering(house), ...choices });
  const before = discord.gateway.identifies.length;
  await house.open({ channels: [channel, ...beside] });
  // What somebody says for the first time while nobody listens no bot can look up.
  await until('a session', () => discord.gateway.identifies[before] && (discord.gateway.connected || undefined));
  return { discord, house, channel, config, ...views(discord, house) };
}

/** What the channel finds again after a restart, from the database of the house. */
function remembering({ database }: House): Pick<DiscordChannelOptions, 'watched' | 'notes' | 'amongAdvisors'> {
  const { inbox, channelNotes, conversations } = database.stores;
  const name = 'discord';
  return {
    amongAdvisors: async (key) => (await conversations.findConversationByKey(name, key))?.audience === 'advisors',
    watched: () => inbox.heardFrom(name, 0, 100),
    notes: {
      read: () => channelNotes.notesOf(name),
      write: (topic, value) => channelNotes.writeNote(name, topic, value),
    },
  };
}

/** A platform that is closed when the test ends. */
export async function startDiscord(): Promise<StrictDiscord> {
  const discord = new StrictDiscord();
  await discord.open();
  onTestFinished(() => discord.close());
  return discord;
}

/** A channel to this Discord; stopped when the test ends. */
export function channelTo(discord: StrictDiscord, choices: ChannelChoices = {}): DiscordChannel {
  const { token, url } = discord;
  const channel = new DiscordChannel({
    ...{ token, apiRoot: url, logger: silentLogger, watched: async () => [] },
    notes: { read: async () => new Map(), write: async () => {} },
    ...choices,
  });
  onTestFinished(() => channel.stop());
  return channel;
}

/** Labels of the buttons under a message, row by row. */
export function labels({ components }: FakeMessage): string[][] {
  return components.map((row) => flat([row]).flatMap(({ label }) => (typeof label === 'string' ? [label] : [])));
}

function views(discord: StrictDiscord, house: House): Pick<DiscordDesk, 'hears' | 'quiet' | 'advisor' | 'joins'> {
  const { stores } = house.database;
  const hears: DiscordDesk['hears'] = (place, pattern, after) => {
    const channel = 'username' in place ? discord.world.dm(place.id) : place;
    const from = BigInt(after?.id ?? 0);
    return until(`${pattern} for ${'username' in place ? place.username : place.name}`, () =>
      discord.botMessages(channel).find(({ id, content }) => BigInt(id) > from && pattern.test(content)),
    );
  };
  const joins: DiscordDesk['joins'] = async (username, role) => {
    const user = discord.addMember(username);
    discord.says(user, `/koppel ${await invite(stores.people, { role }, systemClock.now())}`);
    await hears(user, role === 'board' ? /aangemeld als bestuurslid/ : /U bent nu adviseur/);
    return user;
  };
  return {
    hears,
    joins,
    advisor: (username) => joins(username, 'advisor'),
    quiet: async () => {
      // What is heard before this goes before it.
      const last = discord.addMember('laatste');
      discord.says(last, '/privacy');
      await hears(last, /Wij bewaren uw berichten/);
      await until('all handled', async () => (await stores.inbox.backlogs()).length === 0 || undefined);
      await until('all sent', async () => (await stores.outbox.backlogs()).length === 0 || undefined);
    },
  };
}
