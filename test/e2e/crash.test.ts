import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openDatabase } from '../../adapters/database/database.ts';
import { newId } from '../../src/kernel/ids.ts';
import { newDirectory, type ServerProcess, startServer } from '../support/desk-process.ts';
import { Dice } from '../support/dice.ts';
import { until } from '../support/until.ts';
import { notice, offTopic, writeNotice } from '../support/village-notice.ts';
import { type TranscriptMessage, WebMember } from '../support/web-member.ts';

/** Rounds of killing. The usual form also ends when its time is over, however slow the machine; at least some are done. */
const asked = process.env['CRASH_ROUNDS'];
const rounds = Number(asked ?? 20);
const budgetMs = asked === undefined ? 45_000 : Number.POSITIVE_INFINITY;
const fewestRounds = 5;

const membersAtOnce = 6;
const messagesARound = 3;

interface Sent {
  id: string;
  text: string;
  outcome: 'answered' | 'escalated' | 'declined';
  acknowledged: boolean;
}

/** A member with all that they sent, in order. */
interface Sender {
  member: WebMember;
  sent: Sent[];
}

test('no acknowledged message is lost or doubled, whenever the server is killed', { timeout: 3_600_000 }, async () => {
  const dice = new Dice(process.env['CRASH_SEED']);
  console.info(`crash: seed ${dice.seed}`);
  const directory = await newDirectory();
  let server: ServerProcess | undefined;
  const started = Date.now();
  let round = 0;
  let killedUnhandled = 0;
  try {
    const archive = await writeNotice(directory.path);
    const dataDir = `${directory.path}/data`;
    const start = () => startServer({ dataDir, env: { ARCHIVE: archive } });
    server = await start();
    const { url } = server;
    const senders: Sender[] = await Promise.all(
      Array.from({ length: membersAtOnce }, async () => ({ member: await new WebMember(url).open(), sent: [] })),
    );
    for (; round < rounds && (round < fewestRounds || Date.now() - started < budgetMs); round++) {
      await sendAndKill(senders, server, dice);
      killedUnhandled += await countUnhandled(dataDir);
      server = await start();
      for (const { member } of senders) member.url = server.url;
      await Promise.all(senders.map(checkAcknowledged));
      await Promise.all(senders.map((sender) => retry(sender, dice)));
      await Promise.all(senders.map(checkAll));
    }
    await checkTickets(dataDir, senders);
    const sent = senders.flatMap((sender) => sender.sent).length;
    console.info(
      `crash: ${round} rounds, ${sent} messages acknowledged, 0 lost, 0 doubled, ` +
        `${killedUnhandled} accepted but unhandled at a kill, ${Date.now() - started} ms`,
    );
  } catch (error) {
    throw new Error(`round ${round + 1}, CRASH_SEED=${dice.seed}`, { cause: error });
  } finally {
    await server?.kill();
    await directory.remove();
  }
});

/** Members write at once, and the server is killed at some moment between the first message and shortly after the last. */
async function sendAndKill(senders: readonly Sender[], server: ServerProcess, dice: Dice): Promise<void> {
  const moment = dice.pick<'sent' | 'acknowledged'>(['sent', 'acknowledged', 'acknowledged']);
  let left = 1 + dice.below(senders.length * messagesARound);
  const pauseMs = dice.pick([0, dice.below(4), dice.below(12), dice.below(50)]);
  let killed: Promise<void> | undefined;
  const happened = (what: typeof moment) => {
    if (what === moment && --left === 0) killed = delay(pauseMs).then(() => server.kill());
  };
  await Promise.all(
    senders.map(async ({ member, sent }) => {
      for (let i = 0; i < messagesARound; i++) {
        const message: Sent = { id: newId(), acknowledged: false, ...question(dice, sent.length) };
        sent.push(message);
        const sending = member.send(message.text, message.id);
        happened('sent');
        try {
          const { status } = await sending;
          expect(status).toBe(202);
        } catch (error) {
          if (error instanceof TypeError) return;
          throw error;
        }
        message.acknowledged = true;
        happened('acknowledged');
      }
    }),
  );
  await (killed ?? server.kill());
}

function question(dice: Dice, number: number): Pick<Sent, 'text' | 'outcome'> {
  return dice.pick<Pick<Sent, 'text' | 'outcome'>>([
    { text: notice.rent.question, outcome: 'answered' },
    { text: notice.phone.question, outcome: 'answered' },
    { text: offTopic, outcome: 'declined' },
    { text: `Ik wil graag een adviseur spreken over dossier ${number} van ${newId()}.`, outcome: 'escalated' },
  ]);
}

/** How many conversations had a message that was stored and not yet handled when the server was killed. */
async function countUnhandled(dataDir: string): Promise<number> {
  const database = await openDatabase({ kind: 'sqlite', directory: dataDir });
  try {
    return (await database.stores.inbox.dueEvents(['web'], Date.now(), 1_000)).length;
  } finally {
    await database.close();
  }
}

/** What was acknowledged stands there once and in order; what was not is there once or not at all. */
async function checkAcknowledged({ member, sent }: Sender): Promise<void> {
  const written = (await member.transcript()).filter((message) => message.author === 'member');
  const last = sent.at(-1);
  const certain = last?.acknowledged === false ? sent.slice(0, -1) : sent;
  expect(certain.every((message) => message.acknowledged)).toBe(true);
  const texts = written.map((message) => message.text);
  const expected = certain.map((message) => message.text);
  if (texts.length > expected.length && last) expected.push(last.text);
  expect(texts).toEqual(expected);
}

/** The page sends again what it got no word of; and now and then something that had long been stored. */
async function retry({ member, sent }: Sender, dice: Dice): Promise<void> {
  const last = sent.at(-1);
  if (last && !last.acknowledged) {
    expect((await member.send(last.text, last.id)).status).toBe(202);
    last.acknowledged = true;
  }
  const old = sent[dice.below(sent.length)];
  if (old) expect(await member.send(old.text, old.id)).toEqual({ status: 202, duplicate: true });
}

/** Each message once, each with one reply, both in order. */
async function checkAll({ member, sent }: Sender): Promise<void> {
  const transcript = await until('a reply to every message', async () => {
    const found = await member.transcript();
    return repliesIn(found).length >= sent.length ? found : undefined;
  });
  const written = transcript.filter((message) => message.author === 'member');
  expect(written.map((message) => message.text)).toEqual(sent.map((message) => message.text));
  expect(repliesIn(transcript).map((reply) => reply.outcome)).toEqual(sent.map((message) => message.outcome));
  const disclosures = transcript.filter((message) => message.text.includes('U praat met een computer'));
  expect(disclosures).toHaveLength(1);
}

function repliesIn(transcript: readonly TranscriptMessage[]): TranscriptMessage[] {
  return transcript.filter((message) => message.author === 'desk' && message.outcome !== null);
}

/** Tickets are numbered from 1 without gaps, and each stands for one message: the one that its announcement answers. */
async function checkTickets(dataDir: string, senders: readonly Sender[]): Promise<void> {
  const database = await openDatabase({ kind: 'sqlite', directory: dataDir });
  try {
    const tickets = (await database.stores.tickets.listTickets(1_000_000)).reverse();
    expect(tickets.map((ticket) => ticket.number)).toEqual(tickets.map((_, i) => i + 1));
    const questions = new Map(tickets.map((ticket) => [ticket.number, ticket.question]));
    const escalated = senders.flatMap(({ sent }) => sent.filter((message) => message.outcome === 'escalated'));
    expect([...questions.values()].sort()).toEqual(escalated.map((message) => message.text).sort());
    for (const { member, sent } of senders) {
      for (const [i, reply] of repliesIn(await member.transcript()).entries()) {
        if (reply.ticket !== null) expect(questions.get(reply.ticket)).toBe(sent[i]?.text);
      }
    }
    expect(await database.stores.outbox.backlogs()).toEqual([]);
  } finally {
    await database.close();
  }
}
