import { expect, test } from 'vitest';
import { DeskError } from '../../../src/kernel/errors.ts';
import { connected, kept, setUp, texts } from '../../support/discord/listening.ts';

const hourMs = 60 * 60_000;

test('a look-up that is cut off half way goes on after the start, however long it was away before', async () => {
  const heard = new Map<string, number>();
  const { discord, lid, channel, receiver } = await setUp({
    notes: kept(),
    watched: async () => [...heard].map(([key, heardAt]) => ({ key, heardAt })),
  });
  let away = false;
  receiver.before = ({ conversationKey, action }) => {
    if (away && 'text' in action && action.text === 'drie') throw new DeskError('database_unavailable', 'weg');
    // As the desk does: when it was stored, which says nothing of when it was said.
    heard.set(conversationKey, discord.platform.now());
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
