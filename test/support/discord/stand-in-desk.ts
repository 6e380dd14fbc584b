import { ChannelType } from 'discord.js';
import { onTestFinished } from 'vitest';
import { DiscordChannel } from '../../../adapters/discord/channel.ts';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { newSqlitePlace } from '../databases.ts';
import { noticeHouse } from '../stepped-desk.ts';
import { until } from '../until.ts';
import { startStandIn } from './stand-in.ts';

export const room = '200000000000000001';
export const advisors = '200000000000000005';
export const lid = '200000000000000002';
export const anna = '200000000000000004';
export const botId = '200000000000000003';
const token = 'MjAw.stand.in';

/** A desk that is open on the stand-in from npm; one in a test file. */
export async function openStandInDesk() {
  const standIn = await startStandIn({
    channels: [
      { id: room, name: 'algemeen', type: ChannelType.GuildText },
      { id: advisors, name: 'adviseurs', type: ChannelType.GuildText },
    ],
    users: [
      { id: lid, username: 'lid' },
      { id: anna, username: 'anna' },
    ],
    botUser: { id: botId, username: 'Dorpsbalie' },
    botToken: token,
  });
  const house = await noticeHouse((await newSqlitePlace()).config);
  const { conversations } = house.database.stores;
  const channel = new DiscordChannel({
    ...{ token, apiRoot: standIn.restUrl, logger: silentLogger },
    amongAdvisors: async (key) => (await conversations.findConversationByKey('discord', key))?.audience === 'advisors',
    watched: async () => [],
    notes: { read: async () => new Map(), write: async () => {} },
    suggest: async (typed) => [`${typed} huren`],
  });
  onTestFinished(() => channel.stop());
  await house.open({ channels: [channel] });
  await until('commands', async () => (await standIn.prisma.applicationCommand.count()) || undefined);
  const messages = () => standIn.channel(room).getMessages();
  const hears = (pattern: RegExp, where = room) =>
    until(String(pattern), async () =>
      (await standIn.channel(where).getMessages()).find(
        ({ content, author }) => author.id === botId && pattern.test(content),
      ),
    );
  return { standIn, house, hears, member: standIn.channel(room).user(lid), messages };
}
