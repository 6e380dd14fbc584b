import type { Kysely } from 'kysely';
import type { AgendaStore, DueTask } from '../../src/queue/due-task.ts';
import { atomically } from './locks.ts';
import type { Schema } from './schema.ts';

/** What is to be done in time, in the database. A task that has ended is gone; what it did stands in the ticket's events. */
export class SqlAgendaStore implements AgendaStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async setTasks(
    ticketId: string,
    conversationId: string,
    tasks: readonly Pick<DueTask, 'kind' | 'dueAt'>[],
  ): Promise<void> {
    await atomically(this.#db, async (transaction) => {
      await transaction.deleteFrom('dueTask').where('ticketId', '=', ticketId).execute();
      if (tasks.length === 0) return;
      await transaction
        .insertInto('dueTask')
        .values(tasks.map(({ kind, dueAt }) => ({ ticketId, conversationId, kind, dueAt })))
        .execute();
    });
  }

  async dueTasks(now: number, limit: number): Promise<DueTask[]> {
    return this.#db
      .selectFrom('dueTask')
      .selectAll()
      .where('dueAt', '<=', now)
      .orderBy('dueAt', 'asc')
      .orderBy('seq', 'asc')
      .limit(limit)
      .execute();
  }

  async nextTaskDueAt(): Promise<number | null> {
    const { dueAt } = await this.#db
      .selectFrom('dueTask')
      .select((eb) => eb.fn.min<number | null>('dueAt').as('dueAt'))
      .executeTakeFirstOrThrow();
    return dueAt;
  }

  async endTask(seq: number): Promise<boolean> {
    const { numDeletedRows } = await this.#db.deleteFrom('dueTask').where('seq', '=', seq).executeTakeFirstOrThrow();
    return numDeletedRows > 0n;
  }

  async deferTask(seq: number, dueAt: number): Promise<void> {
    await this.#db
      .updateTable('dueTask')
      .set((eb) => ({ dueAt, attempts: eb('attempts', '+', 1) }))
      .where('seq', '=', seq)
      .execute();
  }

  async tasksOf(ticketId: string): Promise<DueTask[]> {
    return this.#db
      .selectFrom('dueTask')
      .selectAll()
      .where('ticketId', '=', ticketId)
      .orderBy('dueAt', 'asc')
      .orderBy('seq', 'asc')
      .execute();
  }
}
