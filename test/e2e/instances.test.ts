import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../adapters/database/database.ts';
import { newId } from '../../src/kernel/ids.ts';
import { newPostgresPlace } from '../support/databases.ts';
import { newDirectory, runProgram, type ServerProcess, startServer } from '../support/desk-process.ts';
import { newGate } from '../support/gate.ts';
import { until } from '../support/until.ts';
import { notice, writeNotice } from '../support/village-notice.ts';
import { type TranscriptMessage, WebMember } from '../support/web-member.ts';

/** How soon the work of a killed instance has to be done by the others. */
const takenOverWithinMs = 15_000;

/** Well below the heartbeat, at which a stream looks by itself. */
const heardWithinMs = 5_000;

const membersPerServer = 4;
const messagesEach = 6;

/** Three servers that start at once on a busy machine take their time, in milliseconds. */
const timeout = 180_000;

/** Three servers that start at the same moment on one empty PostgreSQL. */
async function startThree() {
  const { config } = await newPostgresPlace();
  if (config.kind !== 'postgresql') throw new Error('not a PostgreSQL');
  const { path, remove } = await newDirectory();
  onTestFinished(remove);
  const options = { dataDir: join(path, 'data'), env: { DATABASE_URL: config.url } };
  const servers = await Promise.all([startServer(options), startServer(options), startServer(options)]);
  onTestFinished(async () => {
    await Promise.all(servers.map((server) => server.kill()));
  });
  return { servers, options, url: config.url };
}

test.each(['killed', 'frozen'] as const)(
  'three instances share one PostgreSQL: one is %s, nothing is lost or done twice, and the others take over',
  { timeout },
  async (fault) => {
    const { servers, url: databaseUrl } = await startThree();
    const [victim, ...survivors] = servers;
    const senders: Sender[] = await Promise.all(
      servers.flatMap(({ url }) =>
        Array.from({ length: membersPerServer }, async () => ({ member: await new WebMember(url).open(), sent: [] })),
      ),
    );
    const gone = newGate();
    let acknowledged = 0;
    await Promise.all(
      senders.map(async ({ member, sent }) => {
        for (let i = 0; i < messagesEach; i++) {
          const message = { id: newId(), text: `Ik wil graag een adviseur spreken over dossier ${i} van ${newId()}.` };
          sent.push(message.text);
          const atVictim = member.url === victim.url;
          const sending = member.send(message.text, message.id).then(
            ({ status }) => status === 202,
            () => false,
          );
          if (!(await (atVictim ? Promise.race([sending, gone.passed.then(() => false)]) : sending))) {
            // As a page does whose server went away: to another one, with the same message.
            member.url = survivors[i % survivors.length]?.url ?? '';
            // A survivor that waits for what the frozen one locked may say 503: not accepted, and the page sends it again.
            await until('acceptance', async () =>
              (await member.send(message.text, message.id)).status === 202 ? true : undefined,
            );
          }
          if (++acknowledged !== (senders.length * messagesEach) / 2) continue;
          if (fault === 'killed') await victim.kill();
          else victim.signal('SIGSTOP');
          gone.open();
        }
      }),
    );
    const since = performance.now();
    for (const { member } of senders) if (member.url === victim.url) member.url = survivors[0]?.url ?? '';
    for (const sender of senders) await until('a reply to every message', () => repliesTo(sender), takenOverWithinMs);
    console.info(
      `instances: ${fault}, all answered ${Math.round(performance.now() - since)} ms after the last message`,
    );

    if (fault === 'frozen') {
      victim.signal('SIGCONT');
      await until('the frozen one to be well', async () =>
        (await fetch(`${victim.url}/health`)).ok ? true : undefined,
      );
    }
    const database = await openDatabase({ kind: 'postgresql', url: databaseUrl });
    onTestFinished(() => database.close());
    await until('an empty outbox', async () =>
      (await database.stores.outbox.backlogs()).length === 0 ? true : undefined,
    );
    for (const sender of senders) await checkReplies(sender);
    const tickets = (await database.stores.tickets.listTickets(1_000)).reverse();
    expect(tickets.map(({ number }) => number)).toEqual(tickets.map((_, i) => i + 1));
    expect(tickets.map(({ question }) => question).sort()).toEqual(senders.flatMap(({ sent }) => sent).sort());
    for (const { url } of survivors) await checkWell(url);
  },
);

/** A member with all that they sent, in order. */
interface Sender {
  member: WebMember;
  sent: string[];
}

async function repliesTo({ member, sent }: Sender): Promise<TranscriptMessage[] | undefined> {
  const replies = (await member.transcript()).filter(({ outcome }) => outcome !== null);
  return replies.length >= sent.length ? replies : undefined;
}

/** Each message stands there once and in order, with one reply and one ticket each. */
async function checkReplies(sender: Sender): Promise<void> {
  const written = (await sender.member.transcript()).filter(({ author }) => author === 'member');
  expect(written.map(({ text }) => text)).toEqual(sender.sent);
  const replies = (await repliesTo(sender)) ?? [];
  expect(replies.map(({ outcome }) => outcome)).toEqual(sender.sent.map(() => 'escalated'));
  const numbers = replies.map(({ ticket }) => ticket ?? 0);
  expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
}

async function checkWell(url: string): Promise<void> {
  const health = await fetch(`${url}/health`);
  expect({ status: health.status, body: await health.json() }).toMatchObject({
    status: 200,
    body: { ok: true, reason: null, waiting: 0, unhandledSeconds: 0 },
  });
  expect(await (await fetch(`${url}/metrics`)).json()).toMatchObject({
    channels: [{ channel: 'web', inbox: { waiting: 0 }, outbox: { waiting: 0 }, sends: { refusing: false } }],
  });
}

test('an open page hears at once what another instance wrote, and all instances follow the archive', {
  timeout,
}, async () => {
  const { servers, options } = await startThree();
  const [first, second] = servers;
  const documentsAt = async ({ url }: ServerProcess) =>
    ((await (await fetch(`${url}/health`)).json()) as { documents: number }).documents;
  const before = await documentsAt(first);
  expect((await runProgram(['ingest', await writeNotice(options.dataDir)], options)).code).toBe(0);
  for (const server of servers) {
    const found = async () => ((await documentsAt(server)) === before + 1 ? true : undefined);
    await until('the notice in each instance', found, 5_000);
  }

  const member = await new WebMember(first.url).open();
  const stream = await member.events();
  onTestFinished(async () => stream.body?.cancel().catch(() => {}));
  member.url = second.url;
  await member.send(notice.rent.question);
  await heard(stream, notice.rent.fact, heardWithinMs);
});

/** Resolves when the stream brings this. */
async function heard(stream: Response, what: RegExp, withinMs: number): Promise<void> {
  let text = '';
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  const late = setTimeout(() => void reader?.cancel(), withinMs);
  try {
    while (!what.test(text)) {
      const { value, done } = (await reader?.read()) ?? { value: '', done: true };
      if (done) throw new Error(`not heard within ${withinMs} ms: ${text}`);
      text += value;
    }
  } finally {
    clearTimeout(late);
    reader?.releaseLock();
  }
}
