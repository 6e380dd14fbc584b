import { InteractionType } from 'discord.js';
import { expect, test } from 'vitest';
import { botId, lid, openStandInDesk, room } from '../../support/discord/stand-in-desk.ts';
import { until } from '../../support/until.ts';
import { notice } from '../../support/village-notice.ts';

test('a slash command, a mention, a source and suggestions, as the stand-in from npm understands Discord', async () => {
  const { standIn, hears, member } = await openStandInDesk();
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
