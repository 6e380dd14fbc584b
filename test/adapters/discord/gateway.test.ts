import { expect, test } from 'vitest';
import { connected, heard, setUp, texts } from '../../support/discord/listening.ts';
import { until } from '../../support/until.ts';

test('what happened while the connection was broken comes in, in order and once, without another IDENTIFY', async () => {
  const { discord, lid, channel, receiver } = await setUp();
  await channel.start(receiver);
  await connected(discord);
  discord.says(lid, 'een');
  await texts(receiver, 1);
  discord.gateway.drop();
  const said = discord.says(lid, 'twee');
  discord.edits(said, 'twee en een half');
  discord.says(lid, 'drie');
  await texts(receiver, 3);
  discord.gateway.askToReconnect();
  await until('a second', () => (discord.gateway.resumes >= 2 ? true : undefined), 30_000);
  discord.says(lid, 'vier');
  await texts(receiver, 4);
  expect(receiver.events.map(({ action }) => ('text' in action ? action.text : action.kind))).toEqual([
    ...['een', 'twee', 'twee en een half', 'drie', 'vier'],
  ]);
  expect(discord.gateway.identifies).toHaveLength(1);
});

test('after an invalid session what was missed is fetched, in order and once, also an edit and what was said in a channel', async () => {
  const { discord, lid, channel, receiver } = await setUp();
  const room = discord.addChannel('algemeen');
  const me = '<@1100000000000000777>';
  await channel.start(receiver);
  await connected(discord);
  const first = discord.says(lid, 'een');
  discord.says(lid, `${me} hoe laat?`, room);
  await texts(receiver, 2);
  discord.gateway.forget();
  discord.gateway.drop();
  discord.edits(first, 'een, beter gezegd');
  for (let i = 0; i < 120; i++) discord.says(lid, `gemist ${i}`);
  discord.says(lid, 'niet voor de balie', room);
  discord.says(lid, `${me} en waar?`, room);
  await texts(receiver, 123);
  await connected(discord);
  discord.says(lid, 'daarna');
  await texts(receiver, 124);
  const own = receiver.events.filter(({ audience }) => audience !== 'group');
  expect(own.flatMap(({ action }) => (action.kind === 'text' ? [action.text] : []))).toEqual([
    'een',
    ...Array.from({ length: 120 }, (_, i) => `gemist ${i}`),
    'daarna',
  ]);
  expect(receiver.texts).toContain('en waar?');
  expect(receiver.texts).not.toContain('niet voor de balie');
  expect(receiver.events).toContainEqual(
    expect.objectContaining({ action: { kind: 'edited', ref: first.id, text: 'een, beter gezegd' } }),
  );
  expect(discord.gateway.identifies).toHaveLength(2);
});

test('a connection that is dead is noticed within two heartbeats, and nothing that happened on it is lost', async () => {
  const { discord, lid, lines, channel, receiver } = await setUp();
  discord.gateway.heartbeatMs = 1_000;
  await channel.start(receiver);
  await until('heartbeats', () => (discord.gateway.heartbeats > 1 ? true : undefined));
  discord.gateway.acknowledging = false;
  discord.gateway.delivering = false;
  const since = Date.now();
  discord.says(lid, 'in het niets');
  await heard(lines, /connection lost/);
  expect(Date.now() - since).toBeLessThan(2.5 * discord.gateway.heartbeatMs);
  discord.gateway.acknowledging = true;
  discord.gateway.delivering = true;
  expect(await texts(receiver, 1)).toEqual(['in het niets']);
});

test('a token that is refused is said clearly, and costs one request', async () => {
  const { discord, lines, channel, receiver } = await setUp({ token: 'Iets.heel.anders' });
  await channel.start(receiver);
  await heard(lines, /refuses the token/);
  await channel.stop();
  expect(discord.invalidRequests).toBe(1);
  expect(discord.gateway.identifies).toHaveLength(0);
  expect(lines.join('\n')).not.toContain('Iets.heel.anders');
});

test('a token that is taken back while the desk is open is said clearly, and not tried in a loop', async () => {
  const { discord, lines, channel, receiver } = await setUp();
  await channel.start(receiver);
  await connected(discord);
  discord.gateway.drop(4004);
  await heard(lines, /refuses the token/);
  await channel.stop();
  expect(discord.gateway.identifies).toHaveLength(1);
});

test('without leave for message content the desk says so, and hears what is said to it all the same', async () => {
  // A post in a forum is not said to anybody: for that the intent is asked.
  const { discord, lid, lines, channel, receiver } = await setUp({ forums: ['1'] });
  discord.platform.privileged = 0;
  const room = discord.addChannel('algemeen');
  await channel.start(receiver);
  await heard(lines, /message content intent/);
  await connected(discord);
  discord.says(lid, 'niet voor de balie', room);
  discord.says(lid, '<@1100000000000000777> hoe laat?', room);
  discord.says(lid, 'rechtstreeks');
  expect((await texts(receiver, 2)).toSorted()).toEqual(['hoe laat?', 'rechtstreeks']);
  expect(discord.gateway.closes).toEqual([4014]);
});

test('when the IDENTIFYs of today are used up, none is made', async () => {
  const { discord, lines, channel, receiver } = await setUp();
  discord.platform.sessionStartsLeft = 0;
  await channel.start(receiver);
  await heard(lines, /discord will be tried again|IDENTIFY|sessions/i);
  await channel.stop();
  expect(discord.gateway.identifies).toEqual([]);
  const asked = discord.traffic.filter(({ path }) => path === '/gateway/bot');
  expect(asked.length).toBeLessThan(3);
});

test('a desk that hears nothing says so, and no longer when it hears again', async () => {
  const { discord, channel, receiver } = await setUp();
  await channel.start(receiver);
  const cutOff = (state: boolean) => until(`cut off: ${state}`, () => channel.isCutOff() === state || undefined);
  await cutOff(false);
  await discord.close();
  await cutOff(true);
  await discord.open();
  await cutOff(false);
  await channel.stop();
});

test('after a time without network everything comes in', async () => {
  const { discord, lid, channel, receiver, lines } = await setUp();
  await channel.start(receiver);
  await connected(discord);
  discord.says(lid, 'een');
  await texts(receiver, 1);
  await discord.close();
  await heard(lines, /connection lost/);
  for (let i = 0; i < 30; i++) discord.says(lid, `bericht ${i}`);
  await discord.open();
  expect((await texts(receiver, 31)).slice(1)).toEqual(Array.from({ length: 30 }, (_, i) => `bericht ${i}`));
});

test('with more connections each hears its own servers, and direct messages come in once', async () => {
  const { discord, lid, channel, receiver } = await setUp({ shards: 2 });
  const room = discord.addChannel('algemeen');
  await channel.start(receiver);
  await until('both', () => (discord.gateway.connected === 2 ? true : undefined), 30_000);
  const [first, second] = discord.gateway.identifies;
  expect([first?.shard, second?.shard]).toEqual([
    [0, 2],
    [1, 2],
  ]);
  // One IDENTIFY in five seconds is what the platform allows.
  expect(Number(second?.at) - Number(first?.at)).toBeGreaterThan(4_500);
  discord.says(lid, 'rechtstreeks');
  discord.says(lid, '<@1100000000000000777> hoe laat?', room);
  expect((await texts(receiver, 2)).toSorted()).toEqual(['hoe laat?', 'rechtstreeks']);
});
