import { load } from 'cheerio';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newId } from '../../../src/kernel/ids.ts';
import { png, program } from '../../support/files.ts';
import { startServer, TestBrowser, type TestServer, visitor } from './desk-server.ts';

let server: TestServer;
let browser: TestBrowser;
beforeEach(async () => {
  server = await startServer();
  browser = await visitor(server.url);
});
afterEach(() => server.stop());

const photo = (name = 'gevel.png', content = png) => new File([content], name, { type: 'image/png' });
const text = (name: string, content: string) => new File([content], name);

const received = () => server.desk.events.flatMap(({ action }) => (action.kind === 'text' ? [action] : []));
/** Addresses of the files that the page shows. */
const addresses = async (from = browser): Promise<string[]> => {
  const page = load(await from.visit());
  return page('.files a')
    .toArray()
    .map((link) => page(link).attr('href') ?? '');
};

test('a message with files is one request; names and bytes come through whatever they are', async () => {
  const everyByte = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
  const names = ['één “foto”.png', 'a;b=c.png', "l'été 100%.png", '照片.png', 'met "aanhaling".png', 'x\\y.png'];
  const response = await browser.upload('Kijk eens\r\n', [
    ...names.map((name) => photo(name)),
    photo('ruis', everyByte),
  ]);
  expect(response.status).toBe(202);
  const [action] = received();
  expect(action?.text).toBe('Kijk eens');
  expect(action?.files?.map(({ name }) => name)).toEqual([...names, 'ruis']);
  expect(action?.files?.map((file) => 'content' in file && Buffer.from(file.content).equals(Buffer.from(png)))).toEqual(
    [...names.map(() => true), false],
  );
  expect(action?.files?.at(-1)).toEqual({ name: 'ruis', content: everyByte });
});

test('the same message sent again with its files changes nothing', async () => {
  const id = newId();
  await browser.upload('', [photo()], id);
  expect(await (await browser.upload('', [photo()], id)).json()).toEqual({ id, duplicate: true });
  expect(received()).toHaveLength(1);
});

test('a picture is served to be looked at, and cannot do anything', async () => {
  await browser.upload('', [photo('../../Mijn "gevel" één.png')]);
  const [address = ''] = await addresses();
  const response = await browser.request(address);
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'image/png',
    'content-disposition': `inline; filename="Mijn gevel ??n.png"; filename*=UTF-8''Mijn%20gevel%20%C3%A9%C3%A9n.png`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  });
  expect(Buffer.from(await response.arrayBuffer()).equals(Buffer.from(png))).toBe(true);
});

test('anything else is only ever saved, also what looks like a page', async () => {
  await browser.upload('', [
    text('pagina.html', '<script>alert(1)</script>'),
    text('tekening.svg', '<svg onload="x()">'),
  ]);
  const found = await addresses();
  const served = await Promise.all(found.map((address) => browser.request(address)));
  for (const response of served) {
    expect(response.headers.get('Content-Disposition')).toMatch(/^attachment; filename=/);
    expect(response.headers.get('Content-Type')).not.toMatch(/html|svg|xml/);
  }
});

test('a file is there for the conversation that it stands in, and for nobody else', async () => {
  await browser.upload('', [photo()]);
  const [address = ''] = await addresses();
  const stranger = await visitor(server.url);
  await stranger.say('hallo');
  const answers = await Promise.all(
    [
      stranger.request(address),
      new TestBrowser(server.url).request(address),
      browser.request(`/bijlagen/${newId()}`),
      browser.request('/bijlagen/..%2f..%2fetc'),
    ].map(async (request) => {
      const response = await request;
      return [response.status, await response.text()];
    }),
  );
  expect(answers.map(([status]) => status)).toEqual([404, 404, 404, 404]);
  expect(new Set(answers.map(([, body]) => body)).size).toBe(1);
});

test('a file that was taken back is gone', async () => {
  await browser.upload('Weg ermee', [photo()]);
  const [address = ''] = await addresses();
  const own = (await browser.messages()).find(({ author }) => author === 'member');
  await browser.post(`/api/messages/${own?.id}/take-back`, {});
  expect((await browser.request(address)).status).toBe(404);
  expect(await addresses()).toEqual([]);
});

test('a file of 21 MB reaches the desk, which refuses it by name; more than 25 MB together is not taken in', async () => {
  const large = new Uint8Array(21_000_000).fill(7);
  expect((await browser.upload('Met film', [photo('film.mp4', large)])).status).toBe(202);
  expect(received()[0]?.files?.map(({ name }) => name)).toEqual(['film.mp4']);
  expect(await addresses()).toEqual([]);
  const tooLarge = await browser.upload('Alles', [photo('a.png', large), photo('b.png', large)]);
  expect([tooLarge.status, await tooLarge.json()]).toEqual([
    413,
    { code: 'files_too_large', error: expect.stringContaining('hooguit 25 MB') },
  ]);
  expect(received()).toHaveLength(1);
});

test('a program that calls itself a document is not kept', async () => {
  await browser.upload('Mijn stuk', [new File([program], 'statuten.pdf', { type: 'application/pdf' })]);
  expect(received()).toHaveLength(1);
  expect(await addresses()).toEqual([]);
});

test('without JavaScript the form does the same; nothing chosen is nothing sent', async () => {
  const form = load(await browser.visit())('#composer');
  expect(form.attr('enctype')).toBe('multipart/form-data');
  const empty = new File([], '', { type: 'application/octet-stream' });
  const sent = await browser.upload('Alleen woorden', [empty], newId(), '/berichten');
  expect([sent.status, sent.headers.get('Location')]).toEqual([303, '/#einde']);
  await browser.upload('', [photo()], newId(), '/berichten');
  expect(received()).toMatchObject([
    { kind: 'text', text: 'Alleen woorden' },
    { text: '', files: [{ name: 'gevel.png' }] },
  ]);
  expect(received()[0]).not.toHaveProperty('files');
  const nothing = await browser.upload(' ', [empty], newId(), '/berichten');
  expect(nothing.status).toBe(400);
  expect(await nothing.text()).toContain('Uw bericht is nog leeg.');
});

const multipart = (body: string, type = 'multipart/form-data; boundary=grens') =>
  browser.request('/api/messages', { method: 'POST', headers: { 'Content-Type': type }, body });

test.each([
  ['no boundary', () => multipart('--grens--', 'multipart/form-data')],
  ['not a form', () => multipart('zomaar iets')],
  ['broken off', () => multipart('--grens\r\nContent-Disposition: form-data; name="id"\r\n\r\nx')],
  [
    'very many parts',
    () => multipart('--grens\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n'.repeat(5_000)),
  ],
  ['a file where the text belongs', () => browser.upload('', [])],
  [
    'files written out in JSON',
    () => browser.post('/api/messages', { id: newId(), text: '', files: [{ content: 'x' }] }),
  ],
])('a form that cannot be read is refused: %s', async (_name, send) => {
  expect((await send()).status).toBe(400);
  expect(received()).toEqual([]);
});

test('of files only so many a minute are taken from one browser', async () => {
  await server.stop();
  server = await startServer({ limits: { uploadsPerSessionPerMinute: 2 } });
  browser = await visitor(server.url);
  const large = () => browser.upload('', [photo('a.png', new Uint8Array(200_000))]);
  expect([(await large()).status, (await large()).status, (await large()).status]).toEqual([202, 202, 429]);
  expect((await browser.say('Woorden gaan door')).status).toBe(202);
});
