import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { newDirectory, runProgram, type ServerProcess, startServer } from '../support/desk-process.ts';
import { until } from '../support/until.ts';
import { notice, unanswerable, writeNotice } from '../support/village-notice.ts';
import { type TranscriptMessage, WebMember } from '../support/web-member.ts';

/** How soon a change of the archive has to show in a running server. */
const followedWithinMs = 2_000;

async function newPlace(): Promise<{ path: string; dataDir: string; start(): Promise<ServerProcess> }> {
  const { path, remove } = await newDirectory();
  onTestFinished(remove);
  const dataDir = join(path, 'data');
  return {
    path,
    dataDir,
    async start() {
      const server = await startServer({ dataDir });
      onTestFinished(() => server.kill());
      return server;
    },
  };
}

/** Asks again and again until the reply is as wanted. */
function askUntil(
  member: WebMember,
  question: string,
  wanted: (reply: TranscriptMessage) => boolean,
  withinMs: number,
) {
  return until(
    `the wanted reply to “${question}”`,
    async () => {
      const reply = await member.ask(question);
      return wanted(reply) ? reply : undefined;
    },
    withinMs,
  );
}

test('one data directory has one server, and a killed one leaves its place', async () => {
  const { dataDir, start } = await newPlace();
  const first = await start();
  const second = await runProgram(['serve'], { dataDir, env: { PORT: '0' } });
  expect(second.code).not.toBe(0);
  expect(second.stdout).toBe('');
  expect(second.stderr.trim().split('\n')).toEqual([
    expect.stringMatching(/^Er draait al een server van Dorpsbalie met de gegevensmap .+\. Stop die server eerst/),
  ]);

  const health = await fetch(`${first.url}/health`);
  expect(health.status).toBe(200);
  const body = (await health.json()) as Record<string, unknown>;
  expect(body).toMatchObject({ ok: true, waiting: 0 });
  expect(body['documents']).toBeGreaterThan(40);

  await first.kill();
  const third = await start();
  expect((await fetch(`${third.url}/health`)).status).toBe(200);
});

test('a server that is told to stop ends well, and every question that came in is answered', async () => {
  const { dataDir, start } = await newPlace();
  const first = await start();
  const members = await Promise.all(Array.from({ length: 5 }, () => new WebMember(first.url).open()));
  const accepted = await Promise.all(members.map((member) => member.send(unanswerable)));
  expect(accepted.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202]);
  first.signal('SIGTERM');
  const { code, stderr } = await first.ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });

  const second = await start();
  for (const member of members) {
    member.url = second.url;
    const replies = await until('the reply', async () => {
      const found = (await member.transcript()).filter((message) => message.outcome !== null);
      return found.length > 0 ? found : undefined;
    });
    expect(replies.map((reply) => reply.outcome)).toEqual(['escalated']);
  }
  const tickets = await runProgram(['tickets', '--json'], { dataDir });
  const listed = JSON.parse(tickets.stdout) as { number: number }[];
  expect(listed.map(({ number }) => number)).toEqual([5, 4, 3, 2, 1]);
});

test('a stop while nobody asks anything does not wait for open pages', async () => {
  const { start } = await newPlace();
  const server = await start();
  const member = await new WebMember(server.url).open();
  const stream = await member.events();
  const asked = Date.now();
  server.signal('SIGINT');
  expect((await server.ended).code).toBe(0);
  expect(Date.now() - asked).toBeLessThan(5_000);
  await stream.body?.cancel().catch(() => {});
});

test('a running server follows what is ingested beside it', async () => {
  const { path, dataDir, start } = await newPlace();
  const server = await start();
  const member = await new WebMember(server.url).open();
  expect((await member.ask(notice.rent.question)).outcome).toBe('escalated');

  const folder = await writeNotice(path);
  const taken = await runProgram(['ingest', folder], { dataDir });
  expect({ code: taken.code, table: taken.stdout }).toEqual({
    code: 0,
    table: expect.stringMatching(new RegExp(`${notice.file} +nieuw`)),
  });
  const answer = await askUntil(member, notice.rent.question, isAnswered, followedWithinMs);
  expect(answer.text).toMatch(notice.rent.fact);

  await rm(join(folder, notice.file));
  await writeFile(
    join(folder, 'leeg-gelaten.txt'),
    'De boekenruil van Voorbeeldbuurt is verplaatst naar het najaar.\n',
  );
  const gone = await runProgram(['ingest', folder], { dataDir });
  expect({ code: gone.code, table: gone.stdout }).toEqual({
    code: 0,
    table: expect.stringMatching(new RegExp(`${notice.file} +weg`)),
  });
  const after = await askUntil(member, notice.rent.question, (reply) => reply.outcome !== 'answered', followedWithinMs);
  expect(after.text).not.toMatch(notice.rent.fact);
});

test.each([
  ['PORT', 'abc'],
  ['LOG_LEVEL', 'luid'],
  ['DATABASE_URL', 'mysql://iemand:geheim@server/dorp'],
])('a wrong %s is one clear line', async (name, value) => {
  const { dataDir } = await newPlace();
  const { code, stdout, stderr } = await runProgram(['serve'], { dataDir, env: { [name]: value } });
  expect(code).not.toBe(0);
  expect(stdout).toBe('');
  expect(stderr.trim().split('\n')).toEqual([expect.stringContaining(`${name} moet zijn: `)]);
  expect(stderr).not.toContain('geheim');
});

function isAnswered(reply: TranscriptMessage): boolean {
  return reply.outcome === 'answered';
}
