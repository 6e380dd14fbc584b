import type { Kysely, Selectable } from 'kysely';
import type { Expertise } from '../../src/people/person.ts';
import type {
  AnswerTime,
  ArchiveProposal,
  ConsultedPassage,
  Intake,
  NewTicket,
  NewTicketEvent,
  Offer,
  Ticket,
  TicketEvent,
  TicketFilter,
  TicketPatch,
  TicketStore,
} from '../../src/queue/ticket.ts';
import { fromJson } from './json.ts';
import { atomically } from './locks.ts';
import type { Schema } from './schema.ts';

const active: readonly Ticket['state'][] = ['open', 'claimed', 'waiting', 'resolved'];
const notEnded: readonly Ticket['state'][] = ['open', 'claimed', 'waiting'];
const underWay: readonly Ticket['state'][] = ['claimed', 'waiting'];
const answered: readonly Ticket['state'][] = ['resolved', 'closed'];

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
      const { id, conversationId, messageId, question, language, reason, createdAt } = ticket;
      const opened = await transaction
        .insertInto('ticket')
        .values({
          ...{ id, number, conversationId, messageId, question, language, reason, createdAt },
          ...{ state: 'open', revision: 0, offerStep: 0, changedAt: createdAt },
          ...{ assigneeId: null, leaseUntil: null, rating: null, workplaceId: null },
          passages: JSON.stringify(ticket.passages),
          intake: JSON.stringify(ticket.intake ?? { place: null, tried: null, neededBy: null }),
          expertises: JSON.stringify(ticket.expertises ?? []),
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      await transaction
        .insertInto('ticketEvent')
        .values({ ticketId: id, kind: 'opened', actor: openedBy(ticket), personId: null, text: null, at: createdAt })
        .execute();
      return opened;
    });
    return toTicket(row);
  }

  async findTicket(number: number): Promise<Ticket | undefined> {
    return maybeTicket(await this.#tickets().where('number', '=', number).executeTakeFirst());
  }

  async findTicketById(id: string): Promise<Ticket | undefined> {
    return maybeTicket(await this.#tickets().where('id', '=', id).executeTakeFirst());
  }

  async listTickets(limit: number, filter: TicketFilter = {}): Promise<Ticket[]> {
    const { states, assigneeId, conversationId } = filter;
    if (states?.length === 0) return [];
    let query = this.#tickets().orderBy('number', 'desc').limit(limit);
    if (states) query = query.where('state', 'in', states);
    if (assigneeId !== undefined) query = query.where('assigneeId', '=', assigneeId);
    if (conversationId !== undefined) query = query.where('conversationId', '=', conversationId);
    return (await query.execute()).map(toTicket);
  }

  async activeTicketsOf(conversationId: string): Promise<Ticket[]> {
    const rows = await this.#tickets()
      .where('conversationId', '=', conversationId)
      .where('state', 'in', active)
      .orderBy('number', 'asc')
      .execute();
    return rows.map(toTicket);
  }

  async ticketsAbout(messageId: string): Promise<Ticket[]> {
    const rows = await this.#tickets().where('messageId', '=', messageId).orderBy('number', 'asc').execute();
    return rows.map(toTicket);
  }

  async changeTicket(
    seen: Ticket,
    patch: TicketPatch,
    event: Omit<NewTicketEvent, 'ticketId'>,
  ): Promise<Ticket | undefined> {
    const { intake, expertises, ...plain } = patch;
    return atomically(this.#db, async (transaction) => {
      const row = await transaction
        .updateTable('ticket')
        .set({
          ...plain,
          ...(intake && { intake: JSON.stringify(intake) }),
          ...(expertises && { expertises: JSON.stringify(expertises) }),
          revision: seen.revision + 1,
        })
        .where('id', '=', seen.id)
        .where('revision', '=', seen.revision)
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) return undefined;
      await insertEvent(transaction, { ...event, ticketId: seen.id });
      return toTicket(row);
    });
  }

  async appendEvent(event: NewTicketEvent): Promise<void> {
    await insertEvent(this.#db, event);
  }

  async listEvents(ticketId: string): Promise<TicketEvent[]> {
    return this.#db
      .selectFrom('ticketEvent')
      .selectAll()
      .where('ticketId', '=', ticketId)
      .orderBy('seq', 'asc')
      .execute();
  }

  async loads(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#db
      .selectFrom('ticket')
      .select((eb) => ['assigneeId', eb.fn.countAll<number>().as('count')])
      .where('state', 'in', underWay)
      .where('assigneeId', 'is not', null)
      .groupBy('assigneeId')
      .execute();
    return new Map(rows.flatMap(({ assigneeId, count }) => (assigneeId === null ? [] : [[assigneeId, count]])));
  }

  async answerTimes(limit: number): Promise<AnswerTime[]> {
    return this.#db
      .selectFrom('ticket')
      .leftJoin(
        (eb) =>
          eb
            .selectFrom('ticketEvent')
            .select((event) => ['ticketId', event.fn.min('at').as('answeredAt')])
            .where('kind', '=', 'answered')
            .groupBy('ticketId')
            .as('answer'),
        (join) => join.onRef('answer.ticketId', '=', 'ticket.id'),
      )
      .select(['ticket.createdAt as openedAt', 'answer.answeredAt'])
      .where((eb) => eb.or([eb('answer.answeredAt', 'is not', null), eb('ticket.state', 'in', notEnded)]))
      .orderBy('ticket.number', 'desc')
      .limit(limit)
      .execute();
  }

  async previousAssignee(conversationId: string): Promise<string | undefined> {
    const row = await this.#tickets()
      .where('conversationId', '=', conversationId)
      .where('state', 'in', answered)
      .where('assigneeId', 'is not', null)
      .orderBy('number', 'desc')
      .executeTakeFirst();
    return row?.assigneeId ?? undefined;
  }

  async addOffer(offer: Offer, freeSince: number): Promise<boolean> {
    const { step, at } = offer;
    const reasons = JSON.stringify(offer.reasons);
    const { numInsertedOrUpdatedRows } = await this.#db
      .insertInto('ticketOffer')
      .values({ ...offer, reasons })
      .onConflict((conflict) =>
        conflict
          .columns(['ticketId', 'personId'])
          .doUpdateSet({ step, reasons, at })
          .where('ticketOffer.at', '<', freeSince),
      )
      .executeTakeFirstOrThrow();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  }

  async offersOf(ticketId: string): Promise<Offer[]> {
    const rows = await this.#db
      .selectFrom('ticketOffer')
      .selectAll()
      .where('ticketId', '=', ticketId)
      .orderBy('step', 'asc')
      .orderBy('at', 'asc')
      .execute();
    return rows.map((row) => ({ ...row, reasons: fromJson<string[]>(row.reasons) }));
  }

  async companionsOf(ticketId: string): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('ticketCompanion')
      .select('personId')
      .where('ticketId', '=', ticketId)
      .orderBy('at', 'asc')
      .orderBy('personId', 'asc')
      .execute();
    return rows.map((row) => row.personId);
  }

  async addCompanion(ticketId: string, personId: string, now: number): Promise<void> {
    await this.#db
      .insertInto('ticketCompanion')
      .values({ ticketId, personId, at: now })
      .onConflict((conflict) => conflict.columns(['ticketId', 'personId']).doNothing())
      .execute();
  }

  async answeredTickets(limit: number): Promise<Ticket[]> {
    const rows = await this.#tickets()
      .where('state', 'in', answered)
      .where('assigneeId', 'is not', null)
      .orderBy('number', 'desc')
      .limit(limit)
      .execute();
    return rows.map(toTicket);
  }

  async addProposal(proposal: ArchiveProposal): Promise<void> {
    await this.#db.insertInto('archiveProposal').values(proposal).execute();
  }

  async proposalOf(ticketId: string): Promise<ArchiveProposal | undefined> {
    return this.#db
      .selectFrom('archiveProposal')
      .selectAll()
      .where('ticketId', '=', ticketId)
      .where('state', '!=', 'refused')
      .executeTakeFirst();
  }

  async changeDraftProposal(id: string, change: Parameters<TicketStore['changeDraftProposal']>[1]): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('archiveProposal')
      .set(change)
      .where('id', '=', id)
      .where('state', '=', 'draft')
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  async listProposals(state: ArchiveProposal['state']): Promise<ArchiveProposal[]> {
    return this.#db
      .selectFrom('archiveProposal')
      .selectAll()
      .where('state', '=', state)
      .orderBy('proposedAt', 'asc')
      .execute();
  }

  async decideProposal(id: string, state: 'approved' | 'refused', decidedBy: string, now: number): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('archiveProposal')
      .set({ state, decidedBy, decidedAt: now })
      .where('id', '=', id)
      .where('state', '=', 'proposed')
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  #tickets() {
    return this.#db.selectFrom('ticket').selectAll();
  }
}

async function insertEvent(db: Kysely<Schema>, event: NewTicketEvent): Promise<void> {
  const { ticketId, kind, actor, at, personId = null, text = null } = event;
  await db.insertInto('ticketEvent').values({ ticketId, kind, actor, personId, text, at }).execute();
}

/** The member opens a ticket by asking for it; otherwise it is the desk that cannot go on. */
function openedBy(ticket: NewTicket): TicketEvent['actor'] {
  return ticket.reason === 'human_requested' || ticket.reason === 'not_helpful' ? 'member' : 'desk';
}

function maybeTicket(row: Selectable<Schema['ticket']> | undefined): Ticket | undefined {
  return row === undefined ? undefined : toTicket(row);
}

function toTicket(row: Selectable<Schema['ticket']>): Ticket {
  return {
    ...row,
    passages: fromJson<ConsultedPassage[]>(row.passages),
    intake: fromJson<Intake>(row.intake),
    expertises: fromJson<Expertise[]>(row.expertises),
  };
}
