import type { Kysely } from 'kysely';
import type { Backlog } from '../../src/delivery/backlog.ts';
import type { Claim } from '../../src/delivery/claim.ts';
import type { HeardFrom, InboxEvent, InboxStore, NewInboxEvent } from '../../src/delivery/inbox.ts';
import { claimable } from './claimable.ts';
import { atomically, type Locks } from './locks.ts';
import type { Schema } from './schema.ts';

const eventColumns = [
  'event.seq',
  'event.channel',
  'event.eventId',
  'event.conversationId',
  'event.payload',
  'event.receivedAt',
  'event.attempts',
] as const;

/** The durable inbox in the database. */
export class SqlInboxStore implements InboxStore {
  readonly #db: Kysely<Schema>;
  readonly #locks: Locks;

  constructor(db: Kysely<Schema>, locks: Locks) {
    this.#db = db;
    this.#locks = locks;
  }

  async acceptEvent(event: NewInboxEvent): Promise<boolean> {
    const { channel, eventId, conversationId, payload, receivedAt } = event;
    return atomically(this.#db, async (transaction) => {
      await this.#locks.conversation(transaction, conversationId);
      const stored = await transaction
        .insertInto('inboxEvent')
        .values({ channel, eventId, conversationId, payload, receivedAt })
        .onConflict((conflict) => conflict.columns(['channel', 'eventId']).doNothing())
        .returning('seq')
        .executeTakeFirst();
      return stored !== undefined;
    });
  }

  async dueEvents(channels: readonly string[], now: number, limit: number, claim?: Claim): Promise<InboxEvent[]> {
    if (channels.length === 0 || limit <= 0) return [];
    const due = this.#waiting(channels)
      .where((eb) => eb.or([eb('event.dueAt', 'is', null), eb('event.dueAt', '<=', now)]))
      .orderBy('event.seq', 'asc')
      .limit(limit);
    if (!claim) return due.select(eventColumns).execute();
    const free = due.where(claimable('event', claim));
    if (!this.#locks.shared) return free.select(eventColumns).execute();
    const claimed = await this.#db
      .with('free', () => free.select('event.seq').forUpdate('event').skipLocked())
      .updateTable('inboxEvent as event')
      .from('free')
      .set({ holderId: claim.holder })
      .whereRef('event.seq', '=', 'free.seq')
      .returning(eventColumns)
      .execute();
    return claimed.sort((one, other) => one.seq - other.seq);
  }

  async nextEventDueAt(channels: readonly string[]): Promise<number | null> {
    if (channels.length === 0) return null;
    const { dueAt } = await this.#waiting(channels)
      .where('event.holderId', 'is', null)
      .select((eb) => eb.fn.min('event.dueAt').as('dueAt'))
      .executeTakeFirstOrThrow();
    return dueAt;
  }

  async backlogs(): Promise<Backlog[]> {
    return this.#db
      .selectFrom('inboxEvent')
      .select((eb) => [
        'channel',
        eb.fn.countAll<number>().as('waiting'),
        eb.fn.count<number>('seq').filterWhere('attempts', '>', 0).as('failedBefore'),
        eb.fn.min<number>('receivedAt').as('oldestAt'),
      ])
      .where('handledAt', 'is', null)
      .groupBy('channel')
      .orderBy('channel')
      .execute();
  }

  async heardFrom(channel: string, since: number, limit: number): Promise<HeardFrom[]> {
    return this.#db
      .selectFrom('inboxEvent as event')
      .innerJoin('conversation', 'conversation.id', 'event.conversationId')
      .select((eb) => ['conversation.key', eb.fn.max<number>('event.receivedAt').as('heardAt')])
      .where('event.channel', '=', channel)
      .where('event.receivedAt', '>=', since)
      .groupBy('conversation.key')
      .orderBy('heardAt', 'desc')
      .limit(limit)
      .execute();
  }

  /** Its payload goes, so that what a member takes back later does not stay behind here. */
  async endEvent(seq: number, now: number): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('inboxEvent')
      .set({ handledAt: now, holderId: null, payload: '{}' })
      .where('seq', '=', seq)
      .where('handledAt', 'is', null)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  async deferEvent(seq: number, dueAt: number, errorCode: string): Promise<void> {
    await this.#db
      .updateTable('inboxEvent')
      .set((eb) => ({ dueAt, errorCode, holderId: null, attempts: eb('attempts', '+', 1) }))
      .where('seq', '=', seq)
      .where('handledAt', 'is', null)
      .execute();
  }

  /** Of each conversation the oldest unhandled event. */
  #waiting(channels: readonly string[]) {
    return this.#db
      .selectFrom('inboxEvent as event')
      .where('event.handledAt', 'is', null)
      .where('event.channel', 'in', channels)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('inboxEvent as earlier')
              .select('earlier.seq')
              .whereRef('earlier.conversationId', '=', 'event.conversationId')
              .whereRef('earlier.seq', '<', 'event.seq')
              .where('earlier.handledAt', 'is', null),
          ),
        ),
      );
  }
}
