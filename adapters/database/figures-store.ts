import type { Kysely, SelectQueryBuilder } from 'kysely';
import type { Outcome } from '../../src/desk/conversation.ts';
import type { DeskCounts, FiguresStore, Period, Standing, UnansweredQuestion } from '../../src/desk/figures/figures.ts';
import type { EscalationReason, Ticket } from '../../src/queue/ticket.ts';
import type { Schema } from './schema.ts';
import { notWithheld } from './withheld.ts';

const underWay: readonly Ticket['state'][] = ['claimed', 'waiting'];
const notInArchive: readonly EscalationReason[] = ['nothing_found', 'not_answered'];

/** What the board has to account for, counted by the database. */
export class SqlFiguresStore implements FiguresStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async countsIn(period: Period): Promise<DeskCounts> {
    return {
      ...(await this.#answers(period)),
      declined: await count(this.#said('declined', period)),
      opened: await this.#opened(period),
      answeredByAdvisor: await this.#answerTimes(period),
      closed: await count(this.#ended('closed', period)),
      withdrawn: await count(this.#ended('withdrawn', period)),
      ...(await this.#marks(period)),
      advisors: await this.#advisors(period),
      approved: await count(
        this.#db
          .selectFrom('archiveProposal')
          .where('state', '=', 'approved')
          .where('decidedAt', '>=', period.from)
          .where('decidedAt', '<', period.until),
      ),
    };
  }

  async standing(): Promise<Standing> {
    const tickets = this.#db.selectFrom('ticket');
    return {
      waiting: await count(tickets.where('state', '=', 'open')),
      underWay: await count(tickets.where('state', 'in', underWay)),
      documents: await count(this.#db.selectFrom('document')),
    };
  }

  async unansweredIn({ from, until }: Period, limit: number): Promise<UnansweredQuestion[]> {
    return this.#db
      .selectFrom('ticket')
      .select(['question', 'conversationId'])
      .where('reason', 'in', notInArchive)
      .where('question', '!=', '')
      .where('createdAt', '>=', from)
      .where('createdAt', '<', until)
      .orderBy('number', 'desc')
      .limit(limit)
      .execute();
  }

  async #answers(period: Period): Promise<Pick<DeskCounts, 'answered' | 'judged' | 'helpful'>> {
    const { answered, judged, helpful } = await this.#said('answered', period)
      .select(({ fn }) => [
        fn.countAll<number>().as('answered'),
        fn.count<number>('helpful').as('judged'),
        fn.sum<number | null>('helpful').as('helpful'),
      ])
      .executeTakeFirstOrThrow();
    return { answered, judged, helpful: helpful ?? 0 };
  }

  /**
   * What the desk did with a question in one way; not what was withheld because an advisor took over. `details` is JSON in
   * which a quote inside a text is escaped, so nothing that was cited can look like its outcome.
   */
  #said(outcome: Outcome, { from, until }: Period) {
    return this.#db
      .selectFrom('message')
      .where('message.createdAt', '>=', from)
      .where('message.createdAt', '<', until)
      .where('author', '=', 'desk')
      .where('details', 'like', `%"outcome":"${outcome}"%`)
      .where(notWithheld);
  }

  async #opened({ from, until }: Period): Promise<DeskCounts['opened']> {
    const rows = await this.#db
      .selectFrom('ticket')
      .select(({ fn }) => ['reason', fn.countAll<number>().as('count')])
      .where('createdAt', '>=', from)
      .where('createdAt', '<', until)
      .groupBy('reason')
      .execute();
    const none = { nothing_found: 0, not_answered: 0, human_requested: 0, not_helpful: 0, failure: 0 };
    return { ...none, ...Object.fromEntries(rows.map(({ reason, count }) => [reason, count])) };
  }

  async #answerTimes({ from, until }: Period): Promise<DeskCounts['answeredByAdvisor']> {
    return this.#db
      .selectFrom('ticketEvent')
      .innerJoin('ticket', 'ticket.id', 'ticketEvent.ticketId')
      .select(({ fn }) => ['ticket.createdAt as openedAt', fn.min('ticketEvent.at').as('answeredAt')])
      .where('ticketEvent.kind', '=', 'answered')
      .groupBy(['ticket.id', 'ticket.createdAt'])
      .having(({ fn }) => fn.min('ticketEvent.at'), '>=', from)
      .having(({ fn }) => fn.min('ticketEvent.at'), '<', until)
      .execute();
  }

  #ended(state: 'closed' | 'withdrawn', { from, until }: Period) {
    return this.#db
      .selectFrom('ticket')
      .where('state', '=', state)
      .where('changedAt', '>=', from)
      .where('changedAt', '<', until);
  }

  async #marks(period: Period): Promise<Pick<DeskCounts, 'marks' | 'sumOfMarks'>> {
    const { marks, sumOfMarks } = await this.#events('rated', period)
      .innerJoin('ticket', 'ticket.id', 'ticketEvent.ticketId')
      .select(({ fn }) => [
        fn.count<number>('ticket.rating').as('marks'),
        fn.sum<number | null>('ticket.rating').as('sumOfMarks'),
      ])
      .executeTakeFirstOrThrow();
    return { marks, sumOfMarks: sumOfMarks ?? 0 };
  }

  async #advisors(period: Period): Promise<number> {
    const { advisors } = await this.#events('answered', period)
      .select(({ fn }) => fn.count<number>('ticketEvent.personId').distinct().as('advisors'))
      .executeTakeFirstOrThrow();
    return advisors;
  }

  #events(kind: 'answered' | 'rated', { from, until }: Period) {
    return this.#db.selectFrom('ticketEvent').where('kind', '=', kind).where('at', '>=', from).where('at', '<', until);
  }
}

async function count<Table extends keyof Schema>(rows: SelectQueryBuilder<Schema, Table, object>): Promise<number> {
  const { count } = await rows.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  return count;
}
