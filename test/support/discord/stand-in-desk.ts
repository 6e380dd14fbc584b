import { ChannelType } from 'discord.js';
import { onTestFinished } from 'vitest';
import { DiscordChannel } from '../../../adapters/discord/channel.ts';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { newSqlitePlace } from '../databases.ts';
import { noticeHouse } from '../stepped-desk.ts';
import { until } from '../until.ts';
import { startStandIn } from './stand-in.ts';

export const room = '200000000000000001';
export const lid = '200000000000000002';
export const botId = '200000000000000003';
const token = 'MjAw.stand.in';

/** A desk that is open on the stand-in from npm; one in a test file. */
export async function openStandInDesk() {
  const standIn = await startStandIn({
    channels: [{ id: room, name: 'algemeen', type: ChannelType.GuildText }],
    users: [{ id: lid, username: 'lid' }],
    botUser: { id: botId, username: 'Dorpsbalie' },
    botToken: token,
  });
  const house = await noticeHouse((await newSqlitePlace()).config);
  const channel = new DiscordChannel({
    ...{ token, apiRoot: standIn.restUrl, logger: silentLogger },
    watched: async () => [],
    notes: { read: async () => new Map(), write: async () => {} },
    suggest: async (typed) => [`${typed} huren`],
  });
  onTestFinished(() => channel.stop());
  await house.open({ channels: [channel] });
  await until('commands', async () => (await standIn.prisma.applicationCommand.count()) || undefined);
  const messages = () => standIn.channel(room).getMessages();
  const hears = (pattern: RegExp) =>
    until(String(pattern), async () =>
      (await messages()).find(({ content, author }) => author.id === botId && pattern.test(content)),
    );
  return { standIn, house, hears, member: standIn.channel(room).user(lid), messages };
}
