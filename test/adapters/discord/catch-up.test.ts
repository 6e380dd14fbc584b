import { ChannelType } from 'discord.js';
import { expect, test } from 'vitest';
import { DeskError } from '../../../src/kernel/errors.ts';
import { channelTo } from '../../support/discord/discord-desk.ts';
import { connected, heard, kept, setUp, texts } from '../../support/discord/listening.ts';
import { Refusal } from '../../support/discord/refusal.ts';
import { bot } from '../../support/discord/world.ts';
import { until } from '../../support/until.ts';

const hourMs = 60 * 60_000;

test('a look-up that is cut off half way goes on after the start, however long it was away before', async () => {
  const last = new Map<string, number>();
  const { discord, lid, channel, receiver } = await setUp({
    notes: kept(),
    watched: async () => [...last].map(([key, heardAt]) => ({ key, heardAt })),
  });
  let away = false;
  receiver.before = ({ conversationKey, action }) => {
    if (away && 'text' in action && action.text === 'drie') throw new DeskError('database_unavailable', 'weg');
    // As the desk does: when it was stored, which says nothing of when it was said.
    last.set(conversationKey, discord.platform.now());
  };
  await channel.start(receiver);
  await connected(discord);
  discord.says(lid, 'een');
  await texts(receiver, 1);
  await channel.stop();
  for (const text of ['twee', 'drie', 'vier']) {
    discord.platform.travel(hourMs);
    discord.says(lid, text);
  }
  discord.platform.travel(hourMs);
  away = true;
  await channel.start(receiver);
  await texts(receiver, 2);
  await channel.stop();
  away = false;
  await channel.start(receiver);
  expect(await texts(receiver, 4)).toEqual(['een', 'twee', 'drie', 'vier']);
});

test('a message that is not understood among many ends no look-up', async () => {
  const { discord, lid, channel, receiver } = await setUp({ notes: kept() });
  await channel.start(receiver);
  await connected(discord);
  discord.says(lid, 'begin');
  await texts(receiver, 1);
  await channel.stop();
  for (let i = 0; i < 50; i++) discord.says(lid, `voor ${i}`);
  discord.says(lid, 'van later', undefined, { extra: { sticker_items: 'anders' } });
  for (let i = 0; i < 70; i++) discord.says(lid, `na ${i}`);
  await channel.start(receiver);
  expect((await texts(receiver, 121)).at(-1)).toBe('na 69');
});

test('a forum that is gone, or in a server that put the bot out, keeps no other from being looked through', async () => {
  const { discord, lid, receiver } = await setUp();
  const forum = discord.addChannel('hulp', ChannelType.GuildForum);
  const away = discord.world.addChannel({ type: ChannelType.GuildForum, name: 'weg', guildId: '5' });
  discord.posts(lid, forum, 'De zaal', 'Hoe laat gaat de zaal open?');
  const other = channelTo(discord, { forums: ['1', away.id, forum.id] });
  await other.start(receiver);
  expect(await texts(receiver, 1)).toEqual(['Hoe laat gaat de zaal open?']);
});

test('a conversation is not given up when Discord finds that too many are opened', async () => {
  const watched = [{ key: '', heardAt: Date.now() }];
  const { discord, lid, lines, channel, receiver } = await setUp({ watched: async () => watched });
  watched[0] = { key: `u${lid.id}`, heardAt: Date.now() };
  const tooFast = new Refusal(403, 40003, 'You are opening direct messages too fast.');
  discord.refuseNext(/^POST \/users\/@me\/channels$/, tooFast);
  await channel.start(receiver);
  expect(await heard(lines, /discord_403_40003/)).toMatch(/will be asked again .*60000/);
});

test('what is taken back in a channel before it was stored is taken back', async () => {
  const { discord, lid, channel, receiver } = await setUp();
  await channel.start(receiver);
  await connected(discord);
  let store = (): void => {};
  receiver.before = ({ action }) => (action.kind === 'text' ? new Promise<void>((done) => (store = done)) : undefined);
  const room = discord.addChannel('algemeen');
  const said = discord.says(lid, `<@${bot.id}> hoe laat?`, room);
  discord.deletes(said);
  // Direct messages have a lane of their own: when this one is here, the removal was too.
  discord.says(lid, '', undefined, { extra: { sticker_items: [{ id: '1' }] } });
  await until('the last', () => receiver.events.find(({ action }) => action.kind === 'unsupported'));
  store();
  await until('the removal', () => receiver.events.find(({ action }) => action.kind === 'deleted'));
  expect(receiver.events.at(-1)).toMatchObject({ conversationKey: `c${room.id}`, action: { ref: said.id } });
});

test('what was taken back before it could be stored is looked for once, and not at every start', async () => {
  const notes = kept();
  const { discord, lid, channel, receiver } = await setUp({ notes, watched: async () => [] });
  const looked = () =>
    discord.traffic.filter(({ method, path }) => method === 'GET' && /\/messages$/.test(path)).length;
  const caughtUp = () => until('the end', async () => !(await notes.read()).has('behind') || undefined);
  let tried = 0;
  receiver.before = () => {
    tried++;
    throw new DeskError('database_unavailable', 'weg');
  };
  await channel.start(receiver);
  await connected(discord);
  await caughtUp();
  const said = discord.says(lid, 'een');
  await until('an attempt', () => tried || undefined);
  await channel.stop();
  discord.deletes(said);
  receiver.before = () => {};
  await channel.start(receiver);
  await until('a look-up', () => looked() || undefined);
  await caughtUp();
  await channel.stop();
  await channel.start(receiver);
  await connected(discord);
  await caughtUp();
  expect(looked()).toBe(1);
});
