import { afterEach, beforeEach, expect, test } from 'vitest';
import { postingOf } from '../../support/posting.ts';
import { startServer, type TestBrowser, type TestServer, visitor } from './desk-server.ts';
import { EventReader } from './event-reader.ts';

let server: TestServer;
let browser: TestBrowser;
beforeEach(async () => {
  server = await startServer({ heartbeatMs: 40, limits: { streamsPerSession: 2, streams: 3 } });
  browser = await visitor(server.url);
});
afterEach(() => server.stop());

test('a stream brings what is new, in order, with the number to go on from', async () => {
  const reader = await EventReader.open(browser);
  expect((await reader.next())?.data).toMatchObject({ text: 'Hallo, ik ben een computer.' });
  await browser.say('regel een\nregel twee');
  const question = await reader.next();
  const answer = await reader.next();
  expect(question).toMatchObject({ event: 'message', data: { author: 'member', text: 'regel een\nregel twee' } });
  expect(answer).toMatchObject({ event: 'message', data: { author: 'desk' } });
  expect(question?.id).toBe(String(question?.data['seq']));
  expect(Number(answer?.id)).toBeGreaterThan(Number(question?.id));
  reader.close();
});

test('after a break the stream goes on where the page was, by Last-Event-ID or by the address', async () => {
  await browser.say('een');
  await browser.say('twee');
  const messages = await browser.messages();
  const from = messages[2]?.seq ?? 0;
  const expected = messages.slice(3).map((message) => message.text);
  for (const [query, headers] of [
    ['', { 'Last-Event-ID': String(from) }],
    [`?after=${from}`, {}],
    ['?after=0', { 'Last-Event-ID': String(from) }],
  ] as const) {
    const reader = await EventReader.open(browser, query, headers);
    for (const text of expected) expect((await reader.next())?.data['text']).toBe(text);
    reader.close();
  }
});

test('typing and ratings reach the pages of this conversation only', async () => {
  const other = await visitor(server.url);
  await browser.say('Vraag');
  const mine = await EventReader.open(browser, `?after=${(await browser.messages()).at(-1)?.seq}`);
  const theirs = await EventReader.open(other, `?after=${(await other.messages()).at(-1)?.seq}`);
  const key = server.desk.events.find((event) => event.action.kind === 'text')?.conversationKey ?? '';
  server.channel.showTyping?.(key);
  expect(await mine.next()).toMatchObject({ event: 'typing' });
  const answer = (await browser.messages()).at(-1);
  await browser.post(`/api/messages/${answer?.id}/rating`, { helpful: true });
  expect(await mine.next()).toMatchObject({ event: 'rated', data: { id: answer?.id, helpful: true } });
  await other.say('Vraag van een ander');
  expect(await theirs.next()).toMatchObject({ event: 'message', data: { text: 'Vraag van een ander' } });
  expect(mine.raw).not.toContain('ander');
  mine.close();
  theirs.close();
});

test('a heartbeat keeps the stream alive and finds what another instance wrote', async () => {
  const reader = await EventReader.open(browser);
  await reader.next();
  const { conversations } = server.database.stores;
  const key = server.desk.events[0]?.conversationKey ?? '';
  const conversation = await conversations.findConversationByKey('web', key);
  await conversations.appendMessage({
    id: 'van-elders',
    conversationId: conversation?.id ?? '',
    author: 'desk',
    text: 'Van elders',
    details: null,
    createdAt: 0,
  });
  expect((await reader.next())?.data['text']).toBe('Van elders');
  expect(reader.raw).toContain(': heartbeat');
  reader.close();
});

test('the number of streams is bounded, a session’s and in all, and a closed one makes room', async () => {
  const first = await EventReader.open(browser);
  const second = await EventReader.open(browser);
  const third = await browser.request('/api/events');
  expect([third.status, ((await third.json()) as { code: string }).code]).toEqual([429, 'too_many_streams']);
  const other = await EventReader.open(await visitor(server.url));
  expect((await (await visitor(server.url)).request('/api/events')).status).toBe(429);
  other.close();
  first.close();
  await expect
    .poll(async () => (await browser.request('/api/events', { signal: AbortSignal.timeout(500) })).status)
    .toBe(200);
  second.close();
});

test('a new conversation ends the streams of the old one', async () => {
  const reader = await EventReader.open(browser);
  await reader.next();
  await browser.request('/nieuw', { method: 'POST' });
  expect(await reader.next()).toBeUndefined();
});

test('stop ends every stream, lets what is under way be stored, and takes no more', async () => {
  const reader = await EventReader.open(browser);
  await reader.next();
  let release = (): void => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const receive = server.desk.receive.bind(server.desk);
  server.desk.receive = async (channel, event) => {
    await gate;
    return receive(channel, event);
  };
  const underWay = browser.say('Net op tijd');
  await new Promise((resolve) => setTimeout(resolve, 50));
  const stopped = server.channel.stop();
  expect(await reader.next()).toBeUndefined();
  release();
  expect((await underWay).status).toBe(202);
  await stopped;
  await expect(fetch(server.url)).rejects.toThrow();
  const key = server.desk.events[0]?.conversationKey ?? '';
  expect((await server.desk.lastMessage(key))?.text).toBe('Antwoord op: Net op tijd');
});

test('sending is delivered also when nobody looks, before start and after stop', async () => {
  await browser.say('Vraag');
  const key = server.desk.events.at(-1)?.conversationKey ?? '';
  const message = await server.desk.lastMessage(key);
  if (message === undefined) throw new Error('no message');
  expect(await server.channel.send(key, postingOf(message))).toEqual({ kind: 'delivered' });
  expect(await server.channel.send('nobody', postingOf(message))).toEqual({ kind: 'delivered' });
  await server.channel.stop();
  expect(await server.channel.send(key, postingOf(message))).toEqual({ kind: 'delivered' });
  server.channel.showTyping?.(key);
  await server.channel.stop();
});
