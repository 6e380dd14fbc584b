import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { describeChannelContract, type Stage } from '../../contract/channel-contract.ts';
import { bot } from '../../support/telegram/strict-telegram.ts';
import { channelTo, startTelegram } from '../../support/telegram/telegram-desk.ts';

const lid = 100;
const secret = 'een-geheim-van-16-tekens';

describeChannelContract('telegram that polls', async (): Promise<Stage> => {
  const telegram = await startTelegram();
  telegram.chat(lid).started = true;
  return {
    channel: channelTo(telegram),
    key: String(lid),
    memberSays: (text) => void telegram.says(lid, text),
    echo: () => {
      for (const message of telegram.botMessages(lid)) telegram.push({ message });
    },
    read: () => telegram.botMessages(lid).map(({ text }) => text ?? ''),
  };
});

describeChannelContract('telegram with a webhook', async (): Promise<Stage> => {
  const telegram = await startTelegram();
  telegram.chat(lid).started = true;
  const channel = channelTo(telegram, { receiving: { kind: 'webhook', url: 'https://balie.voorbeeld.nl', secret } });
  const server = createServer((request, response) => channel.webhook?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const ended = new AbortController();
  onTestFinished(() => {
    ended.abort();
    server.close();
  });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let updates = 0;
  /** As Telegram does: until it is told that the update was stored. */
  const post = async (message: object): Promise<void> => {
    const body = JSON.stringify({ update_id: ++updates, message });
    const headers = { 'x-telegram-bot-api-secret-token': secret };
    while (!ended.signal.aborted) {
      if ((await fetch(address, { method: 'POST', headers, body })).ok) return;
      await delay(50);
    }
  };
  return {
    channel,
    key: String(lid),
    memberSays: (text) => {
      const chat = { id: lid, type: 'private' };
      void post({ message_id: 1_000 + updates, date: telegram.date, chat, from: { id: lid }, text });
    },
    echo: () => {
      for (const message of telegram.botMessages(lid)) void post({ ...message, from: bot });
    },
    read: () => telegram.botMessages(lid).map(({ text }) => text ?? ''),
  };
});
