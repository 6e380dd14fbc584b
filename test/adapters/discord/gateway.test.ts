import { expect, test } from 'vitest';
import type { DiscordChannelOptions } from '../../../adapters/discord/channel.ts';
import { DeskError } from '../../../src/kernel/errors.ts';
import type { Logger } from '../../../src/kernel/logger.ts';
import { channelTo, startDiscord } from '../../support/discord/discord-desk.ts';
import { Refusal } from '../../support/discord/refusal.ts';
import type { StrictDiscord } from '../../support/discord/strict-discord.ts';
import { KeepingReceiver } from '../../support/keeping-receiver.ts';
import { until } from '../../support/until.ts';

async function setUp(choices: Partial<DiscordChannelOptions> = {}) {
  const discord = await startDiscord();
  const lid = discord.addMember('lid');
  const lines: string[] = [];
  const write = (fields: object, event: string) => void lines.push(`${event} ${JSON.stringify(fields)}`);
  const logger: Logger = { debug: write, info: write, warn: write, error: write };
  const receiver = new KeepingReceiver();
  /** As the desk does: every conversation that it heard something of. */
  const watched = async () => {
    const heard = new Map(receiver.events.map(({ conversationKey, sentAt = 0 }) => [conversationKey, sentAt ?? 0]));
    return [...heard].map(([key, heardAt]) => ({ key, heardAt }));
  };
  const channel = channelTo(discord, { logger, watched, ...choices });
  return { discord, lid, lines, channel, receiver };
}

const heard = (lines: string[], pattern: RegExp) =>
  until(String(pattern), () => lines.find((line) => pattern.test(line)), 30_000);
const texts = (receiver: KeepingReceiver, count: number) =>
  until(`${count} texts`, () => (receiver.texts.length >= count ? receiver.texts : undefined), 30_000);
const connected = (discord: StrictDiscord) => until('a session', () => discord.gateway.connected || undefined, 30_000);

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
  discord.gateway.heartbeatMs = 250;
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
