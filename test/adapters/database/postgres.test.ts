import pg from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { DatabaseConfig } from '../../../adapters/database/engine.ts';
import type { Conversation } from '../../../src/desk/conversation.ts';
import type { DeskStores } from '../../../src/desk/stores.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { editionOf, memberSays, newConversation, newQuestion, ticketAbout } from '../../contract/samples.ts';
import { type DatabasePlace, newPostgresPlace } from '../../support/databases.ts';
import { newGate } from '../../support/gate.ts';

type Write = (stores: DeskStores, conversation: Conversation) => Promise<unknown>;

const writes: readonly (readonly [string, Write])[] = [
  ['a change of the archive', ({ knowledge }) => knowledge.saveEdition(editionOf(newId()), [])],
  ['a ticket', async ({ tickets }, { id }) => tickets.openTicket(ticketAbout(message(id)))],
  ['a message of one conversation', ({ conversations }, { id }) => conversations.appendMessage(memberSays(id, 'Hoi'))],
  [
    'an event of one conversation',
    ({ inbox }, { id: conversationId, channel }) =>
      inbox.acceptEvent({ channel, eventId: newId(), conversationId, payload: '{}', receivedAt: 1_000 }),
  ],
  [
    'a row to send in one conversation',
    ({ outbox }, { id: conversationId, channel }) =>
      outbox.enqueue({ channel, conversationId, messageId: messageIds.get(conversationId) ?? '', createdAt: 1_000 }),
  ],
];
const messageIds = new Map<string, string>();

describe('numbers become visible in their own order', () => {
  test.each(writes)('%s: the second waits until the first is there', async (_, write) => {
    const place = await newPostgresPlace();
    const [one, two] = [await place.open(), await place.open()];
    const { conversation, message } = await newQuestion(one.stores);
    messageIds.set(conversation.id, message.id);
    const [written, mayCommit] = [newGate(), newGate()];
    const first = one.transaction(async (stores) => {
      await write(stores, conversation);
      written.open();
      await mayCommit.passed;
    });
    await written.passed;
    const second = two.transaction((stores) => write(stores, conversation));

    const what = await Promise.race([second.then(() => 'overtook'), someoneWaits(place).then(() => 'waits')]);
    mayCommit.open();
    await Promise.all([first, second]);

    expect(what).toBe('waits');
  });

  test('a conversation that is locked is free when its transaction ends, and not before', async () => {
    const place = await newPostgresPlace();
    const [one, two] = [await place.open(), await place.open()];
    const { id } = await newConversation(one.stores);
    const [locked, mayCommit] = [newGate(), newGate()];
    const first = one.transaction(async ({ conversations }) => {
      await conversations.lockConversation(id);
      locked.open();
      await mayCommit.passed;
      await conversations.updateConversation(id, { disclosedAt: 5_000 });
    });
    await locked.passed;
    const second = two.transaction(async ({ conversations }) => {
      await conversations.lockConversation(id);
      return conversations.findConversation(id);
    });

    const what = await Promise.race([second.then(() => 'overtook'), someoneWaits(place).then(() => 'waits')]);
    mayCommit.open();
    await first;

    expect(what).toBe('waits');
    expect(await second, 'what the first one left').toMatchObject({ disclosedAt: 5_000 });
  });

  test('conversations do not wait for each other', async () => {
    const place = await newPostgresPlace();
    const [one, two] = [await place.open(), await place.open()];
    const [mine, theirs] = [await newConversation(one.stores), await newConversation(one.stores)];
    await one.transaction(async (stores) => {
      await stores.conversations.appendMessage(memberSays(mine.id, 'Hoi'));
      await two.transaction(({ conversations }) => conversations.appendMessage(memberSays(theirs.id, 'Hallo')));
    });
    expect(await two.stores.conversations.listMessages(mine.id, 0, 10)).toHaveLength(1);
  });
});

describe('a connection that breaks', () => {
  test('while idle is replaced', async () => {
    const place = await newPostgresPlace();
    const database = await place.open();
    await cutConnections(place);
    // The pool may not have heard of it yet; what asks then fails, and who asks after that is served.
    await database.check().catch(() => {});
    await database.check();
    expect(await database.stores.knowledge.latestChange()).toBe(0);
  });

  test('in a transaction undoes it and says what broke, and the next one is served', async () => {
    const place = await newPostgresPlace();
    const database = await place.open();
    const { message } = await newQuestion(database.stores);
    const broken = database.transaction(async ({ tickets }) => {
      await tickets.openTicket(ticketAbout(message));
      await cutConnections(place);
      await tickets.openTicket(ticketAbout(message));
    });
    await expect(broken).rejects.toMatchObject({
      code: 'database_unavailable',
      cause: { message: expect.stringMatching(/connection/i) },
    });
    expect((await database.transaction(({ tickets }) => tickets.openTicket(ticketAbout(message)))).number).toBe(1);
  });
});

test('numbers of 64 bits are numbers here, and nobody else in the process is touched', async () => {
  const place = await newPostgresPlace();
  const { stores } = await place.open();
  const { createdAt } = await stores.conversations.openConversation('web', 'sleutel', 1_790_000_000_000);
  expect(createdAt).toBe(1_790_000_000_000);
  const client = await connected(place.config);
  expect((await client.query('select 1::bigint as one')).rows).toEqual([{ one: '1' }]);
});

/** A message of this conversation, for a ticket. */
function message(conversationId: string) {
  return { ...memberSays(conversationId, 'Hoe dan?'), id: messageIds.get(conversationId) ?? '', seq: 0, helpful: null };
}

/** Resolves when a transaction in this database waits for a lock. */
async function someoneWaits({ config }: DatabasePlace): Promise<void> {
  const client = await connected(config);
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await client.query(waiting)).rowCount === 0);
}

/** Ends every connection to this database but our own. */
async function cutConnections({ config }: DatabasePlace): Promise<void> {
  const client = await connected(config);
  await client.query(
    `select pg_terminate_backend(pid, 5000) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
}

async function connected(config: DatabaseConfig): Promise<pg.Client> {
  if (config.kind !== 'postgresql') throw new Error('not PostgreSQL');
  const client = new pg.Client({ connectionString: config.url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}
