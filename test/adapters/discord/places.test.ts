import { expect, test } from 'vitest';
import type { Posting } from '../../../src/desk/channel.ts';
import type { Place } from '../../../src/desk/room.ts';
import { plain } from '../../../src/desk/voice.ts';
import { storedMessage } from '../../contract/samples.ts';
import { channelTo, labels, startDiscord } from '../../support/discord/discord-desk.ts';
import { Refusal } from '../../support/discord/refusal.ts';
import { bot } from '../../support/discord/world.ts';
import { postingOf } from '../../support/posting.ts';

const card = storedMessage({
  id: '0198f0e0-0000-4000-8000-000000000000',
  author: 'desk',
  text: 'Vraag 12 van een lid',
  details: { ...plain, choices: [{ label: 'Oppakken', command: '/neem 12' }] },
});

/** A channel of advisors, and a ticket that has a place in it or not yet. */
async function setUp() {
  const discord = await startDiscord();
  const channel = channelTo(discord);
  const group = discord.addChannel('adviseurs');
  const groupKey = `c${group.id}`;
  const open: Place = { number: 12, state: 'open', title: '#12 · open · Zaal', cardRef: null, groupKey };
  let postings = 0;
  const send = (key: string, place: Place, more: Partial<Posting> = {}) =>
    channel.send(key, postingOf(card, { place, key: `${++postings}`, ...more }));
  /** Opens the place of the card and sends that. */
  const opened = async () => {
    const result = await send(`${groupKey}#12`, open, { action: 'place' });
    const key = result.kind === 'delivered' ? (result.movedTo ?? `${groupKey}#12`) : '';
    const sent = await send(key, open);
    const ref = sent.kind === 'delivered' ? (sent.refs?.[0] ?? '') : '';
    const shown = discord.world.message(ref);
    if (!shown) throw new Error('no card');
    const there = discord.world.channel(shown.channelId);
    const place = (state: Place['state'], title: string): Place => ({ ...open, state, title, cardRef: ref });
    const becomes = (state: Place['state'], title: string) =>
      send(key, place(state, title), { action: 'place', refs: [ref] });
    return { key, ref, shown, there, place, becomes };
  };
  return { discord, group, groupKey, open, send, opened };
}

test('a thread has the name, buttons and openness that fit the state of its ticket', async () => {
  const { discord, group, opened } = await setUp();
  const { there, shown, becomes } = await opened();
  expect(there).toMatchObject({ parentId: group.id, name: '#12 · open · Zaal', type: 11 });
  expect(labels(shown)).toEqual([['Oppakken']]);
  await becomes('claimed', '#12 · opgepakt door Anna · Zaal');
  expect(there.name).toBe('#12 · opgepakt door Anna · Zaal');
  expect(labels(shown)).toEqual([['Antwoord aan het lid', 'Notitie']]);
  await becomes('closed', '#12 · gesloten · Zaal');
  expect(there).toMatchObject({ name: '#12 · gesloten · Zaal', thread: { archived: true } });
  expect(labels(shown)).toEqual([]);
  discord.platform.travel(600_000);
  await becomes('open', '#12 · open · Zaal');
  expect(there).toMatchObject({ name: '#12 · open · Zaal', thread: { archived: false } });
  expect(labels(shown)).toEqual([['Oppakken']]);
});

test('the third name in ten minutes is left out at once, and all else of the change is done', async () => {
  const { discord, send, opened } = await setUp();
  const { there, key, place, becomes } = await opened();
  for (const name of ['een', 'twee']) await becomes('claimed', name);
  const begun = Date.now();
  expect(await becomes('closed', 'drie')).toEqual({ kind: 'delivered' });
  expect(there).toMatchObject({ name: 'twee', thread: { archived: true } });
  const said = storedMessage({ id: '0198f0e0-0000-4000-8000-000000000001', author: 'desk', text: 'Gesloten.' });
  expect(await send(key, place('closed', 'drie'), { message: said })).toMatchObject({ kind: 'delivered' });
  // Writing opened it; it is put away again.
  expect(there.thread?.archived).toBe(true);
  expect(Date.now() - begun).toBeLessThan(10_000);
  expect(discord.invalidRequests).toBe(1);
});

test('a place is tried again when Discord is away, and is the channel itself when it refuses', async () => {
  const { discord, group, groupKey, open, send } = await setUp();
  discord.refuseNext(/POST .*\/threads$/, new Refusal(502, 0, 'Bad Gateway'));
  expect(await send(`${groupKey}#12`, open, { action: 'place' })).toMatchObject({ kind: 'retry' });
  discord.refuseNext(/POST .*\/threads$/, new Refusal(400, 160006, 'Maximum number of active threads reached'));
  expect(await send(`${groupKey}#12`, open, { action: 'place' })).toEqual({ kind: 'delivered' });
  discord.refuseNext(/POST .*\/threads$/, new Refusal(403, 50013, 'Missing Permissions'));
  expect(await send(`${groupKey}#12`, open, { action: 'place' })).toEqual({ kind: 'delivered', lacksRights: true });
  const sent = await send(`${groupKey}#12`, open);
  const refs = sent.kind === 'delivered' ? (sent.refs ?? []) : [];
  const [shown] = discord.botMessages(group);
  expect(shown?.content).toBe('\\#12 · open · Zaal\nVraag 12 van een lid');
  const claimed: Place = {
    ...open,
    state: 'claimed',
    title: '#12 · opgepakt door Anna · Zaal',
    cardRef: refs[0] ?? '',
  };
  await send(`${groupKey}#12`, claimed, { action: 'place', refs });
  expect(shown?.content).toBe('\\#12 · opgepakt door Anna · Zaal\nVraag 12 van een lid');
  const member = storedMessage({
    ...{ id: '0198f0e0-0000-4000-8000-000000000002', author: 'relayed', text: 'Hallo' },
    relay: { from: 'member', name: '', ticket: 12, messageId: card.id },
  });
  await send(`${groupKey}#12`, claimed, { message: member });
  const [, said] = discord.botMessages(group);
  expect(said).toMatchObject({
    replyToId: shown?.id,
    content: expect.stringMatching(/^\*\*Lid · vraag 12\*\*\nHallo/),
  });
});

test('a thread of which the answer got lost is found again', async () => {
  const { discord, groupKey, open, send } = await setUp();
  discord.loseAnswer(/POST .*\/threads$/);
  expect(await send(`${groupKey}#12`, open, { action: 'place' })).toMatchObject({ kind: 'retry' });
  const again = await send(`${groupKey}#12`, { ...open, title: '#12 · opgepakt · Zaal' }, { action: 'place' });
  const threads = discord.world.threadsOf(discord.guild.id);
  expect(threads).toHaveLength(1);
  expect(again).toEqual({ kind: 'delivered', movedTo: `c${threads[0]?.id}` });
  const other = await send(`${groupKey}#1`, { ...open, number: 1, title: '#1 · open' }, { action: 'place' });
  expect(other).not.toEqual(again);
});

test('without the right to change a thread its name stays, and the desk says so', async () => {
  const { group, opened } = await setUp();
  const { there, becomes } = await opened();
  group.overwrites = [{ id: bot.id, type: 1, allow: 0n, deny: 1n << 34n }];
  Object.assign(there.thread ?? {}, { locked: true });
  expect(await becomes('claimed', 'anders')).toEqual({ kind: 'delivered', lacksRights: true });
});
