import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { TelegramChannel } from '../../adapters/telegram/channel.ts';
import { parseQuestions } from '../../src/evaluation/question-file.ts';
import { House } from '../../src/house.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { StrictTelegram } from '../support/telegram/strict-telegram.ts';
import { machineLine } from './machine.ts';

/**
 * How fast updates of Telegram go through polling, inbox, answer and outbox, from the update to the reply that is sent. Desk and
 * platform are one process on the loopback address, with the database on disk and the archive that ships.
 *
 *     npm run bench -- telegram --updates 1000 --per-second 20
 *
 * _At once_ all updates wait, as after a night without network; _steady_ they come one by one. The platform's limits on sending
 * are left out at once: they would be all that is measured.
 */

const golden = new URL('../eval/golden.jsonl', import.meta.url);
const megabyte = 1024 * 1024;
const warmUp = 20;
/** Above the id of the bot itself, which hears nothing of what it says. */
const firstChat = 1_001;

/** Measures both ways, and prints a line for each. */
export async function benchTelegram(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      updates: { type: 'string', default: '1000' },
      'per-second': { type: 'string', default: '20' },
    },
  });
  const count = Number(values.updates);
  const perSecond = Number(values['per-second']);
  print(`${machineLine}; load ${loadavg()[0]?.toFixed(1)}`);
  const atOnce = await measure(count, 0);
  print(`at once: ${count} updates, ${(count / atOnce.seconds).toFixed(0)} a second`);
  const steady = await measure(Math.min(count, perSecond * 15), perSecond);
  const [p50, p99] = [0.5, 0.99].map((part) => steady.latencies[Math.floor(steady.latencies.length * part)] ?? 0);
  print(`steady: ${perSecond} a second, p50 ${p50?.toFixed(0)} ms, p99 ${p99?.toFixed(0)} ms from update to send`);
}

/** @param perSecond 0 for all at once */
async function measure(count: number, perSecond: number): Promise<{ seconds: number; latencies: number[] }> {
  const directory = await mkdtemp(join(tmpdir(), 'dorpsbalie-bench-'));
  const telegram = new StrictTelegram();
  await telegram.open();
  const limits = { maxFileBytes: 50 * megabyte, maxUnpackedBytes: 400 * megabyte };
  const house = await House.build({ database: { kind: 'sqlite', directory }, limits, logger: silentLogger });
  try {
    await house.ingestShipped();
    const channel = new TelegramChannel({
      token: telegram.token,
      apiRoot: telegram.url,
      receiving: { kind: 'polling' },
      logger: silentLogger,
      staff: async () => [],
      ...(perSecond === 0 && { sendRate: null }),
    });
    await house.open({ channels: [channel] });
    const times = new Times(telegram);
    // The first answers load what the next ones find.
    times.ask(firstChat, warmUp);
    await times.answered();
    const started = performance.now();
    if (perSecond === 0) times.ask(firstChat + warmUp, count);
    else {
      for (let i = 0; i < count; i++) {
        times.ask(firstChat + warmUp + i, 1);
        await delay(1_000 / perSecond);
      }
    }
    await times.answered();
    const seconds = (performance.now() - started) / 1_000;
    return { seconds, latencies: times.latencies.slice(warmUp).sort((a, b) => a - b) };
  } finally {
    await house.close();
    await telegram.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Asks in a chat for each question, and notes when its first reply was sent. */
class Times {
  readonly latencies: number[] = [];
  private readonly telegram: StrictTelegram;
  private readonly asked = new Map<number, number>();
  private readonly questions = parseQuestions(readFileSync(golden, 'utf8'), 'golden.jsonl').map((one) => one.question);

  constructor(telegram: StrictTelegram) {
    this.telegram = telegram;
    telegram.onCall = ({ method, payload }) => {
      const chatId = Number(payload['chat_id']);
      const since = this.asked.get(chatId);
      if (method !== 'sendMessage' || since === undefined) return;
      this.asked.delete(chatId);
      this.latencies.push(performance.now() - since);
    };
  }

  ask(first: number, count: number): void {
    for (let chat = first; chat < first + count; chat++) {
      this.asked.set(chat, performance.now());
      this.telegram.says(chat, this.questions[chat % this.questions.length] ?? '');
    }
  }

  async answered(): Promise<void> {
    while (this.asked.size > 0) await delay(5);
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
