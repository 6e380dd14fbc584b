import { expect } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import type { ServerProcess } from '../support/desk-process.ts';
import { until } from '../support/until.ts';
import { WebMember } from '../support/web-member.ts';

const membersAtOnce = 4;
/** More than a database can take that was made unusable. */
const mostMessages = 200;

interface Written {
  id: string;
  text: string;
}

/** What happens to the database, while the server runs on. */
export interface Trouble {
  begin(): Promise<unknown>;
  end(): Promise<unknown>;
}

/**
 * Members write while the database becomes unusable, and after. Nothing is acknowledged that is not stored, the health
 * address says what is the matter, and when the trouble is over the same process goes on as if nothing had been.
 */
export async function writeThrough(server: ServerProcess, trouble: Trouble): Promise<void> {
  const members = await Promise.all(Array.from({ length: membersAtOnce }, () => new WebMember(server.url).open()));
  const begins = trouble.begin();
  const rows = await Promise.all(members.map(writeUntilRefused));
  await begins;
  const sick = await until('a red health address', () => healthOf(server, 503));
  expect(sick).toMatchObject({ ok: false, reason: 'database_unavailable' });

  await trouble.end();
  await until('a green health address', () => healthOf(server, 200));
  for (const [i, member] of members.entries()) {
    const written = rows[i] ?? [];
    const last = written.at(-1);
    if (last) expect(await member.send(last.text, last.id)).toMatchObject({ status: 202 });
    await everythingIsThere(member, written);
  }
}

/** The last one is what was refused. */
async function writeUntilRefused(member: WebMember): Promise<Written[]> {
  const written: Written[] = [];
  while (written.length < mostMessages) {
    const one = { id: newId(), text: `Ik wil graag een adviseur spreken over dossier ${newId()}.` };
    written.push(one);
    const { status } = await member.send(one.text, one.id);
    if (status === 202) continue;
    expect(status).toBe(503);
    return written;
  }
  throw new Error(`${mostMessages} messages were taken by a database that cannot be used`);
}

/** Every message once, each with one reply. */
async function everythingIsThere(member: WebMember, written: readonly Written[]): Promise<void> {
  const transcript = await until('a reply to each message', async () => {
    const found = await member.transcript();
    return found.filter(({ outcome }) => outcome !== null).length >= written.length ? found : undefined;
  });
  const texts = transcript.filter(({ author }) => author === 'member').map(({ text }) => text);
  expect(texts).toEqual(written.map(({ text }) => text));
  expect(transcript.flatMap(({ outcome }) => outcome ?? [])).toEqual(written.map(() => 'escalated'));
}

async function healthOf({ url }: ServerProcess, status: number): Promise<unknown> {
  const response = await fetch(`${url}/health`);
  const body: unknown = await response.json();
  return response.status === status ? body : undefined;
}
