import { expect, onTestFinished, test, vi } from 'vitest';
import { deskSays } from '../../contract/samples.ts';
import { channelTo, startDiscord } from '../../support/discord/discord-desk.ts';
import { Refusal } from '../../support/discord/refusal.ts';
import { KeepingReceiver } from '../../support/keeping-receiver.ts';
import { postingOf } from '../../support/posting.ts';
import { until } from '../../support/until.ts';

const long = Array.from({ length: 600 }, (_, i) => `deel${i}`).join(' ');

/** A channel that listens, and a member in a server. */
async function setUp() {
  const discord = await startDiscord();
  const lid = discord.addMember('lid');
  const room = discord.addChannel('algemeen');
  const channel = channelTo(discord);
  const receiver = new KeepingReceiver();
  await channel.start(receiver);
  await until('a session', () => discord.gateway.connected || undefined);
  await until('commands', () => discord.platform.commands.get(''));
  const send = (text: string) =>
    channel.send(
      `u${lid.id}`,
      postingOf({
        ...{ ...deskSays('c', text), seq: 1, relay: null, ticketId: null, replyToId: null, attachments: [] },
        ...{ helpful: null, editedAt: null, deletedAt: null },
      }),
    );
  return { discord, lid, room, channel, receiver, send };
}

test('every part of a long reply that one person asked for is for that person alone', async () => {
  const { discord, lid, room, receiver, send } = await setUp();
  const asked = discord.runs(lid, 'mijnvragen', {}, room);
  await until('the event', () => receiver.events[0]);
  await until('an acknowledgement', () => asked.answeredWith ?? undefined);
  expect(await send(long)).toMatchObject({ kind: 'delivered' });
  const parts = discord.answers(asked);
  expect(parts.map(({ content }) => content).join(' ')).toBe(long);
  expect(parts.map(({ onlyFor }) => onlyFor)).toEqual(parts.map(() => lid.id));
  expect(parts.length).toBeGreaterThan(1);
  expect(discord.botMessages(room)).toEqual([]);
});

test('a press or command is acknowledged within the three seconds, also when storing takes long', async () => {
  const { discord, lid, receiver, send } = await setUp();
  let store = (): void => {};
  const stored = new Promise<void>((resolve) => {
    store = resolve;
  });
  receiver.before = () => stored;
  const asked = discord.runs(lid, 'vraag', { tekst: 'Wat kost de zaal?' });
  await until('an acknowledgement', () => asked.answeredWith ?? undefined);
  expect(receiver.events).toEqual([]);
  store();
  await until('the event', () => receiver.events[0]);
  await send('Tien euro');
  expect(discord.answers(asked).map(({ content }) => content)).toEqual(['Tien euro']);
});

test('a command that Discord no longer knows is answered by an ordinary message', async () => {
  const { discord, lid, receiver, send } = await setUp();
  discord.refuseNext(/^POST \/interactions\//, new Refusal(404, 10062, 'Unknown interaction'));
  const asked = discord.runs(lid, 'vraag', { tekst: 'Wat kost de zaal?' });
  await until('the event', () => receiver.events[0]);
  await send('Tien euro');
  expect(asked.answeredWith).toBeNull();
  expect(discord.botMessages(discord.world.dm(lid.id)).map(({ content }) => content)).toEqual(['Tien euro']);
});

test('a failure of Discord while a reply is filled in loses nothing, and nothing comes twice', async () => {
  const { discord, lid, receiver, send } = await setUp();
  const asked = discord.runs(lid, 'vraag', { tekst: 'Wat kost de zaal?' });
  await until('the event', () => receiver.events[0]);
  await until('an acknowledgement', () => asked.answeredWith ?? undefined);
  discord.refuseNext(/^PATCH \/webhooks\//, new Refusal(502, 0, 'Bad Gateway'));
  expect(await send('Tien euro')).toMatchObject({ kind: 'retry' });
  discord.loseAnswer(/^PATCH \/webhooks\//);
  expect(await send('Tien euro')).toMatchObject({ kind: 'retry' });
  expect(await send('Tien euro')).toMatchObject({ kind: 'delivered' });
  expect(discord.botMessages(discord.world.dm(lid.id)).map(({ content }) => content)).toEqual(['Tien euro']);
});

/** More than an unused reply waits. */
const longWaitMs = 61_000;

/** Timers go on as ever, and jump when this is called. */
function heldClock(): (ms: number) => Promise<unknown> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
  onTestFinished(() => void vi.useRealTimers());
  return (ms) => vi.advanceTimersByTimeAsync(ms);
}

test('a command that Discord delivers twice is answered once, and its answer stays', async () => {
  const { discord, lid, receiver, send } = await setUp();
  const pass = heldClock();
  const tell = vi.spyOn(discord.gateway, 'dispatch');
  const asked = discord.runs(lid, 'vraag', { tekst: 'Wat kost de zaal?' });
  await until('an acknowledgement', () => asked.answeredWith ?? undefined);
  expect(await send('Tien euro')).toMatchObject({ kind: 'delivered' });
  const [told] = tell.mock.calls.flat().filter(({ name }) => name === 'INTERACTION_CREATE');
  if (told) discord.gateway.dispatch(told);
  await until('a second acknowledgement', () => discord.traffic.filter(({ path }) => /callback$/.test(path))[1]);
  await pass(longWaitMs);
  await send('daarna');
  expect(discord.answers(asked).map(({ content }) => content)).toEqual(['Tien euro']);
  expect(discord.traffic.filter(({ method }) => method === 'DELETE')).toEqual([]);
  expect(receiver.events).toHaveLength(1);
});

test('what of a long reply was shown stays when the rest comes much later', async () => {
  const { discord, lid, room, send } = await setUp();
  const pass = heldClock();
  const asked = discord.runs(lid, 'mijnvragen', {}, room);
  await until('an acknowledgement', () => asked.answeredWith ?? undefined);
  discord.refuseNext(/^POST \/webhooks\//, new Refusal(503, 0, 'Service Unavailable'));
  expect(await send(long)).toMatchObject({ kind: 'retry' });
  await pass(longWaitMs);
  expect(await send(long)).toMatchObject({ kind: 'delivered' });
  const shown = [...discord.answers(asked), ...discord.botMessages(discord.world.dm(lid.id))];
  expect(shown.map(({ content }) => content).join(' ')).toBe(long);
});
