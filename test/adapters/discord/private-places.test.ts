import { expect, test } from 'vitest';
import { connected, kept, setUp, texts } from '../../support/discord/listening.ts';
import { bot, type FakeChannel } from '../../support/discord/world.ts';
import { until } from '../../support/until.ts';

const me = `<@${bot.id}>`;

/** A member who wrote a direct message, chose a private thread after that, and somebody else who was let into it. */
async function inThread() {
  const parts = await setUp({ notes: kept(), messageContent: true });
  const { discord, lid, channel, receiver } = parts;
  await channel.start(receiver);
  await connected(discord);
  const direct = discord.says(lid, 'rechtstreeks');
  await texts(receiver, 1);
  const room = discord.addChannel('algemeen');
  const bench = discord.says(discord.addMember('bank'), 'knop', room);
  const pressed = discord.people.pressesId(lid, bench, 't');
  const word = await until('a word', () => discord.answers(pressed)[0]);
  const thread = discord.world.channel(/<#(\d+)>/.exec(word.content)?.[1] ?? '');
  discord.says(lid, 'in de draad', thread);
  await texts(receiver, 2);
  return { ...parts, direct, thread, other: discord.addMember('beheer') };
}

const heardFrom = ({ events }: { events: readonly { conversationKey: string; action: object }[] }) =>
  events.flatMap(({ conversationKey, action }) => ('text' in action ? [[conversationKey, action.text]] : []));

test('what others say in the thread of a member while nobody listens is not taken for theirs in private', async () => {
  const { discord, lid, channel, receiver, thread, other } = await inThread();
  await channel.stop();
  discord.says(other, 'Ik kijk mee.', thread);
  discord.says(lid, 'fijn', thread);
  await channel.start(receiver);
  await texts(receiver, 3);
  await channel.stop();
  expect(heardFrom(receiver)).toEqual([
    [`u${lid.id}`, 'rechtstreeks'],
    [`u${lid.id}`, 'in de draad'],
    [`u${lid.id}`, 'fijn'],
  ]);
});

test('what others ask in that thread is asked among others, and what the member says there never is', async () => {
  const { discord, lid, channel, receiver, thread, other } = await inThread();
  discord.says(other, `${me} en nu?`, thread);
  await texts(receiver, 3);
  await channel.stop();
  discord.says(lid, `${me} vertrouwelijk`, thread);
  discord.says(other, `${me} en dan?`, thread);
  await channel.start(receiver);
  await texts(receiver, 5);
  expect(heardFrom(receiver).slice(2).toSorted()).toEqual([
    [`c${thread.id}`, 'en dan?'],
    [`c${thread.id}`, 'en nu?'],
    [`u${lid.id}`, 'vertrouwelijk'],
  ]);
});

test('a member may go from thread to direct messages and back, and is heard in both, also after a restart', async () => {
  const { discord, lid, channel, receiver, thread } = await inThread();
  discord.says(lid, 'nu hier');
  await texts(receiver, 3);
  discord.says(lid, 'en weer daar', thread);
  await texts(receiver, 4);
  await channel.stop();
  const missed = (place?: FakeChannel) => discord.says(lid, `gemist in ${place?.id ?? 'privé'}`, place);
  missed();
  missed(thread);
  await channel.start(receiver);
  const all = await texts(receiver, 6);
  expect(all.slice(2)).toEqual(['nu hier', 'en weer daar', 'gemist in privé', `gemist in ${thread.id}`]);
  expect(
    new Set(
      receiver.events.flatMap(({ action, conversationKey }) => (action.kind === 'text' ? [conversationKey] : [])),
    ),
  ).toEqual(new Set([`u${lid.id}`]));
});

test('what was taken back in the place before is taken back', async () => {
  const { discord, lid, receiver, direct } = await inThread();
  discord.deletes(direct);
  const gone = await until('the removal', () => receiver.events.find(({ action }) => action.kind === 'deleted'));
  expect(gone).toMatchObject({ conversationKey: `u${lid.id}`, action: { ref: direct.id } });
});

test('a press of somebody else in a thread that the member left for direct messages does nothing', async () => {
  const { discord, lid, receiver, thread, other } = await inThread();
  discord.says(lid, 'nu hier');
  await texts(receiver, 3);
  const message = discord.says(lid, 'knoppen', thread);
  await texts(receiver, 4);
  const before = receiver.events.length;
  const id = `r${'A'.repeat(22)}1`;
  const theirs = discord.people.pressesId(other, message, id);
  expect(await until('a word', () => discord.answers(theirs)[0])).toMatchObject({ onlyFor: other.id });
  expect(receiver.events).toHaveLength(before);
  discord.people.pressesId(lid, message, id);
  await until('the press', () => receiver.events[before]);
  expect(receiver.events[before]).toMatchObject({ conversationKey: `u${lid.id}`, action: { kind: 'rated' } });
});
