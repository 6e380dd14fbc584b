import { expect, test } from 'vitest';
import type { TelegramChannel } from '../../../adapters/telegram/channel.ts';
import type { Posting, SendResult } from '../../../src/desk/channel.ts';
import type { Message } from '../../../src/desk/conversation.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { postingOf } from '../../support/posting.ts';
import type { StrictTelegram } from '../../support/telegram/strict-telegram.ts';
import { channelTo, startTelegram } from '../../support/telegram/telegram-desk.ts';

const lid = 100;

async function setUp(): Promise<{ telegram: StrictTelegram; channel: TelegramChannel }> {
  const telegram = await startTelegram();
  telegram.chat(lid).started = true;
  return { telegram, channel: channelTo(telegram) };
}

function messageOf(change: Partial<Message> = {}): Message {
  return {
    ...{ seq: 1, id: newId(), conversationId: 'c', author: 'desk', text: 'Hallo', details: null, relay: null },
    ...{
      ticketId: null,
      replyToId: null,
      attachments: [],
      helpful: null,
      createdAt: 1,
      editedAt: null,
      deletedAt: null,
    },
    ...change,
  };
}

const long = Array.from({ length: 1_200 }, (_, i) => `deel${i}`).join(' ');
const textsOf = (telegram: StrictTelegram, chatId = lid) => telegram.botMessages(chatId).map(({ text }) => text);
const refsOf = (result: SendResult) => (result.kind === 'delivered' ? (result.refs ?? []) : []);

test('what Telegram answers decides whether a message waits or can never arrive', async () => {
  const { telegram, channel } = await setUp();
  const attempt = () => channel.send(String(lid), postingOf(messageOf()));
  const after = async (code: number, description: string, parameters = {}) => {
    telegram.refuseNext('sendMessage', code, description, parameters);
    return attempt();
  };
  expect(await after(429, 'Too Many Requests', { retry_after: 7 })).toEqual({
    ...{ kind: 'retry', afterMs: 7_000, code: 'telegram_429' },
  });
  expect(await after(403, 'Forbidden: bot was blocked by the user')).toEqual({
    kind: 'undeliverable',
    reason: 'blocked',
  });
  expect(await after(403, 'Forbidden: user is deactivated')).toEqual({ kind: 'undeliverable', reason: 'gone' });
  expect(await after(403, 'Forbidden: bot was kicked from the group chat')).toMatchObject({ reason: 'removed' });
  expect(await after(400, 'Bad Request: chat not found')).toMatchObject({ reason: 'gone' });
  expect(await after(400, 'Bad Request: message thread not found')).toMatchObject({ reason: 'topic_gone' });
  expect(await after(401, 'Unauthorized')).toMatchObject({ kind: 'retry', code: 'telegram_401' });
  expect(await after(502, 'Bad Gateway')).toMatchObject({ kind: 'retry', code: 'telegram_502' });
  expect(await channel.send('101', postingOf(messageOf()))).toEqual({ kind: 'undeliverable', reason: 'not_started' });
  expect(await channel.send('nergens', postingOf(messageOf()))).toEqual({ kind: 'undeliverable', reason: 'gone' });
  await telegram.close();
  expect(await attempt()).toMatchObject({ kind: 'retry', code: 'telegram_unreachable' });
});

test('a long message that stopped halfway goes on where it stopped', async () => {
  const { telegram, channel } = await setUp();
  const posting = postingOf(messageOf({ text: long }));
  await channel.send(String(lid), postingOf(messageOf({ text: 'ervoor' }), { key: 'ervoor' }));
  telegram.refuseNext('sendMessage', 429, 'Too Many Requests', { retry_after: 1 }, 1);
  expect(await channel.send(String(lid), posting)).toMatchObject({ kind: 'retry' });
  expect(refsOf(await channel.send(String(lid), posting))).toHaveLength(3);
  expect(textsOf(telegram).slice(1).join(' ')).toBe(long);
});

test('an edit changes what stands there, also when it gets longer or shorter; one that changes nothing is no fault', async () => {
  const { telegram, channel } = await setUp();
  const message = messageOf({ text: 'kort' });
  const send = (posting: Posting) => channel.send(String(lid), posting);
  let refs = refsOf(await send(postingOf(message)));
  const change = async (text: string) => {
    const result = await send(postingOf({ ...message, text, editedAt: 2 }, { action: 'change', refs }));
    refs = [...refs, ...refsOf(result)];
  };
  await change('kort');
  expect(textsOf(telegram)).toEqual(['kort']);
  await change(long);
  expect(textsOf(telegram).join(' ')).toBe(long);
  await change('weer kort');
  expect(textsOf(telegram)).toEqual(['weer kort']);
});

test('what is taken back goes, and of what is too old to go the words go', async () => {
  const { telegram, channel } = await setUp();
  const message = messageOf({ text: 'Mijn nummer' });
  const takeBack = async (refs: readonly string[]) =>
    channel.send(String(lid), postingOf({ ...message, text: '', deletedAt: 2 }, { action: 'change', refs }));
  await takeBack(refsOf(await channel.send(String(lid), postingOf(message))));
  expect(textsOf(telegram)).toEqual([]);
  const refs = refsOf(await channel.send(String(lid), postingOf(message)));
  telegram.date += 49 * 3600;
  expect(await takeBack(refs)).toMatchObject({ kind: 'delivered' });
  expect(textsOf(telegram)).toEqual(['(bericht ingetrokken)']);
  expect(await takeBack(['999'])).toMatchObject({ kind: 'delivered' });
});

test('files go as what they are: pictures together, documents together, a refused picture as a document', async () => {
  const { telegram, channel } = await setUp();
  const file = (name: string, mediaType: string) => ({ id: name, name, mediaType, bytes: 3 });
  const attachments = [file('a.png', 'image/png'), file('b.mp4', 'video/mp4'), file('c.pdf', 'application/pdf')];
  const message = messageOf({ text: 'Kijk', attachments });
  const open = async (id: string) => (id === 'weg.pdf' ? undefined : Uint8Array.of(1, 2, 3));
  await channel.send(String(lid), postingOf(message, { open, key: '1' }));
  const shown = () =>
    telegram.botMessages(lid).map(({ file: sent, caption }) => `${sent?.as} ${sent?.name} ${caption ?? ''}`);
  expect(shown()).toEqual(['photo a.png Kijk', 'video b.mp4 ', 'document c.pdf ']);

  telegram.refuseNext('sendPhoto', 400, 'Bad Request: PHOTO_INVALID_DIMENSIONS');
  const tall = messageOf({ attachments: [file('lang.png', 'image/png'), file('weg.pdf', 'application/pdf')] });
  await channel.send(String(lid), postingOf(tall, { open, key: '2' }));
  expect(shown().at(-1)).toBe('document lang.png Hallo');
});

test('a message for a group that moved goes there at once, and one for a topic into the topic', async () => {
  const { telegram, channel } = await setUp();
  telegram.chat(-5).movedTo = -1_000_005;
  telegram.chat(-1_000_005).topics.set(9, { name: 'Zaal', closed: false });
  expect(await channel.send('-5', postingOf(messageOf(), { key: '1' }))).toMatchObject({ kind: 'delivered' });
  expect(await channel.send('-1000005:9', postingOf(messageOf(), { key: '2' }))).toMatchObject({ kind: 'delivered' });
  const threads = telegram.botMessages(-1_000_005).map(({ message_thread_id }) => message_thread_id);
  expect(threads).toEqual([undefined, 9]);
  expect(await channel.send('-1000005:8', postingOf(messageOf(), { key: '3' }))).toMatchObject({
    reason: 'topic_gone',
  });
});

test('a reply to a message that is gone is sent all the same', async () => {
  const { telegram, channel } = await setUp();
  const result = await channel.send(String(lid), postingOf(messageOf(), { replyToRef: '999' }));
  expect(result).toMatchObject({ kind: 'delivered' });
  expect(textsOf(telegram)).toEqual(['Hallo']);
});
