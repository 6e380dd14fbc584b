import { expect, test } from 'vitest';
import { DeskError } from '../../../src/kernel/errors.ts';
import { connected, heard, setUp, texts } from '../../support/discord/listening.ts';
import { Refusal } from '../../support/discord/refusal.ts';
import { until } from '../../support/until.ts';

test('what came in and could not be stored before a stop comes again after the start', async () => {
  const { discord, lid, channel, receiver } = await setUp();
  await channel.start(receiver);
  await connected(discord);
  let tried = 0;
  receiver.before = () => {
    tried++;
    throw new DeskError('database_unavailable', 'weg');
  };
  discord.says(lid, 'een');
  await until('an attempt', () => tried || undefined);
  await channel.stop();
  discord.says(lid, 'twee');
  receiver.before = () => {};
  await channel.start(receiver);
  expect(await texts(receiver, 2)).toEqual(['een', 'twee']);
});

test('looking up goes on when Discord is away for a while, and a channel that is gone keeps nobody waiting', async () => {
  const { discord, lid, channel, receiver } = await setUp();
  const room = discord.addChannel('algemeen');
  await channel.start(receiver);
  await connected(discord);
  discord.says(lid, '<@1100000000000000777> hoe laat?', room);
  discord.says(lid, 'een');
  await texts(receiver, 2);
  await channel.stop();
  discord.removes(room);
  discord.says(lid, 'twee');
  discord.refuseNext(/^GET .*\/messages$/, new Refusal(503, 0, 'Service Unavailable'));
  discord.refuseNext(/^GET .*\/messages$/, new Refusal(500, 0, 'Internal Server Error'));
  await channel.start(receiver);
  await texts(receiver, 3);
  expect(receiver.texts.at(-1)).toBe('twee');
});

test('what is taken back in one go is taken back everywhere', async () => {
  const { discord, lid, channel, receiver } = await setUp();
  await channel.start(receiver);
  await connected(discord);
  const [one, two] = [discord.says(lid, 'een'), discord.says(lid, 'twee')];
  await texts(receiver, 2);
  discord.push('MESSAGE_DELETE_BULK', { ids: [one.id, two.id], channel_id: one.channelId });
  await until('both', () => (receiver.events.length === 4 ? true : undefined));
  expect(receiver.events.slice(2).map(({ action }) => action)).toEqual([
    { kind: 'deleted', ref: one.id },
    { kind: 'deleted', ref: two.id },
  ]);
});

test('what strangers take back in a channel is nobody’s business, and where the desk was spoken to it is', async () => {
  const { discord, lid, channel, receiver } = await setUp();
  const [room, elsewhere] = [discord.addChannel('algemeen'), discord.addChannel('praat')];
  await channel.start(receiver);
  await connected(discord);
  discord.deletes(discord.says(lid, 'niet voor de balie', elsewhere));
  const asked = discord.says(lid, '<@1100000000000000777> hoe laat?', room);
  await texts(receiver, 1);
  discord.deletes(asked);
  await until('the deletion', () => receiver.events[1]);
  expect(receiver.events.map(({ conversationKey, action }) => [conversationKey, action.kind])).toEqual([
    [`c${room.id}`, 'text'],
    [`c${room.id}`, 'deleted'],
  ]);
});

test('what the desk refuses its writer reads, and what always fails keeps nobody behind it waiting', async () => {
  const { discord, lid, lines, channel, receiver } = await setUp();
  receiver.before = ({ action }) => {
    if (action.kind !== 'text') return;
    if (action.text === 'lang') throw new DeskError('message_too_long', 'Dit bericht is te lang.');
    if (action.text === 'kapot') throw new Error('a fault of ours');
  };
  await channel.start(receiver);
  await connected(discord);
  const said = discord.says(lid, 'lang');
  const told = await until('a word', () => discord.botMessages(discord.world.dm(lid.id))[0]);
  expect(told).toMatchObject({ content: 'Dit bericht is te lang.', replyToId: said.id });
  discord.says(lid, 'kapot');
  discord.says(lid, 'daarna');
  expect(await texts(receiver, 1)).toEqual(['daarna']);
  await heard(lines, /event given up/);
});

test('what is no message, or of a kind that does not exist yet, is passed over without its contents in the log', async () => {
  const { discord, lid, channel, receiver, lines } = await setUp();
  await channel.start(receiver);
  await connected(discord);
  discord.push('MESSAGE_CREATE', { id: 'x', content: 'vertrouwelijk', author: null });
  discord.push('MESSAGE_UPDATE', { content: 'vertrouwelijk' });
  discord.push('MESSAGE_UPDATE', null);
  discord.push('GUILD_CREATE', null);
  discord.push('MESSAGE_DELETE', { content: 'vertrouwelijk' });
  discord.push('INTERACTION_CREATE', { data: 'vertrouwelijk' });
  discord.push('TELEPATHY', { content: 'vertrouwelijk' });
  discord.says(lid, 'een');
  expect(await texts(receiver, 1)).toEqual(['een']);
  expect(lines.join('\n')).not.toContain('vertrouwelijk');
  expect(lines.join('\n')).not.toContain('GEHEIM');
});
