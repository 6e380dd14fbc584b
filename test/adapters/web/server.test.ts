import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWebChannel } from '../../../adapters/web/channel.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { startServer, TestBrowser, type TestServer, visitor } from './desk-server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startServer({ limits: { postsPerSessionPerMinute: 3, postsPerAddressPerMinute: 8 } });
});
afterEach(() => server.stop());

test('every answer carries headers that let a page load nothing from elsewhere', async () => {
  const policy =
    "default-src 'none';script-src 'self';style-src 'self';img-src 'self';connect-src 'self';font-src 'self';" +
    "form-action 'self';frame-ancestors 'none';base-uri 'none'";
  for (const path of [
    '/',
    '/documenten',
    '/documenten/x',
    '/api/messages',
    '/api/nee',
    '/assets/app.js',
    '/assets/nee',
    '/nee',
    '/%',
  ]) {
    const { headers } = await fetch(server.url + path);
    expect(headers.get('Content-Security-Policy'), path).toBe(policy);
    expect(headers.get('X-Content-Type-Options'), path).toBe('nosniff');
    expect(headers.get('Referrer-Policy'), path).toBe('no-referrer');
    expect(headers.get('X-Frame-Options'), path).toBe('DENY');
    expect(headers.get('Permissions-Policy'), path).toContain('camera=()');
    expect(headers.get('X-Powered-By'), path).toBeNull();
    if (!path.startsWith('/assets/app')) expect(headers.get('Cache-Control'), path).toContain('no-store');
  }
});

test('pages hold no inline script, style or handler, and nothing from another address', async () => {
  const browser = await visitor(server.url);
  await browser.say('Vraag');
  for (const page of [await browser.visit(), await (await browser.request('/documenten')).text()]) {
    expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+="|javascript:|<script(?![^>]*src="\/assets\/app\.js")/i);
    expect(page).not.toMatch(/(src|href|action)="(?!\/|#)/);
  }
  const script = await readFile(new URL('../../../adapters/web/public/app.js', import.meta.url), 'utf8');
  expect(script).not.toMatch(/https?:\/\/|localStorage|eval\(|new Function/);
});

test('assets have an ETag and are not sent twice', async () => {
  for (const asset of ['app.js', 'style.css', 'icon.svg']) {
    const first = await fetch(`${server.url}/assets/${asset}`);
    const etag = first.headers.get('ETag') ?? '';
    expect([first.status, etag.length > 0]).toEqual([200, true]);
    const second = await fetch(`${server.url}/assets/${asset}`, {
      headers: { 'If-None-Match': etag, 'Cache-Control': 'max-age=0' },
    });
    expect(second.status).toBe(304);
  }
  expect((await fetch(`${server.url}/assets/..%2fchannel.ts`)).status).toBeGreaterThanOrEqual(400);
});

test('a change that another site asks for is refused', async () => {
  const { host } = new URL(server.url);
  const browser = await visitor(server.url);
  const attempts: [Record<string, string>, number][] = [
    [{ Origin: 'https://kwaad.example' }, 403],
    [{ Origin: 'null' }, 403],
    [{ Origin: 'geen adres' }, 403],
    [{ 'Sec-Fetch-Site': 'cross-site', Origin: `http://${host}` }, 403],
    [{ 'Sec-Fetch-Site': 'same-site' }, 403],
    [{ Origin: `http://${host}` }, 202],
    [{ 'Sec-Fetch-Site': 'same-origin', Origin: 'null' }, 202],
  ];
  for (const [headers, status] of attempts) {
    const response = await browser.post('/api/messages', { id: newId(), text: 'Hallo' }, headers);
    expect(response.status, JSON.stringify(headers)).toBe(status);
  }
  const form = { method: 'POST', headers: { 'Sec-Fetch-Site': 'cross-site' } };
  expect((await browser.request('/nieuw', form)).status).toBe(403);
  expect((await browser.request('/berichten', form)).status).toBe(403);
});

test('too many messages of one browser wait a while; another browser does not', async () => {
  const anna = await visitor(server.url);
  const bert = await visitor(server.url);
  for (let n = 0; n < 3; n++) expect((await anna.say('Hallo')).status).toBe(202);
  server.clock.time += 20_000;
  const refused = await anna.say('Hallo');
  expect(refused.status).toBe(429);
  expect(refused.headers.get('Retry-After')).toBe('40');
  expect(await refused.json()).toEqual({
    error: 'U stuurt veel berichten achter elkaar. Wacht een minuut en probeer het dan opnieuw.',
    code: 'rate_limited',
  });
  expect((await bert.say('Hallo')).status).toBe(202);
  server.clock.time += 40_000;
  expect((await anna.say('Hallo')).status).toBe(202);
});

test('an address that keeps making new sessions is held back too, and cannot pretend to be another', async () => {
  for (let n = 0; n < 8; n++) expect((await (await visitor(server.url)).say('Hallo')).status).toBe(202);
  const browser = await visitor(server.url);
  expect((await browser.say('Hallo')).status).toBe(429);
  const spoofed = await browser.post('/api/messages', { id: newId(), text: 'a' }, { 'X-Forwarded-For': '203.0.113.9' });
  expect(spoofed.status).toBe(429);
  expect((await browser.request('/nieuw', { method: 'POST' })).status).toBe(429);
});

test('the limit comes before the body is read', async () => {
  const browser = await visitor(server.url);
  for (let n = 0; n < 3; n++) await browser.say('Hallo');
  const headers = { 'Content-Type': 'application/json' };
  expect((await browser.request('/api/messages', { method: 'POST', headers, body: 'x'.repeat(99_000) })).status).toBe(
    429,
  );
});

test('health tells whether the desk works', async () => {
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
  const answers: [() => Promise<{ ok: boolean }>, number][] = [
    [async () => ({ ok: false, waiting: 3 }), 503],
    [() => Promise.reject(new Error('geheim')), 503],
  ];
  for (const [health, status] of answers) {
    const sick = await startServer({ health });
    const response = await fetch(`${sick.url}/health`);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ ok: false });
    await sick.stop();
  }
});

test('an address that is not there answers in Dutch, as a page or as JSON', async () => {
  const page = await fetch(`${server.url}/nee`);
  expect([page.status, page.headers.get('Content-Type')]).toEqual([404, 'text/html; charset=utf-8']);
  expect(await page.text()).toContain('Deze pagina is er niet');
  const api = await fetch(`${server.url}/api/nee`);
  expect([api.status, api.headers.get('Content-Type')]).toEqual([404, 'application/json; charset=utf-8']);
});

test('the pages are also there in English, when somebody chooses so', async () => {
  const browser = new TestBrowser(server.url);
  expect(await browser.visit()).toContain('<html lang="nl">');
  expect((await browser.request('/?taal=en')).status).toBe(303);
  expect(await browser.visit()).toContain('<html lang="en">');
  await browser.request('/?taal=xx');
  expect(await browser.visit()).toContain('Your question');
});

test('a document can be read, and one that is gone says so kindly', async () => {
  const { knowledge } = server.database.stores;
  const edition = {
    collection: 'c',
    path: 'a.md',
    source: 'a.md',
    contentHash: 'h',
    pages: 2,
    warnings: [],
    ingestedAt: 0,
    title: 'Werkplan <2025>',
    organisation: 'Dorpsbelang',
    date: '2025-11-25',
    region: null,
    kind: 'werkplan',
    language: 'nl',
    url: 'https://example.org/plan',
    basedOn: null,
    reviewDate: null,
  };
  const document = await knowledge.saveEdition(edition, [
    { position: 0, section: ['Inleiding'], page: 1, text: 'Eerste regel\nTweede regel', seams: [] },
  ]);
  const [passage] = await knowledge.passagesOf(document.id);
  const list = await (await fetch(`${server.url}/documenten`)).text();
  expect(list).toContain(`<a href="/documenten/${document.id}">Werkplan &lt;2025&gt;</a>`);
  expect(list).toMatch(/Dorpsbelang.*25 november 2025.*werkplan.*1 passage</s);
  const page = await (await fetch(`${server.url}/documenten/${document.id}`)).text();
  expect(page).toContain(`id="passage-${passage?.id}"`);
  expect(page).toContain('href="https://example.org/plan" rel="noopener noreferrer external"');

  await knowledge.removeDocument(document.id);
  const gone = await fetch(`${server.url}/documenten/${document.id}`);
  expect(gone.status).toBe(404);
  expect(await gone.text()).toContain('Dit document staat niet meer in het archief.');
});

test('a port that is taken is somebody’s situation, told in Dutch', async () => {
  const second = createWebChannel({
    port: Number(new URL(server.url).port),
    stores: server.database.stores,
    logger: silentLogger,
    clock: server.clock,
    health: async () => ({ ok: true }),
  });
  await expect(second.start(server.desk)).rejects.toMatchObject({ code: 'config_invalid', expected: true });
  await second.stop();
});
