import type { Kysely } from 'kysely';
import type { NewOutboxRow, OutboxRow, OutboxStore } from '../../src/delivery/outbox.ts';
import { atomically, type Locks } from './locks.ts';
import type { Schema } from './schema.ts';

const rowColumns = [
  'row.seq',
  'row.channel',
  'row.conversationId',
  'row.messageId',
  'row.createdAt',
  'row.attempts',
] as const;

/** The durable outbox in the database. */
export class SqlOutboxStore implements OutboxStore {
  readonly #db: Kysely<Schema>;
  readonly #locks: Locks;

  constructor(db: Kysely<Schema>, locks: Locks) {
    this.#db = db;
    this.#locks = locks;
  }

  async enqueue(row: NewOutboxRow): Promise<void> {
    const { channel, conversationId, messageId, createdAt } = row;
    await atomically(this.#db, async (transaction) => {
      await this.#locks.conversation(transaction, conversationId);
      await transaction.insertInto('outboxRow').values({ channel, conversationId, messageId, createdAt }).execute();
    });
  }

  async dueRows(channels: readonly string[], now: number, limit: number): Promise<OutboxRow[]> {
    if (channels.length === 0) return [];
    return this.#waiting(channels)
      .select(rowColumns)
      .where((eb) => eb.or([eb('row.dueAt', 'is', null), eb('row.dueAt', '<=', now)]))
      .orderBy('row.seq', 'asc')
      .limit(limit)
      .execute();
  }

  async nextRowDueAt(channels: readonly string[]): Promise<number | null> {
    if (channels.length === 0) return null;
    const { dueAt } = await this.#waiting(channels)
      .select((eb) => eb.fn.min('row.dueAt').as('dueAt'))
      .executeTakeFirstOrThrow();
    return dueAt;
  }

  async markDelivered(seq: number, now: number): Promise<void> {
    await this.#unsent(seq).set({ endedAt: now, ending: 'delivered' }).execute();
  }

  async markUndeliverable(seq: number, reason: string, now: number): Promise<void> {
    await this.#unsent(seq).set({ endedAt: now, ending: 'undeliverable', reason }).execute();
  }

  async deferRow(seq: number, dueAt: number, errorCode: string): Promise<void> {
    await this.#unsent(seq)
      .set((eb) => ({ dueAt, errorCode, attempts: eb('attempts', '+', 1) }))
      .execute();
  }

  async backlog(): Promise<{ waiting: number; oldestCreatedAt: number | null }> {
    return this.#db
      .selectFrom('outboxRow')
      .where('endedAt', 'is', null)
      .select((eb) => [
        eb.fn.countAll<number>().as('waiting'),
        eb.fn.min<number | null>('createdAt').as('oldestCreatedAt'),
      ])
      .executeTakeFirstOrThrow();
  }

  /** A row that has ended stays as it ended. */
  #unsent(seq: number) {
    return this.#db.updateTable('outboxRow').where('seq', '=', seq).where('endedAt', 'is', null);
  }

  /** Of each conversation the oldest unsent row. */
  #waiting(channels: readonly string[]) {
    return this.#db
      .selectFrom('outboxRow as row')
      .where('row.endedAt', 'is', null)
      .where('row.channel', 'in', channels)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('outboxRow as earlier')
              .select('earlier.seq')
              .whereRef('earlier.conversationId', '=', 'row.conversationId')
              .whereRef('earlier.seq', '<', 'row.seq')
              .where('earlier.endedAt', 'is', null),
          ),
        ),
      );
  }
}
