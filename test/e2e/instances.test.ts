import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../adapters/database/database.ts';
import { newId } from '../../src/kernel/ids.ts';
import { newPostgresPlace } from '../support/databases.ts';
import {
  newDirectory,
  type ProcessOptions,
  runProgram,
  type ServerProcess,
  startServer,
} from '../support/desk-process.ts';
import { until } from '../support/until.ts';
import { notice, writeNotice } from '../support/village-notice.ts';
import { WebMember } from '../support/web-member.ts';

/** How soon the work of a killed instance has to be done by the others. */
const takenOverWithinMs = 15_000;

/** Well below the heartbeat, at which a stream looks by itself. */
const heardWithinMs = 5_000;

const membersPerServer = 4;
const messagesEach = 6;

/** Three servers that start at the same moment on one empty PostgreSQL. */
async function startThree(): Promise<{
  servers: [ServerProcess, ServerProcess, ServerProcess];
  options: ProcessOptions;
}> {
  const { config } = await newPostgresPlace();
  if (config.kind !== 'postgresql') throw new Error('not a PostgreSQL');
  const { path, remove } = await newDirectory();
  onTestFinished(remove);
  const options = { dataDir: join(path, 'data'), env: { DATABASE_URL: config.url } };
  const servers = await Promise.all([startServer(options), startServer(options), startServer(options)]);
  onTestFinished(async () => {
    await Promise.all(servers.map((server) => server.kill()));
  });
  return { servers, options };
}

test('three instances share one PostgreSQL: one is killed, nothing is lost or done twice, and the others take over', async () => {
  const { servers, options } = await startThree();
  const [victim, ...survivors] = servers;
  const members = await Promise.all(
    servers.flatMap(({ url }) => Array.from({ length: membersPerServer }, () => new WebMember(url).open())),
  );
  const asked = new Map(members.map((member) => [member, [] as { id: string; text: string }[]]));
  let acknowledged = 0;
  let killed: Promise<void> | undefined;
  await Promise.all(
    members.map(async (member) => {
      for (let i = 0; i < messagesEach; i++) {
        const message = { id: newId(), text: `Ik wil graag een adviseur spreken over dossier ${i} van ${newId()}.` };
        asked.get(member)?.push(message);
        try {
          await member.send(message.text, message.id);
        } catch {
          // As a page does whose server went away: to another one, with the same message.
          member.url = survivors[i % 2]?.url ?? '';
          await member.send(message.text, message.id);
        }
        if (++acknowledged === (members.length * messagesEach) / 2) killed = victim.kill();
      }
    }),
  );
  await killed;
  const since = performance.now();
  for (const member of members) if (member.url === victim.url) member.url = survivors[0]?.url ?? '';
  for (const member of members) {
    const sent = asked.get(member)?.map(({ text }) => text) ?? [];
    const transcript = await until(
      'a reply to every message',
      async () => {
        const found = await member.transcript();
        return found.filter(({ outcome }) => outcome !== null).length >= sent.length ? found : undefined;
      },
      takenOverWithinMs,
    );
    expect(transcript.filter(({ author }) => author === 'member').map(({ text }) => text)).toEqual(sent);
    const replies = transcript.filter(({ outcome }) => outcome !== null);
    expect(replies.map(({ outcome }) => outcome)).toEqual(sent.map(() => 'escalated'));
    const numbers = replies.map(({ ticket }) => ticket ?? 0);
    expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
  }
  console.info(`instances: all answered ${Math.round(performance.now() - since)} ms after the kill`);

  const database = await openDatabase({ kind: 'postgresql', url: options.env?.['DATABASE_URL'] ?? '' });
  onTestFinished(() => database.close());
  const tickets = (await database.stores.tickets.listTickets(1_000)).reverse();
  expect(tickets.map(({ number }) => number)).toEqual(tickets.map((_, i) => i + 1));
  const texts = [...asked.values()].flat().map(({ text }) => text);
  expect(tickets.map(({ question }) => question).sort()).toEqual(texts.sort());
  await until('an empty outbox', async () => {
    const { length } = await database.stores.outbox.backlogs();
    return length === 0 ? true : undefined;
  });
  for (const { url } of survivors) {
    const health = await fetch(`${url}/health`);
    expect({ status: health.status, body: await health.json() }).toMatchObject({
      status: 200,
      body: { ok: true, reason: null, waiting: 0, unhandledSeconds: 0 },
    });
    expect(await (await fetch(`${url}/metrics`)).json()).toMatchObject({
      channels: [{ channel: 'web', inbox: { waiting: 0 }, outbox: { waiting: 0 }, sends: { refusing: false } }],
    });
  }
});

test('an open page hears at once what another instance wrote, and all instances follow the archive', async () => {
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
