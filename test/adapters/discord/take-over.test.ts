import { ChannelType } from 'discord.js';
import { expect, test } from 'vitest';
import { deskSays, storedMessage } from '../../contract/samples.ts';
import { channelTo } from '../../support/discord/discord-desk.ts';
import { connected, kept, setUp, texts } from '../../support/discord/listening.ts';
import { postingOf } from '../../support/posting.ts';
import { until } from '../../support/until.ts';

/** Two processes with one token and one database, of which the first listens. */
async function two() {
  const notes = kept();
  const first = await setUp({ notes, messageContent: true, maySetUp: async () => true });
  const { discord, lid, receiver } = first;
  const second = channelTo(discord, { notes, messageContent: true });
  const say = (text: string, key: string) =>
    second.send(`u${lid.id}`, postingOf(storedMessage({ ...deskSays('c', text), seq: 1 }), { key }));
  await first.channel.start(receiver);
  await connected(discord);
  discord.says(lid, 'rechtstreeks');
  await texts(receiver, 1);
  expect(await say('een', '1')).toMatchObject({ kind: 'delivered' });
  return { ...first, second, say };
}

test('where a private conversation went on is known to whoever sends, and to whoever listens next', async () => {
  const { discord, lid, channel, receiver, second, say } = await two();
  const room = discord.addChannel('algemeen');
  const pressed = discord.people.pressesId(lid, discord.says(lid, 'knop', room), 't');
  const word = await until('a word', () => discord.answers(pressed)[0]);
  const thread = discord.world.channel(/<#(\d+)>/.exec(word.content)?.[1] ?? '');
  expect(await say('twee', '2')).toMatchObject({ kind: 'delivered' });
  expect(discord.botMessages(thread).map(({ content }) => content)).toEqual(['twee']);

  await channel.stop();
  await second.start(receiver);
  await connected(discord);
  discord.says(lid, 'hier nog', thread);
  await texts(receiver, 2);
  expect(receiver.events.at(-1)?.conversationKey).toBe(`u${lid.id}`);
});

test('a forum that the board chose is known to whoever listens next', async () => {
  const { discord, lid, channel, receiver, second } = await two();
  const forum = discord.addChannel('hulp', ChannelType.GuildForum);
  const room = discord.addChannel('bestuur');
  const answer = storedMessage({ ...deskSays('c', 'antwoord', { outcome: 'answered' }), seq: 2 });
  expect(await second.send(`c${room.id}`, postingOf(answer))).toMatchObject({ kind: 'delivered' });
  const owner = discord.world.users.get(discord.guild.ownerId) ?? lid;
  await until('commands', () => discord.platform.commands.get(''));
  const chosen = discord.runs(owner, 'inrichten', { forum: forum.id }, room);
  await until('a report', () => discord.answers(chosen)[0]);
  await channel.stop();
  await second.start(receiver);
  await connected(discord);
  discord.posts(lid, forum, 'De zaal', 'Hoe laat gaat de zaal open?');
  expect((await texts(receiver, 2)).at(-1)).toBe('Hoe laat gaat de zaal open?');
});
