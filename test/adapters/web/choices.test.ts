import { load } from 'cheerio';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newId } from '../../../src/kernel/ids.ts';
import { type MessageJson, startServer, type TestBrowser, type TestServer, visitor } from './desk-server.ts';

let server: TestServer;
let browser: TestBrowser;
let offer: MessageJson;
beforeEach(async () => {
  server = await startServer();
  server.desk.details = {
    choices: [
      { label: 'Oppakken', command: '/neem 12' },
      { label: 'Bekijken', command: '/bekijk 12' },
    ],
  };
  browser = await visitor(server.url);
  await browser.say('/wachtrij');
  const last = (await browser.messages()).at(-1);
  if (!last) throw new Error('the desk said nothing');
  offer = last;
});
afterEach(() => server.stop());

const chosen = () => server.desk.events.flatMap(({ action }) => (action.kind === 'chose' ? [action] : []));
const press = (id: string, choice: unknown, from = browser, messageId = offer.id) =>
  from.post(`/api/messages/${messageId}/choice`, { id, choice });

test('what begins with a slash is sent as it is', () => {
  expect(server.desk.events.at(-1)?.action).toEqual({ kind: 'text', text: '/wachtrij' });
});

test('a press is handed over by its place, and counts once however often it is sent', async () => {
  const id = newId();
  const first = await press(id, 1);
  expect([first.status, await first.json()]).toEqual([202, { id, duplicate: false }]);
  expect(await (await press(id, 1)).json()).toEqual({ id, duplicate: true });
  expect(chosen()).toEqual([{ kind: 'chose', messageId: offer.id, choice: 1 }]);
});

test('another button of the same form is another press, and so is the same one later', async () => {
  const id = newId();
  await press(id, 1);
  await press(id, 0);
  await press(newId(), 0);
  expect(chosen().map(({ choice }) => choice)).toEqual([1, 0, 0]);
});

test('without JavaScript the form does the same', async () => {
  const page = load(await browser.visit());
  const form = page('form.choices');
  expect(
    form
      .find('button')
      .map((_, button) => page(button).text())
      .toArray(),
  ).toEqual(['Oppakken', 'Bekijken']);
  const fields = { id: String(form.find('[name=id]').val()), choice: String(form.find('button').first().val()) };
  for (let times = 0; times < 2; times++) {
    const sent = await browser.request(form.attr('action') ?? '', {
      method: 'POST',
      body: new URLSearchParams(fields),
    });
    expect([sent.status, sent.headers.get('Location')]).toEqual([303, '/#einde']);
  }
  expect(chosen()).toEqual([{ kind: 'chose', messageId: offer.id, choice: 0 }]);
});

test('only a button that is there, in this browser’s own conversation, and from this site', async () => {
  const stranger = await visitor(server.url);
  await stranger.say('hallo');
  expect((await press(newId(), 0, stranger)).status).toBe(404);
  expect((await press(newId(), 2)).status).toBe(404);
  const own = (await browser.messages()).find(({ author }) => author === 'member');
  expect((await press(newId(), 0, browser, own?.id)).status).toBe(404);
  for (const choice of [-1, 0.5, '', 'x', true, null, []]) expect((await press(newId(), choice)).status).toBe(400);
  expect((await press('x', 0)).status).toBe(400);
  const elsewhere = { 'Sec-Fetch-Site': 'cross-site' };
  const forged = await browser.post(`/api/messages/${offer.id}/choice`, { id: newId(), choice: 0 }, elsewhere);
  expect(forged.status).toBe(403);
  expect(chosen()).toEqual([]);
});
