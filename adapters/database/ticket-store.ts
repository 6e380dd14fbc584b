import type { Kysely, Selectable } from 'kysely';
import type { ConsultedPassage, NewTicket, Ticket, TicketEvent, TicketStore } from '../../src/queue/ticket.ts';
import { fromJson } from './json.ts';
import { atomically } from './locks.ts';
import type { Schema } from './schema.ts';

/** Tickets and what happened to them in the database. */
export class SqlTicketStore implements TicketStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async openTicket(ticket: NewTicket): Promise<Ticket> {
    const row = await atomically(this.#db, async (transaction) => {
      // The counter's row stays locked until the end: the next ticket waits, and a number that is undone is given out again.
      const { last: number } = await transaction
        .updateTable('ticketCounter')
        .set((eb) => ({ last: eb('last', '+', 1) }))
        .returning('last')
        .executeTakeFirstOrThrow();
      const opened = await transaction
        .insertInto('ticket')
        .values({
          id: ticket.id,
          number,
          conversationId: ticket.conversationId,
          messageId: ticket.messageId,
          question: ticket.question,
          language: ticket.language,
          reason: ticket.reason,
          state: 'open',
          passages: JSON.stringify(ticket.passages),
          createdAt: ticket.createdAt,
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      await transaction
        .insertInto('ticketEvent')
        .values({ ticketId: ticket.id, kind: 'opened', actor: openedBy(ticket), at: ticket.createdAt })
        .execute();
      return opened;
    });
    return toTicket(row);
  }

  async findTicket(number: number): Promise<Ticket | undefined> {
    const row = await this.#db.selectFrom('ticket').selectAll().where('number', '=', number).executeTakeFirst();
    return row === undefined ? undefined : toTicket(row);
  }

  async listTickets(limit: number): Promise<Ticket[]> {
    const rows = await this.#db.selectFrom('ticket').selectAll().orderBy('number', 'desc').limit(limit).execute();
    return rows.map(toTicket);
  }

  async openTicketsOf(conversationId: string): Promise<Ticket[]> {
    const rows = await this.#db
      .selectFrom('ticket')
      .selectAll()
      .where('conversationId', '=', conversationId)
      .where('state', '=', 'open')
      .orderBy('number', 'asc')
      .execute();
    return rows.map(toTicket);
  }

  async appendEvent(event: Omit<TicketEvent, 'seq'>): Promise<void> {
    const { ticketId, kind, actor, at } = event;
    await this.#db.insertInto('ticketEvent').values({ ticketId, kind, actor, at }).execute();
  }

  async listEvents(ticketId: string): Promise<TicketEvent[]> {
    return this.#db
      .selectFrom('ticketEvent')
      .selectAll()
      .where('ticketId', '=', ticketId)
      .orderBy('seq', 'asc')
      .execute();
  }
}

/** The member opens a ticket by asking for it; otherwise it is the desk that cannot go on. */
function openedBy(ticket: NewTicket): TicketEvent['actor'] {
  return ticket.reason === 'human_requested' || ticket.reason === 'not_helpful' ? 'member' : 'desk';
}

function toTicket(row: Selectable<Schema['ticket']>): Ticket {
  return { ...row, passages: fromJson<ConsultedPassage[]>(row.passages) };
}
