import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { DeskError } from '../../../src/kernel/errors.ts';
import { KeepingReceiver } from '../../support/keeping-receiver.ts';
import { channelTo, startTelegram } from '../../support/telegram/telegram-desk.ts';
import { until } from '../../support/until.ts';

const secret = 'een-geheim-van-16-tekens';

async function setUp() {
  const telegram = await startTelegram();
  const receiving = { kind: 'webhook' as const, url: 'https://balie.voorbeeld.nl/telegram', secret };
  const channel = channelTo(telegram, { receiving });
  const receiver = new KeepingReceiver();
  const server = createServer((request, response) => channel.webhook?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/telegram`;
  const post = async (body: unknown, given: string | null = secret) => {
    const headers = given === null ? {} : { 'x-telegram-bot-api-secret-token': given };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return (await fetch(address, { method: 'POST', headers, body: text })).status;
  };
  return { telegram, channel, receiver, post, address };
}

const said = (id: number, text: string, more: object = {}) => ({
  update_id: id,
  message: { message_id: id, date: 1, chat: { id: 100, type: 'private' }, from: { id: 100 }, text, ...more },
});

test('the address is told to Telegram with the secret, and only who knows the secret is heard', async () => {
  const { telegram, channel, receiver, post, address } = await setUp();
  await channel.start(receiver);
  await until('the webhook', () => telegram.webhook ?? undefined);
  expect(telegram.webhook).toEqual({ url: 'https://balie.voorbeeld.nl/telegram', secret });
  expect(channel.capabilities.oneReceiver).toBeUndefined();
  for (const wrong of [null, '', secret.slice(1), `${secret}x`]) expect(await post(said(1, 'vals'), wrong)).toBe(401);
  expect((await fetch(address)).status).toBe(405);
  expect(await post('geen json')).toBe(400);
  expect(await post('x'.repeat(1_000_001))).toBe(413);
  expect(await post(said(1, 'echt'))).toBe(200);
  expect(await post(said(1, 'echt'))).toBe(200);
  expect(receiver.texts).toEqual(['echt']);
});

test('what could not be stored, or comes while the channel is stopped, is to be posted again', async () => {
  const { channel, receiver, post } = await setUp();
  expect(await post(said(1, 'te vroeg'))).toBe(503);
  await channel.start(receiver);
  receiver.before = () => {
    throw new DeskError('database_unavailable', 'weg');
  };
  expect(await post(said(2, 'een'))).toBe(503);
  receiver.before = () => {};
  expect(await post(said(2, 'een'))).toBe(200);
  await channel.stop();
  expect(await post(said(3, 'te laat'))).toBe(503);
  expect(receiver.texts).toEqual(['een']);
});

test('an album that is posted side by side is one message', async () => {
  const { telegram, channel, receiver, post } = await setUp();
  await channel.start(receiver);
  const photo = (id: number) =>
    said(id, '', { text: undefined, media_group_id: 'a', photo: [{ file_id: telegram.addFile(Uint8Array.of(id)) }] });
  expect(await Promise.all([post(photo(1)), post(photo(2)), post(photo(3))])).toEqual([200, 200, 200]);
  expect(receiver.events.map(({ action }) => (action.kind === 'text' ? action.files?.length : 0))).toEqual([3]);
});
