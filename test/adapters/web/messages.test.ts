import { afterEach, beforeEach, expect, test } from 'vitest';
import { DeskError } from '../../../src/kernel/errors.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { type MessageJson, startServer, type TestBrowser, type TestServer, visitor } from './desk-server.ts';

let server: TestServer;
let browser: TestBrowser;
beforeEach(async () => {
  server = await startServer();
  browser = await visitor(server.url);
});
afterEach(() => server.stop());

const textsOf = (messages: MessageJson[]): string[] => messages.map((message) => `${message.author}: ${message.text}`);

test('a message is acknowledged when it is stored, and the transcript has it with its answer', async () => {
  const response = await browser.say('Hoe laat\r\nbegint het?\u0000 ');
  expect(response.status).toBe(202);
  expect(textsOf(await browser.messages())).toEqual([
    'desk: Hallo, ik ben een computer.',
    'member: Hoe laat\nbegint het?',
    'desk: Antwoord op: Hoe laat\nbegint het?',
  ]);
});

test('the same id a second time changes nothing', async () => {
  const id = newId();
  expect(await (await browser.say('Een keer', id)).json()).toEqual({ id, duplicate: false });
  const again = await browser.say('Een keer', id);
  expect(again.status).toBe(202);
  expect(await again.json()).toEqual({ id, duplicate: true });
  expect((await browser.messages()).filter((message) => message.author === 'member')).toHaveLength(1);
});

test('the same id from many requests at once is stored once', async () => {
  const id = newId();
  const answers = await Promise.all(Array.from({ length: 8 }, () => browser.say('Tegelijk', id)));
  const stored = await Promise.all(answers.map((answer) => answer.json() as Promise<{ duplicate: boolean }>));
  expect(stored.filter((answer) => !answer.duplicate)).toHaveLength(1);
  expect((await browser.messages()).filter((message) => message.author === 'member')).toHaveLength(1);
});

test('what the server tells of a message is a fixed list of fields', async () => {
  server.desk.details = {
    outcome: 'escalated',
    confidence: 0.42,
    ratable: true,
    ticket: 12,
    choices: [{ label: 'Oppakken', command: '/geheim 12' }],
    citations: [
      {
        number: 1,
        passageId: 7,
        documentId: 'd 1',
        source: 'geheim-pad.pdf',
        title: 'Titel',
        section: 'A › B',
        page: 3,
        date: '2025',
        quote: 'Woorden',
      },
    ],
  };
  await browser.say('Vraag');
  const answer = (await browser.messages()).at(-1);
  const { html, ...fields } = answer ?? { html: '' };
  expect(Object.keys(fields).sort()).toEqual(
    [
      ...['attachments', 'author', 'changeable', 'choices', 'citations', 'createdAt', 'edited', 'helpful', 'id'],
      ...['elsewhere', 'outcome', 'ratable', 'receipt', 'relay', 'repliesTo', 'seq', 'text', 'ticket', 'withdrawn'],
    ].sort(),
  );
  expect(fields).toMatchObject({
    citations: [
      {
        number: 1,
        title: 'Titel',
        section: 'A › B',
        page: 3,
        date: '2025',
        quote: 'Woorden',
        href: '/documenten/d%201#passage-7',
      },
    ],
  });
  expect(html).toContain('[1]</span> Titel — A › B, blz. 3 (2025)');
  expect(html).toContain('Vraag 12 staat klaar voor een adviseur');
  expect(JSON.stringify(answer)).not.toMatch(/0\.42|geheim|conversationId/);
});

test('the transcript can be read in pages', async () => {
  await browser.say('een');
  await browser.say('twee');
  const all = await browser.messages();
  const second = all[1]?.seq ?? 0;
  expect(textsOf(await browser.messages(second))).toEqual(textsOf(all.slice(2)));
  expect(await browser.messages(all.at(-1)?.seq ?? 0)).toEqual([]);
  for (const after of ['-1', 'x', '1e99', '']) {
    const response = await browser.request(`/api/messages?after=${after}`);
    expect(((await response.json()) as { messages: unknown[] }).messages, after).toHaveLength(all.length);
  }
});

test('a rating goes through the desk, counts once, and both forms of asking work', async () => {
  await browser.say('Vraag');
  const answer = (await browser.messages()).at(-1);
  const rated = await browser.post(`/api/messages/${answer?.id}/rating`, { helpful: true });
  expect(rated.status).toBe(202);
  expect(await rated.json()).toMatchObject({
    id: answer?.id,
    helpful: true,
    html: expect.stringContaining('U bent geholpen'),
  });
  const changed = await browser.post(`/api/messages/${answer?.id}/rating`, { helpful: false });
  expect(await changed.json()).toMatchObject({ helpful: true });
  expect((await browser.messages()).at(-1)?.helpful).toBe(true);
  expect(server.desk.events.filter((event) => event.action.kind === 'rated')).toHaveLength(1);

  await browser.say('Nog een');
  const second = (await browser.messages()).at(-1);
  const form = await browser.request(`/berichten/${second?.id}/oordeel`, {
    method: 'POST',
    body: new URLSearchParams({ helpful: 'false' }),
  });
  expect([form.status, form.headers.get('Location')]).toEqual([303, `/#bericht-${second?.seq}`]);
  expect((await browser.messages()).at(-1)?.helpful).toBe(false);
});

test('only an answer can be rated, and only with yes or no', async () => {
  await browser.say('Vraag');
  const messages = await browser.messages();
  const member = messages.find((message) => message.author === 'member');
  expect((await browser.post(`/api/messages/${member?.id}/rating`, { helpful: true })).status).toBe(404);
  const answer = messages.at(-1);
  for (const body of [{}, { helpful: 'misschien' }, { helpful: 1 }, [], 'ja']) {
    expect((await browser.post(`/api/messages/${answer?.id}/rating`, body)).status).toBe(400);
  }
});

test.each([
  ['empty', { text: '' }, 400, 'message_empty'],
  ['only white space', { text: ' \n\t\u0000 ' }, 400, 'message_empty'],
  ['one character too many', { text: 'é'.repeat(4_001) }, 413, 'message_too_long'],
  ['no text', {}, 400, 'bad_request'],
  ['text that is no text', { text: ['a'] }, 400, 'bad_request'],
  ['an id that is no uuid', { id: 'x', text: 'a' }, 400, 'bad_request'],
  ['a list', [], 400, 'bad_request'],
])('refused: %s', async (_name, body, status, code) => {
  const response = await browser.post('/api/messages', Array.isArray(body) ? body : { id: newId(), ...body });
  expect(response.status).toBe(status);
  const answer = (await response.json()) as { error: string; code: string };
  expect(Object.keys(answer).sort()).toEqual(['code', 'error']);
  expect(answer.code).toBe(code);
  expect(answer.error).toMatch(/^[A-Z].*\.$/);
  expect((await browser.messages()).filter((message) => message.author === 'member')).toEqual([]);
});

test('the longest message that is allowed arrives whole', async () => {
  const text = '€'.repeat(4_000);
  expect((await browser.say(text)).status).toBe(202);
  expect((await browser.messages()).find((message) => message.author === 'member')?.text).toBe(text);
});

test('a body that is broken, of another type, too large or squeezed is refused with a reason', async () => {
  const post = (body: string, type: string, headers: Record<string, string> = {}) =>
    browser.request('/api/messages', { method: 'POST', headers: { 'Content-Type': type, ...headers }, body });
  const results = await Promise.all([
    post('{"id":', 'application/json'),
    post('id=1&text=hallo', 'application/x-www-form-urlencoded'),
    post('{"id":"a"}', 'text/plain'),
    post(JSON.stringify({ id: newId(), text: 'a', filler: 'x'.repeat(33_000) }), 'application/json'),
    post('{}', 'application/json; charset=onbekend'),
    post('{}', 'application/json', { 'Content-Encoding': 'x-own' }),
  ]);
  expect(results.map((result) => result.status)).toEqual([400, 415, 415, 413, 415, 415]);
  for (const result of results) expect(Object.keys((await result.json()) as object).sort()).toEqual(['code', 'error']);
});

test('when the desk cannot store, the page is not told that it did; what nobody expected stays inside', async () => {
  const id = newId();
  server.desk.failure = new DeskError('database_unavailable', 'postgres://geheim@host weigert');
  const unavailable = await browser.say('Bewaar mij', id);
  expect(unavailable.status).toBe(503);
  expect(await unavailable.text()).not.toContain('geheim');
  server.desk.failure = new Error('geheim spoor');
  const internal = await browser.say('Bewaar mij', id);
  expect(internal.status).toBe(500);
  expect(await internal.json()).toMatchObject({ code: 'internal' });
  server.desk.failure = new DeskError('message_too_long', 'te lang');
  expect((await browser.say('Bewaar mij', id)).status).toBe(413);
  server.desk.failure = null;
  expect(await (await browser.say('Bewaar mij', id)).json()).toEqual({ id, duplicate: false });
});

test('without JavaScript a form does the same, and a refused text comes back in the box', async () => {
  const form = (fields: Record<string, string>) =>
    browser.request('/berichten', { method: 'POST', body: new URLSearchParams(fields) });
  const sent = await form({ id: newId(), text: 'Vraag zonder script' });
  expect([sent.status, sent.headers.get('Location')]).toEqual([303, '/#einde']);
  expect(await browser.visit()).toContain('Antwoord op: Vraag zonder script');

  const text = `<b>${'x'.repeat(4_000)}`;
  const refused = await form({ id: newId(), text });
  expect(refused.status).toBe(413);
  const page = await refused.text();
  expect(page).toContain(`&lt;b&gt;${'x'.repeat(4_000)}</textarea>`);
  expect(page).toContain('Uw bericht is te lang.');
});
