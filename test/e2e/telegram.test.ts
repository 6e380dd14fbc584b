import { expect, onTestFinished, test } from 'vitest';
import { newDirectory, startServer } from '../support/desk-process.ts';
import { startTelegram } from '../support/telegram/telegram-desk.ts';
import { until } from '../support/until.ts';
import { WebMember } from '../support/web-member.ts';

const questions = 40;

async function setUp() {
  const telegram = await startTelegram();
  const directory = await newDirectory();
  onTestFinished(directory.remove);
  const start = async (more: Record<string, string> = {}) => {
    const env = { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url, ...more };
    const server = await startServer({ dataDir: directory.path, env });
    onTestFinished(() => server.kill());
    return server;
  };
  return { telegram, start };
}

test('of questions that come while the program is killed again and again, each is answered', async () => {
  const { telegram, start } = await setUp();
  const answered = () =>
    Array.from({ length: questions }, (_, i) => telegram.botMessages(1_000 + i).length > 0).filter(Boolean).length;
  for (let i = 0; i < questions; i++) telegram.says(1_000 + i, 'Wie kan ons helpen met het vinden van geld?');
  for (const most of [5, 15]) {
    const server = await start();
    await until(`${most} answers`, () => answered() >= most || undefined, 30_000);
    await server.kill();
  }
  const server = await start();
  await until('all answers', () => answered() === questions || undefined, 60_000);
  server.signal('SIGTERM');
  expect((await server.ended).code).toBe(0);
  expect(telegram.unconfirmed).toBe(0);
  // A send is repeated only when it was under way at the kill, and there were two.
  const sent = Array.from({ length: questions }, (_, i) => telegram.botMessages(1_000 + i).length);
  const underWayAtMost = 2 * 16;
  expect(sent.filter((count) => count > 1).length).toBeLessThanOrEqual(underWayAtMost);
}, 150_000);

test('with a webhook, Telegram posts to the desk’s own server, and a page beside it still answers', async () => {
  const { telegram, start } = await setUp();
  const secret = 'een-geheim-van-16-tekens';
  const server = await start({ TELEGRAM_WEBHOOK_URL: 'https://balie.voorbeeld.nl', TELEGRAM_WEBHOOK_SECRET: secret });
  expect((await until('the webhook', () => telegram.webhook ?? undefined)).url).toBe(
    'https://balie.voorbeeld.nl/telegram',
  );
  const chat = { id: 100, type: 'private' };
  const message = { message_id: 1, date: telegram.date, chat, from: { id: 100 }, text: 'Hallo' };
  telegram.chat(100).started = true;
  const post = (given: string) =>
    fetch(`${server.url}/telegram`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': given },
      body: JSON.stringify({ update_id: 1, message }),
    });
  expect((await post('fout')).status).toBe(401);
  expect((await post(secret)).status).toBe(200);
  await until('an answer', () => telegram.botMessages(100)[0]);
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
});

test('an answer on the page leads to the bot, which is asked the same question', async () => {
  const { telegram, start } = await setUp();
  const server = await start();
  await until('polling', () => telegram.calls.some(({ method }) => method === 'getUpdates') || undefined);
  const member = await new WebMember(server.url).open();
  const answer = await member.ask('Wie helpt ons aan geld?');
  expect(answer.outcome).toBe('answered');
  expect(answer.elsewhere).toEqual([
    { platform: 'Telegram', url: expect.stringContaining('https://t.me/dorpsbalie_bot?start=vraag_') },
  ]);
  telegram.says(100, `/start ${new URL(answer.elsewhere[0]?.url ?? '').searchParams.get('start')}`);
  const there = await until('an answer', () => telegram.botMessages(100)[0]?.text);
  expect(there).toContain(answer.text.split('\n').at(-1) ?? 'nothing');
});
