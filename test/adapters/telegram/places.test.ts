import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressOf, keyOf } from '../../../adapters/telegram/address.ts';
import type { Place } from '../../../src/desk/room.ts';
import { plain } from '../../../src/desk/voice.ts';
import { storedMessage } from '../../contract/samples.ts';
import { postingOf } from '../../support/posting.ts';
import { channelTo, startTelegram } from '../../support/telegram/telegram-desk.ts';

const group = -1_001_234_567;
const card = storedMessage({
  id: '0198f0e0-0000-4000-8000-000000000000',
  author: 'desk',
  text: 'Vraag 12 van een lid',
  details: { ...plain, choices: [{ label: 'Oppakken', command: '/neem 12' }] },
});
const open: Place = { number: 12, state: 'open', title: '#12 · open · Zaal', cardRef: null, groupKey: String(group) };

/** A forum group in which a card has its topic. */
async function setUp(rights = { isForum: true, mayManage: true }) {
  const telegram = await startTelegram();
  const channel = channelTo(telegram);
  const chat = Object.assign(telegram.chat(group), rights);
  const send = (key: string, place: Place, refs: readonly string[] = []) =>
    channel.send(key, postingOf(card, { place, refs, key: `${key}${place.state}${refs.length}` }));
  const prepare = (key: string, place: Place, refs: readonly string[] = []) =>
    channel.send(key, postingOf(card, { action: 'place', place, refs }));
  const topicKey = async () => {
    const opened = await prepare(`${group}#12`, open);
    return opened.kind === 'delivered' ? (opened.movedTo ?? '') : '';
  };
  const made = () => telegram.calls.filter(({ method }) => method === 'createForumTopic').length;
  return { telegram, chat, send, prepare, topicKey, made };
}

test('a key says where: a chat, a topic, or the card of a ticket in one of these', () => {
  const id = fc.integer({ min: 1, max: 9_007_199_254 });
  const address = fc.record(
    {
      chat_id: fc.oneof(
        id,
        id.map((one) => -one),
      ),
      message_thread_id: id,
      card: fc.integer({ min: 1, max: 999_999_999 }),
    },
    { requiredKeys: ['chat_id'] },
  );
  fc.assert(
    fc.property(address, (one) => {
      expect(addressOf(keyOf(one))).toEqual(one);
    }),
  );
  for (const key of ['', '12#', '#12', '12:3:4', '12#3#4', 'groep', '12:3#x'])
    expect(addressOf(key), key).toBeUndefined();
});

test('a title that is shown already, and a topic that is open, are no failures', async () => {
  const { chat, prepare, topicKey } = await setUp();
  const key = await topicKey();
  expect(await prepare(key, open)).toEqual({ kind: 'delivered' });
  const closed = { ...open, state: 'closed' as const, title: '#12 · gesloten · Zaal' };
  expect(await prepare(key, closed)).toEqual({ kind: 'delivered' });
  expect(await prepare(key, closed)).toEqual({ kind: 'delivered' });
  expect([...chat.topics.values()]).toEqual([{ name: closed.title, closed: true }]);
});

test('what is said after the end leaves the topic closed, and a topic that is gone is not made again for its end', async () => {
  const { chat, send, prepare, topicKey, made } = await setUp();
  const key = await topicKey();
  const closed = { ...open, state: 'closed' as const, title: '#12 · gesloten · Zaal' };
  await prepare(key, closed);
  expect(await send(key, closed)).toMatchObject({ kind: 'delivered', refs: [expect.any(String)] });
  expect([...chat.topics.values()]).toMatchObject([{ closed: true }]);
  chat.topics.clear();
  expect(await prepare(key, closed)).toEqual({ kind: 'delivered' });
  expect(made()).toBe(1);
  expect(await prepare(key, open)).toMatchObject({ movedTo: expect.stringMatching(/^-1001234567:\d+$/) });
  expect(made()).toBe(2);
});

test('without the right to manage topics it says so, and what is to be said goes to the group itself', async () => {
  const { telegram, chat, send, prepare, topicKey } = await setUp();
  const key = await topicKey();
  chat.mayManage = false;
  expect(await prepare(key, { ...open, title: '#12 · open · Zalen' })).toEqual({
    kind: 'delivered',
    lacksRights: true,
  });
  for (const topic of chat.topics.values()) topic.closed = true;
  expect(await send(key, open)).toMatchObject({ kind: 'delivered', movedTo: `${group}#12`, lacksRights: true });
  const said = telegram.botMessages(group).at(-1);
  expect(said).toMatchObject({ text: '#12 · open · Zaal\nVraag 12 van een lid' });
  expect(said?.message_thread_id).toBeUndefined();
});

test('a card in a plain group follows its ticket, and what is said of it replies to it with its number', async () => {
  const { telegram, chat, send, prepare } = await setUp({ isForum: false, mayManage: false });
  const key = `${group}#12`;
  expect(await prepare(key, open)).toEqual({ kind: 'delivered' });
  const sent = await send(key, open);
  const refs = sent.kind === 'delivered' ? (sent.refs ?? []) : [];
  const [shown] = telegram.botMessages(group);
  expect(shown?.reply_markup?.inline_keyboard).toHaveLength(1);
  const taken = {
    ...open,
    state: 'claimed' as const,
    title: '#12 · opgepakt door Anna · Zaal',
    cardRef: refs[0] ?? null,
  };
  await prepare(key, taken, refs);
  expect(shown?.text?.split('\n')[0]).toBe(taken.title);
  expect(shown?.reply_markup).toBeUndefined();
  await send(key, taken);
  expect(telegram.botMessages(group).at(-1)).toMatchObject({
    text: '#12\nVraag 12 van een lid',
    reply_to_message: { message_id: shown?.message_id },
  });
  expect(chat.topics.size).toBe(0);
});

test('of a platform that has too much to do, or is not there, it is asked again', async () => {
  const { telegram, prepare } = await setUp();
  telegram.refuseNext('createForumTopic', 429, 'Too Many Requests: retry after 7', { retry_after: 7 });
  expect(await prepare(`${group}#12`, open)).toMatchObject({
    ...{ kind: 'retry', afterMs: 7_000, receiverOnly: true },
  });
  telegram.refuseNext('createForumTopic', 403, 'Forbidden: bot was kicked from the supergroup chat');
  expect(await prepare(`${group}#12`, open)).toEqual({ kind: 'undeliverable', reason: 'removed' });
});
