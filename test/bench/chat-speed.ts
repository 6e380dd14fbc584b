import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Channel } from '../../src/desk/channel.ts';
import { parseQuestions } from '../../src/evaluation/question-file.ts';
import { House } from '../../src/house.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { machineLine } from './machine.ts';

/** A chat platform on the loopback address, with the channel to it. */
export interface ChatStage {
  channel: Channel;
  /** Resolves when the channel listens. */
  listening(): Promise<void>;
  /** Person number so many asks something in private. */
  ask(person: number, question: string): void;
  /** Hears of each reply that the platform gets. */
  onReply(hear: (person: number) => void): void;
  close(): Promise<void>;
}

const golden = new URL('../eval/golden.jsonl', import.meta.url);
const megabyte = 1024 * 1024;
const warmUp = 20;
/** Above the id of a bot itself, which hears nothing of what it says. */
const firstPerson = 1_001;

/**
 * Measures how fast messages go through channel, inbox, answer and outbox, from the message to the reply that is sent, and prints a
 * line for each of two ways. Desk and platform are one process, with the database on disk and the archive that ships.
 *
 * _At once_ all messages come together, as after a night without network; _steady_ they come one by one.
 *
 * @param open a stage; with `unlimited` nothing of ours holds sending back, or that would be all that is measured
 */
export async function benchChat(
  words: readonly string[],
  open: (unlimited: boolean) => Promise<ChatStage>,
): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      messages: { type: 'string', default: '1000' },
      'per-second': { type: 'string', default: '20' },
    },
  });
  const count = Number(values.messages);
  const perSecond = Number(values['per-second']);
  print(`${machineLine}; load ${loadavg()[0]?.toFixed(1)}`);
  const atOnce = await measure(await open(true), count, 0);
  print(`at once: ${count} messages, ${(count / atOnce.seconds).toFixed(0)} a second`);
  const steady = await measure(await open(false), Math.min(count, perSecond * 15), perSecond);
  const [p50, p99] = [0.5, 0.99].map((part) => steady.latencies[Math.floor(steady.latencies.length * part)] ?? 0);
  print(`steady: ${perSecond} a second, p50 ${p50?.toFixed(0)} ms, p99 ${p99?.toFixed(0)} ms from message to reply`);
}

/** @param perSecond 0 for all at once */
async function measure(
  stage: ChatStage,
  count: number,
  perSecond: number,
): Promise<{ seconds: number; latencies: number[] }> {
  const directory = await mkdtemp(join(tmpdir(), 'dorpsbalie-bench-'));
  const limits = { maxFileBytes: 50 * megabyte, maxUnpackedBytes: 400 * megabyte };
  const house = await House.build({ database: { kind: 'sqlite', directory }, limits, logger: silentLogger });
  try {
    await house.ingestShipped();
    await house.open({ channels: [stage.channel] });
    await stage.listening();
    const times = new Times(stage);
    // The first answers load what the next ones find.
    times.ask(firstPerson, warmUp);
    await times.answered();
    // What a platform allows in a second is free again.
    await delay(1_500);
    const started = performance.now();
    if (perSecond === 0) times.ask(firstPerson + warmUp, count);
    else {
      for (let i = 0; i < count; i++) {
        times.ask(firstPerson + warmUp + i, 1);
        await delay(1_000 / perSecond);
      }
    }
    await times.answered();
    const seconds = (performance.now() - started) / 1_000;
    return { seconds, latencies: times.latencies.slice(warmUp).sort((a, b) => a - b) };
  } finally {
    await house.close();
    await stage.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Lets each person ask one question, and notes when the first reply to it was sent. */
class Times {
  readonly latencies: number[] = [];
  private readonly stage: ChatStage;
  private readonly asked = new Map<number, number>();
  private readonly questions = parseQuestions(readFileSync(golden, 'utf8'), 'golden.jsonl').map((one) => one.question);

  constructor(stage: ChatStage) {
    this.stage = stage;
    stage.onReply((person) => {
      const since = this.asked.get(person);
      if (since === undefined) return;
      this.asked.delete(person);
      this.latencies.push(performance.now() - since);
    });
  }

  ask(first: number, count: number): void {
    for (let person = first; person < first + count; person++) {
      this.asked.set(person, performance.now());
      this.stage.ask(person, this.questions[person % this.questions.length] ?? '');
    }
  }

  async answered(): Promise<void> {
    while (this.asked.size > 0) await delay(5);
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
