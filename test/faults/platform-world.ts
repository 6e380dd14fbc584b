import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { Database } from '../../adapters/database/database.ts';
import { queueNl } from '../../src/desk/wording/queue-nl.ts';
import { invite } from '../../src/people/invitation.ts';
import { temporaryDirectory } from '../support/databases.ts';
import { type ServerProcess, startServer } from '../support/desk-process.ts';
import type { Dice } from '../support/dice.ts';
import { noticeHouse } from '../support/stepped-desk.ts';
import { until } from '../support/until.ts';
import { notice } from '../support/village-notice.ts';

/** A platform that people know, played by a strict fake: what everything that was done to the desk needs of it. */
export interface PlatformPeople {
  /** Name of the channel. */
  channel: string;
  /** Resolves when the bot listens, where it hears nothing of whoever wrote for the first time before; null elsewhere. */
  listens: (() => Promise<unknown>) | null;
  /** Settings with which the program talks to it. */
  env: Readonly<Record<string, string>>;
  /** Somebody writes to the desk in private. */
  says(who: string, text: string): void;
  /** What they read of the desk, oldest first. */
  reads(who: string): string[];
  /** Key of the private conversation with them. */
  keyOf(who: string): string;
  /** From now on calls fail, and connections break, as the dice say. */
  misbehave(dice: Dice): void;
  /** Messages that it took of which the answer was lost. */
  readonly lostAnswers: number;
}

/** One of so many calls fails. */
export const oneIn = 6;

/** At most so many sends are under way when the desk is killed. */
const underWayAtMost = 16;
const patienceMs = 240_000;

/** What became of everything; each of `wrong` is one line that tells what. */
export interface PlatformFindings {
  kills: number;
  written: number;
  sent: number;
  lostAnswers: number;
  repeated: number;
  wrong: string[];
}

/**
 * Members and advisors live through whole tickets on a platform that fails, with the program as people run it killed at any
 * moment. When all have finished, what was written is compared with what is stored, and what is stored with what they read.
 */
export async function liveOn(people: PlatformPeople, dice: Dice, members: number): Promise<PlatformFindings> {
  const directory = await temporaryDirectory();
  const { stores } = (await noticeHouse({ kind: 'sqlite', directory })).database;
  const written = new Map<string, string[]>();
  const write = (who: string, text: string) => {
    written.set(who, [...(written.get(who) ?? []), text]);
    people.says(who, text);
  };
  const reads = (who: string, words: string) =>
    until(
      `“${words}” by ${who}`,
      () => (people.reads(who).some((text) => text.includes(words)) ? true : undefined),
      patienceMs,
    );
  const server = new MortalServer(directory, people.env);
  onTestFinished(() => server.kill());
  await server.start();
  await people.listens?.();
  for (const advisor of advisors) {
    write(advisor, `/koppel ${await invite(stores.people, { role: 'advisor' }, Date.now())}`);
    write(advisor, `/naam ${advisor}`);
    await reads(advisor, `noemen u ${advisor}`);
  }
  const names = Array.from({ length: members }, (_, i) => `lid ${i}`);
  for (const member of people.listens === null ? [] : names) {
    write(member, '/privacy');
    await reads(member, 'Wij bewaren uw berichten');
  }
  people.misbehave(dice);
  let living = true;
  const killing = killWhile(() => living, server, dice);
  const rows = advisors.map(async (advisor, row) => {
    const theirs = names.filter((_, i) => i % advisors.length === row);
    for (const member of theirs) await liveThrough(member, advisor, write, reads, stores);
  });
  await Promise.all(rows);
  living = false;
  const kills = await killing;
  await until('all sent', async () => (await stores.outbox.backlogs()).length === 0 || undefined, patienceMs);
  return compare(people, written, stores, kills);
}

const advisors = ['Anna', 'Bert', 'Carla'] as const;

/** An answer from the archive, a ticket, an advisor who takes it, a word to and fro, and the end. */
async function liveThrough(
  member: string,
  advisor: string,
  write: (who: string, text: string) => void,
  reads: (who: string, words: string) => Promise<unknown>,
  { tickets }: Database['stores'],
): Promise<void> {
  write(member, notice.rent.question);
  await reads(member, '45 euro');
  const subject = `dossier van ${member}, geen ander.`;
  write(member, `Ik wil graag een adviseur spreken over het ${subject}`);
  const number = await until(
    'the ticket',
    async () => (await tickets.listTickets(1_000)).find(({ question }) => question.includes(subject))?.number,
    patienceMs,
  );
  await reads(member, String(number));
  write(advisor, `/neem ${number}`);
  await reads(member, queueNl.claimedForMember(number, advisor));
  write(advisor, `Over het ${subject} Dat regelen we.`);
  await reads(member, `${subject} Dat regelen we.`);
  write(member, `Bedankt voor de hulp met het ${subject} Wanneer is dat klaar?`);
  await reads(advisor, `${subject} Wanneer is dat klaar?`);
  write(advisor, `/afronden ${number}`);
  await reads(member, queueNl.resolvedForMember(number));
}

/** The program as people run it; dies at any moment and is started again. */
class MortalServer {
  private readonly directory: string;
  private readonly env: Readonly<Record<string, string>>;
  private running: ServerProcess | undefined;

  constructor(directory: string, env: Readonly<Record<string, string>>) {
    this.directory = directory;
    this.env = env;
  }

  async start(): Promise<void> {
    this.running = await startServer({ dataDir: this.directory, env: this.env });
  }

  async kill(): Promise<void> {
    await this.running?.kill();
    this.running = undefined;
  }
}

/** Kills the desk again and again; gives how often. */
async function killWhile(goesOn: () => boolean, server: MortalServer, dice: Dice): Promise<number> {
  let kills = 0;
  while (goesOn()) {
    // Any moment will do: nobody waits for this.
    await delay(300 + dice.below(3_000));
    if (!goesOn()) break;
    await server.kill();
    kills++;
    await server.start();
  }
  return kills;
}

/** What was written is stored, once and in order; what is stored has been read, once unless an answer was lost. */
async function compare(
  people: PlatformPeople,
  written: ReadonlyMap<string, readonly string[]>,
  { conversations, outbox, tickets }: Database['stores'],
  kills: number,
): Promise<PlatformFindings> {
  const findings = { kills, written: 0, sent: 0, lostAnswers: people.lostAnswers, repeated: 0, wrong: [] as string[] };
  for (const [who, texts] of written) {
    const conversation = await conversations.findConversationByKey(people.channel, people.keyOf(who));
    const messages = conversation ? await conversations.listMessages(conversation.id, 0, 10_000) : [];
    const stored = messages.filter(({ author }) => author === 'member').map(({ text }) => text);
    if (stored.join('\n') !== texts.join('\n')) findings.wrong.push(`${who} wrote ${texts.length}, stored: ${stored}`);
    findings.written += texts.length;
    const said = messages.filter(({ author }) => author !== 'member');
    const endings = await outbox.endingsOf(said.map(({ id }) => id));
    const delivered = said.filter(({ id }) => endings.get(id)?.ending === 'delivered');
    const unended = said.filter(({ id }) => (endings.get(id)?.ending ?? null) === null);
    if (unended.length > 0) findings.wrong.push(`${who}: ${unended.length} messages were never sent`);
    const read = people.reads(who);
    findings.sent += read.length;
    findings.repeated += Math.max(0, read.length - delivered.length);
    if (read.length < delivered.length) findings.wrong.push(`${who} read ${read.length} of ${delivered.length}`);
  }
  if (findings.repeated > findings.lostAnswers + kills * underWayAtMost) {
    findings.wrong.push(`${findings.repeated} repeated sends, with ${findings.lostAnswers} lost answers`);
  }
  const numbers = (await tickets.listTickets(10_000)).map(({ number }) => number).sort((a, b) => a - b);
  if (numbers.some((number, i) => number !== i + 1)) findings.wrong.push(`tickets are numbered ${numbers}`);
  return findings;
}
