import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import SQLite from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../adapters/database/database.ts';
import { whenFree } from '../../../adapters/database/sqlite-driver.ts';
import { memberSays, newConversation, newQuestion, ticketAbout } from '../../contract/samples.ts';
import { newSqlitePlace, temporaryDirectory } from '../../support/databases.ts';
import { newGate } from '../../support/gate.ts';

/** Another program's handle on the same file, which does not wait. */
function handleOn(directory: string): SQLite.Database {
  const handle = new SQLite(join(directory, 'dorpsbalie.db'), { timeout: 0 });
  onTestFinished(() => {
    handle.close();
  });
  return handle;
}

describe('the file', () => {
  test('is made in a directory that only its owner may read, and is in WAL', async () => {
    const directory = join(await temporaryDirectory(), 'gegevens', 'balie');
    const database = await openDatabase({ kind: 'sqlite', directory });
    onTestFinished(() => database.close());
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    expect(handleOn(directory).pragma('journal_mode', { simple: true })).toBe('wal');
  });

  test('is one file after closing', async () => {
    const directory = await temporaryDirectory();
    const database = await openDatabase({ kind: 'sqlite', directory });
    await newConversation(database.stores);
    await database.close();
    await expect(stat(join(directory, 'dorpsbalie.db-wal'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('erasing a conversation takes all that belongs to it', async () => {
    const directory = await temporaryDirectory();
    const database = await openDatabase({ kind: 'sqlite', directory });
    onTestFinished(() => database.close());
    const { conversation, message } = await newQuestion(database.stores);
    const ticket = await database.stores.tickets.openTicket(ticketAbout(message));
    const handle = handleOn(directory);
    handle.pragma('foreign_keys = on');
    handle.prepare('delete from conversation where id = ?').run(conversation.id);

    expect(await database.stores.conversations.findMessage(message.id)).toBeUndefined();
    expect(await database.stores.tickets.listEvents(ticket.id)).toEqual([]);
    const other = await newQuestion(database.stores);
    const next = await database.stores.tickets.openTicket(ticketAbout(other.message));
    expect(next.number, 'an erased number is not given to another').toBe(2);
    expect(other.message.seq).toBeGreaterThan(message.seq);
  });
});

describe('waiting for another program that writes', () => {
  test('leaves the event loop free, and ends when the other does', async () => {
    const directory = await temporaryDirectory();
    const database = await openDatabase({ kind: 'sqlite', directory });
    onTestFinished(() => database.close());
    const other = handleOn(directory);
    other.exec('begin immediate');

    let done = false;
    const writing = database.transaction(({ conversations }) => conversations.openConversation('web', 'k', 1_000));
    const ended = writing.then(() => {
      done = true;
    });
    for (let turn = 0; turn < 100; turn++) await setImmediate();
    expect(done).toBe(false);
    expect(await database.stores.knowledge.latestChange()).toBe(0);

    other.exec('commit');
    await ended;
    expect(await database.stores.conversations.findConversationByKey('web', 'k')).toEqual(await writing);
  });

  test('a write outside a transaction waits as well', async () => {
    const directory = await temporaryDirectory();
    const database = await openDatabase({ kind: 'sqlite', directory });
    onTestFinished(() => database.close());
    const { id } = await newConversation(database.stores);
    const other = handleOn(directory);
    other.exec('begin immediate');
    const writing = database.stores.conversations.updateConversation(id, { language: 'en' });
    await setImmediate();
    other.exec('rollback');
    await writing;
    expect(await database.stores.conversations.findConversation(id)).toMatchObject({ language: 'en' });
  });

  test('ends at last with what went wrong', async () => {
    const directory = await temporaryDirectory();
    const database = await openDatabase({ kind: 'sqlite', directory });
    onTestFinished(() => database.close());
    const [holder, other] = [handleOn(directory), handleOn(directory)];
    holder.exec('begin immediate');
    let attempts = 0;
    const waiting = whenFree(() => {
      attempts++;
      other.exec('begin immediate');
    }, 20);
    await expect(waiting).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
    expect(attempts).toBeGreaterThan(1);
  });
});

describe.each([
  ['a file', async () => (await newSqlitePlace()).open()],
  ['memory', () => openDatabase({ kind: 'sqlite-memory' })],
])('transactions in %s', (_, open) => {
  test('of one process queue in the order of asking', async () => {
    const database = await open();
    const conversation = await newConversation(database.stores);
    const texts = Array.from({ length: 20 }, (__, index) => `${index}`);
    await Promise.all(
      texts.map((text) =>
        database.transaction(async ({ conversations }) => {
          await setImmediate();
          await conversations.appendMessage(memberSays(conversation.id, text));
        }),
      ),
    );
    const messages = await database.stores.conversations.listMessages(conversation.id, 0, 100);
    expect(messages.map(({ text }) => text)).toEqual(texts);
  });

  test('are not seen half', async () => {
    const database = await open();
    const conversation = await newConversation(database.stores);
    const [written, mayEnd] = [newGate(), newGate()];
    const undone = database.transaction(async ({ conversations }) => {
      await conversations.updateConversation(conversation.id, { language: 'en' });
      written.open();
      await mayEnd.passed;
      throw new Error('undo');
    });
    await written.passed;
    const reading = database.stores.conversations.findConversation(conversation.id);
    mayEnd.open();
    await expect(undone).rejects.toThrow('undo');
    expect(await reading).toEqual(conversation);
  });

  test('closing waits for them', async () => {
    const database = await open();
    const entered = newGate();
    const working = database.transaction(async ({ conversations }) => {
      entered.open();
      for (let turn = 0; turn < 10; turn++) await setImmediate();
      return conversations.openConversation('web', 'k', 1_000);
    });
    await entered.passed;
    await database.close();
    expect(await working).toMatchObject({ key: 'k' });
  });
});
