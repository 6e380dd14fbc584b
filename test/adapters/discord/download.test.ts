import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { DiscordApi } from '../../../adapters/discord/api.ts';
import { withFiles } from '../../../adapters/discord/download.ts';
import type { InboundEvent } from '../../../src/desk/channel.ts';

/** A machine beside the desk, that leads whoever asks for `/weg` to `/geheim`. */
async function neighbour() {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.writeHead(url === '/weg' ? 302 : 200, { location: '/geheim' }).end('geheim');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const event: InboundEvent = { eventId: 'm1', conversationKey: 'u1', action: { kind: 'text', text: 'Kijk' } };
const missing = { action: { files: [{ name: 'a.pdf', missing: 'unavailable' }] } };

test('a file is fetched from Discord alone', async () => {
  const { asked, url } = await neighbour();
  const api = new DiscordApi('token');
  for (const address of [
    `${url}/geheim`,
    'file:///etc/passwd',
    'nergens',
    'https://cdn.discordapp.com.example.org/a',
  ]) {
    expect(await withFiles(event, [{ filename: 'a.pdf', url: address }], api)).toMatchObject(missing);
  }
  expect(asked).toEqual([]);
  expect(api.keeps('https://cdn.discordapp.com/attachments/1/2/a.pdf?ex=1')).toBe(true);
  expect(new DiscordApi('token', url).keeps('https://cdn.discordapp.com/attachments/1/2/a.pdf')).toBe(true);
  expect(api.keeps('http://cdn.discordapp.com/attachments/1/2/a.pdf')).toBe(false);
});

test('and nowhere that it leads to', async () => {
  const { asked, url } = await neighbour();
  const found = await withFiles(event, [{ filename: 'a.pdf', url: `${url}/weg` }], new DiscordApi('token', url));
  expect(found).toMatchObject(missing);
  expect(new Set(asked)).toEqual(new Set(['/weg']));
});
