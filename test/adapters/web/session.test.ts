import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../src/kernel/ids.ts';
import { startServer, TestBrowser, type TestServer, visitor } from './desk-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

test('the cookie is a secret of 256 bits that scripts and other sites cannot use, and the database only knows its hash', async () => {
  const browser = new TestBrowser(server.url);
  const response = await browser.request('/');
  const cookie = response.headers.getSetCookie()[0] ?? '';
  expect(cookie).toMatch(
    /^balie=[A-Za-z0-9_-]{43}; Max-Age=2592000; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
  );
  await browser.messages();
  const token = browser.cookies.get('balie') ?? '';
  const key = createHash('sha256').update(token).digest('hex');
  expect(await server.database.stores.conversations.findConversationByKey('web', key)).toBeDefined();
  expect(await server.database.stores.conversations.findConversationByKey('web', token)).toBeUndefined();
});

test('behind a trusted https proxy the cookie is Secure and tied to the host; without trust the header is ignored', async () => {
  const headers = { 'X-Forwarded-Proto': 'https' };
  const ignored = await fetch(server.url, { headers });
  expect(ignored.headers.getSetCookie()[0]).not.toContain('Secure');
  const behindProxy = await startServer({ trustProxy: 'loopback' });
  try {
    const response = await fetch(behindProxy.url, { headers });
    expect(response.headers.getSetCookie()[0]).toMatch(/^__Host-balie=.*; HttpOnly; Secure; SameSite=Strict$/);
  } finally {
    await behindProxy.stop();
  }
});

test('a visitor whose cookie never comes back leaves nothing in the database', async () => {
  const before = server.desk.events.length;
  await fetch(server.url);
  await fetch(server.url);
  expect(server.desk.events.length).toBe(before);
});

test('opening the conversation is told to the desk once, and the greeting stands in the transcript', async () => {
  const browser = new TestBrowser(server.url);
  await browser.visit();
  const before = server.desk.events.length;
  await browser.messages();
  await browser.messages();
  await browser.visit();
  expect(server.desk.events.slice(before).map((event) => event.action.kind)).toEqual(['opened']);
  expect((await browser.messages()).map((message) => message.text)).toEqual(['Hallo, ik ben een computer.']);
});

test('without a cookie, or with one that we did not make, nothing is read or written', async () => {
  for (const cookie of ['', 'balie=', 'balie=kort', `balie=${'a'.repeat(44)}`, `balie=${'a'.repeat(42)}!`]) {
    const headers = { Cookie: cookie, 'Content-Type': 'application/json' };
    for (const path of ['/api/messages', '/api/events']) {
      const response = await fetch(server.url + path, { headers });
      expect(response.status, `${path} ${cookie}`).toBe(401);
      expect(await response.json()).toMatchObject({ code: 'no_session' });
    }
    const body = JSON.stringify({ id: newId(), text: 'Hallo' });
    expect((await fetch(`${server.url}/api/messages`, { method: 'POST', headers, body })).status).toBe(401);
  }
});

test('another session never reads, nor rates, nor learns that a message is there', async () => {
  const anna = await visitor(server.url);
  const bert = await visitor(server.url);
  await anna.say('Geheim van Anna');
  const [, , answer] = await anna.messages();
  expect(answer?.text).toContain('Geheim van Anna');
  expect(JSON.stringify(await bert.messages())).not.toContain('Anna');
  expect(await bert.visit()).not.toContain('Anna');

  const rated = await bert.post(`/api/messages/${answer?.id}/rating`, { helpful: false });
  const unknown = await bert.post(`/api/messages/${newId()}/rating`, { helpful: false });
  expect([rated.status, unknown.status]).toEqual([404, 404]);
  expect(await rated.json()).toEqual(await unknown.json());
  const asForm = await bert.request(`/berichten/${answer?.id}/oordeel`, {
    method: 'POST',
    body: new URLSearchParams({ helpful: 'false' }),
  });
  expect(asForm.status).toBe(404);
  expect((await anna.messages())[2]?.helpful).toBeNull();
});

test('the id of a message belongs to its session: another one may use the same', async () => {
  const anna = await visitor(server.url);
  const bert = await visitor(server.url);
  const id = newId();
  expect(await (await anna.say('Van Anna', id)).json()).toEqual({ id, duplicate: false });
  expect(await (await bert.say('Van Bert', id)).json()).toEqual({ id, duplicate: false });
});

test('a new conversation starts empty, and the page that showed the old one is told so', async () => {
  const browser = await visitor(server.url);
  const tag = /data-tag="(\w+)"/.exec(await browser.visit())?.[1] ?? '';
  await browser.say('Mijn eerste vraag');
  expect((await browser.request('/api/messages', { headers: { 'X-Conversation': tag } })).status).toBe(200);

  const old = browser.cookies.get('balie');
  const response = await browser.request('/nieuw', { method: 'POST' });
  expect([response.status, response.headers.get('Location')]).toEqual([303, '/']);
  expect(browser.cookies.get('balie')).not.toBe(old);
  expect(JSON.stringify(await browser.messages())).not.toContain('eerste vraag');

  const late = await browser.post('/api/messages', { id: newId(), text: 'Nog iets' }, { 'X-Conversation': tag });
  expect(late.status).toBe(409);
  expect(await late.json()).toMatchObject({ code: 'conversation_changed' });
  expect((await browser.request(`/api/events?conversation=${tag}`)).status).toBe(409);
});
