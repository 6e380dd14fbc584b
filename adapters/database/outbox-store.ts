import type { Kysely } from 'kysely';
import type { Backlog } from '../../src/delivery/backlog.ts';
import type { Claim } from '../../src/delivery/claim.ts';
import type { NewOutboxRow, OutboxEnding, OutboxRow, OutboxStore } from '../../src/delivery/outbox.ts';
import { claimable } from './claimable.ts';
import { atomically, type Locks } from './locks.ts';
import type { Schema } from './schema.ts';

const rowColumns = [
  'row.seq',
  'row.channel',
  'row.conversationId',
  'row.messageId',
  'row.action',
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
    const { channel, conversationId, messageId, createdAt, action = 'send', withholdable = false } = row;
    await atomically(this.#db, async (transaction) => {
      await this.#locks.conversation(transaction, conversationId);
      await transaction
        .insertInto('outboxRow')
        .values({ channel, conversationId, messageId, action, withholdable: withholdable ? 1 : 0, createdAt })
        .execute();
    });
  }

  async dueRows(channels: readonly string[], now: number, limit: number, claim?: Claim): Promise<OutboxRow[]> {
    if (channels.length === 0 || limit <= 0) return [];
    const due = this.#waiting(channels)
      .where((eb) => eb.or([eb('row.dueAt', 'is', null), eb('row.dueAt', '<=', now)]))
      .orderBy('row.seq', 'asc')
      .limit(limit);
    if (!claim) return due.select(rowColumns).execute();
    const free = due.where(claimable('row', claim));
    if (!this.#locks.shared) return free.select(rowColumns).execute();
    const claimed = await this.#db
      .with('free', () => free.select('row.seq').forUpdate('row').skipLocked())
      .updateTable('outboxRow as row')
      .from('free')
      .set({ holderId: claim.holder })
      .whereRef('row.seq', '=', 'free.seq')
      .returning(rowColumns)
      .execute();
    return claimed.sort((one, other) => one.seq - other.seq).map((row) => ({ ...row, holder: claim.holder }));
  }

  async nextRowDueAt(channels: readonly string[]): Promise<number | null> {
    if (channels.length === 0) return null;
    const { dueAt } = await this.#waiting(channels)
      .where('row.holderId', 'is', null)
      .select((eb) => eb.fn.min('row.dueAt').as('dueAt'))
      .executeTakeFirstOrThrow();
    return dueAt;
  }

  async beginAttempt(seq: number, now: number, holder?: string): Promise<boolean> {
    return changed(this.#unsent(seq, holder).set({ startedAt: now }));
  }

  async markDelivered(seq: number, now: number): Promise<boolean> {
    return changed(this.#unsent(seq).set({ endedAt: now, ending: 'delivered', startedAt: null, holderId: null }));
  }

  async markUndeliverable(seq: number, reason: string, now: number): Promise<boolean> {
    return changed(
      this.#unsent(seq).set({ endedAt: now, ending: 'undeliverable', reason, startedAt: null, holderId: null }),
    );
  }

  async deferRow(seq: number, dueAt: number, errorCode: string, holder?: string): Promise<void> {
    await this.#unsent(seq, holder)
      .set((eb) => ({ dueAt, errorCode, startedAt: null, holderId: null, attempts: eb('attempts', '+', 1) }))
      .execute();
  }

  async withhold(conversationId: string, now: number): Promise<{ withheld: number; underWay: number }> {
    return atomically(this.#db, async (transaction) => {
      const { numUpdatedRows } = await transaction
        .updateTable('outboxRow')
        .set({ endedAt: now, ending: 'withheld', holderId: null })
        .where('conversationId', '=', conversationId)
        .where('endedAt', 'is', null)
        .where('withholdable', '=', 1)
        .where('startedAt', 'is', null)
        .executeTakeFirstOrThrow();
      const { underWay } = await transaction
        .selectFrom('outboxRow')
        .select((eb) => eb.fn.countAll<number>().as('underWay'))
        .where('conversationId', '=', conversationId)
        .where('endedAt', 'is', null)
        .where('withholdable', '=', 1)
        .executeTakeFirstOrThrow();
      return { withheld: Number(numUpdatedRows), underWay };
    });
  }

  async endingsOf(
    messageIds: readonly string[],
  ): Promise<ReadonlyMap<string, { ending: OutboxEnding | null; reason: string | null }>> {
    if (messageIds.length === 0) return new Map();
    const rows = await this.#db
      .selectFrom('outboxRow')
      .select(['messageId', 'ending', 'reason'])
      .where('messageId', 'in', messageIds)
      .where('action', '=', 'send')
      .orderBy('seq', 'asc')
      .execute();
    return new Map(rows.map(({ messageId, ending, reason }) => [messageId, { ending, reason }]));
  }

  async relayEndingsOf(messageIds: readonly string[]): Promise<ReadonlyMap<string, OutboxEnding | null>> {
    if (messageIds.length === 0) return new Map();
    const rows = await this.#db
      .selectFrom('message')
      .innerJoin('outboxRow as row', 'row.messageId', 'message.id')
      .select(['message.relayedId', 'row.ending'])
      .where('message.relayedId', 'in', messageIds)
      .where('row.action', '=', 'send')
      .orderBy('row.seq', 'asc')
      .execute();
    return new Map(rows.flatMap(({ relayedId, ending }) => (relayedId === null ? [] : [[relayedId, ending]])));
  }

  async backlogs(): Promise<Backlog[]> {
    return this.#db
      .selectFrom('outboxRow')
      .select((eb) => [
        'channel',
        eb.fn.countAll<number>().as('waiting'),
        eb.fn.count<number>('seq').filterWhere('attempts', '>', 0).as('failedBefore'),
        eb.fn.min<number>('createdAt').as('oldestAt'),
      ])
      .where('endedAt', 'is', null)
      .groupBy('channel')
      .orderBy('channel')
      .execute();
  }

  /** A row that has ended stays as it ended. */
  #unsent(seq: number, holder?: string) {
    const unsent = this.#db.updateTable('outboxRow').where('seq', '=', seq).where('endedAt', 'is', null);
    return holder === undefined ? unsent : unsent.where('holderId', '=', holder);
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

async function changed(update: { executeTakeFirstOrThrow(): Promise<{ numUpdatedRows: bigint }> }): Promise<boolean> {
  return (await update.executeTakeFirstOrThrow()).numUpdatedRows > 0n;
}
