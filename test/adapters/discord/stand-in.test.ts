import { ChannelType, InteractionType } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { DiscordChannel } from '../../../adapters/discord/channel.ts';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { newSqlitePlace } from '../../support/databases.ts';
import { startStandIn } from '../../support/discord/stand-in.ts';
import { noticeHouse } from '../../support/stepped-desk.ts';
import { until } from '../../support/until.ts';
import { notice } from '../../support/village-notice.ts';

const room = '200000000000000001';
const lid = '200000000000000002';
const botId = '200000000000000003';
const token = 'MjAw.stand.in';

async function setUp() {
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
  return { standIn, hears, member: standIn.channel(room).user(lid), messages };
}

test('a slash command, a mention, a source and suggestions, as the stand-in from npm understands Discord', async () => {
  const { standIn, hears, member } = await setUp();
  const options = [{ name: 'tekst', type: 3, value: notice.rent.question }];
  await member.runSlashCommand({ name: 'vraag', options });
  const answer = await hears(notice.rent.fact);
  const source = answer.components?.flatMap((row) => row.components).find(({ label }) => label === 'Bron 1');
  await member.clickButton({ messageId: answer.id, customId: source?.custom_id ?? '' });
  await hears(/^Bron 1: /);

  await member.sendMessage({ content: `<@${botId}> ${notice.meeting.question}` });
  expect((await hears(notice.meeting.fact)).message_reference?.message_id).toBeDefined();

  const typing = await standIn.simulateInteraction({
    ...{ type: InteractionType.ApplicationCommandAutocomplete, channelId: room, userId: lid },
    data: { id: '1', name: 'vraag', type: 1, options: [{ name: 'tekst', type: 3, value: 'zaal', focused: true }] },
  });
  const told = await until('suggestions', async () => {
    const response = await standIn.channel(room).getInteractionResponse(typing.id);
    return response?.acknowledged ? response : undefined;
  });
  expect(told.type).toBe(8);
  expect(told.data).toContain('zaal huren');
});
