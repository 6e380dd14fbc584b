import { describe, expect, test } from 'vitest';
import { yearOf } from '../../src/desk/figures/report.ts';
import type { DeskStores } from '../../src/desk/stores.ts';
import type { Transactor } from '../../src/kernel/transaction.ts';
import type { EscalationReason, NewTicketEvent, Ticket } from '../../src/queue/ticket.ts';
import { deskSays, editionOf, newConversation, newPerson, newQuestion, proposalOf, ticketAbout } from './samples.ts';

const year = yearOf(2026, 'Europe/Amsterdam');
/** The last moment before the year, its first, its last and the one after it, by the clock in Amsterdam. */
const before = Date.parse('2025-12-31T22:59:59.999Z');
const first = Date.parse('2025-12-31T23:00:00.000Z');
const last = Date.parse('2026-12-31T22:59:59.999Z');
const after = Date.parse('2026-12-31T23:00:00.000Z');
const around = [before, first, last, after];
const midsummer = Date.parse('2026-07-01T10:00:00.000Z');

const nothing = {
  ...{ answered: 0, judged: 0, helpful: 0, declined: 0, answeredByAdvisor: [], closed: 0, withdrawn: 0 },
  opened: { nothing_found: 0, not_answered: 0, human_requested: 0, not_helpful: 0, failure: 0 },
  ...{ marks: 0, sumOfMarks: 0, advisors: 0, approved: 0 },
};

/** What every `FiguresStore` does. */
export function describeFiguresContract(name: string, openDatabase: () => Promise<Transactor<DeskStores>>): void {
  describe(`figures in ${name}`, () => {
    const open = async () => {
      const { stores } = await openDatabase();
      const { message } = await newQuestion(stores);
      const opened = (createdAt: number, reason: EscalationReason = 'nothing_found', question = 'Mag dat?') =>
        stores.tickets.openTicket(ticketAbout(message, { createdAt, reason, question }));
      const event = ({ id }: Ticket, kind: NewTicketEvent['kind'], at: number, personId: string | null = null) =>
        stores.tickets.appendEvent({ ticketId: id, kind, actor: 'advisor', personId, at });
      const change = async (ticket: Ticket, patch: Partial<Ticket>, at: number, kind: NewTicketEvent['kind']) => {
        const changed = await stores.tickets.changeTicket(ticket, patch, { kind, actor: 'member', at });
        if (!changed) throw new Error('the ticket was not changed');
        return changed;
      };
      return { stores, figures: stores.figures, opened, event, change };
    };

    test('nothing is nothing', async () => {
      const { figures } = await open();
      expect(await figures.countsIn(year)).toEqual(nothing);
      expect(await figures.standing()).toEqual({ waiting: 0, underWay: 0, documents: 0 });
      expect(await figures.unansweredIn(year, 5)).toEqual([]);
    });

    test('answers count in their year, with what members said of them; not what was withheld or only quotes the word', async () => {
      const { stores, figures } = await open();
      const { id, channel } = await newConversation(stores);
      const says = (createdAt: number, outcome: 'answered' | 'declined' | 'escalated' | null, text = 'Zo.') => {
        const citation = { number: 1, title: '"outcome":"answered"', quote: '{"outcome":"answered"}' };
        const citations = [
          { ...citation, documentId: 'd', passageId: 1, source: 's', section: null, page: null, date: null },
        ];
        return stores.conversations.appendMessage({ ...deskSays(id, text, { outcome, citations }), createdAt });
      };
      const answers = await Promise.all(around.map((at) => says(at, 'answered')));
      const third = await says(midsummer, 'answered');
      for (const message of answers) await stores.conversations.rateMessage(message.id, message.createdAt !== last);
      await says(midsummer, 'declined');
      await says(midsummer, 'escalated');
      await says(midsummer, null, '"outcome":"answered"');
      const withheld = await says(midsummer, 'answered');
      const row = { channel, conversationId: id, messageId: withheld.id, withholdable: true, createdAt: midsummer };
      await stores.outbox.enqueue(row);
      await stores.outbox.withhold(id, midsummer);
      expect(third.helpful).toBeNull();
      expect(await figures.countsIn(year)).toEqual({ ...nothing, answered: 3, judged: 2, helpful: 1, declined: 1 });
    });

    test('tickets count by why they were opened, in the year in which they were', async () => {
      const { figures, opened } = await open();
      for (const at of around) await opened(at);
      for (const reason of ['not_answered', 'human_requested', 'not_helpful', 'failure'] as const)
        await opened(midsummer, reason);
      expect((await figures.countsIn(year)).opened).toEqual({
        ...{ nothing_found: 2, not_answered: 1, human_requested: 1, not_helpful: 1, failure: 1 },
      });
      expect(await figures.standing()).toMatchObject({ waiting: 8, underWay: 0 });
    });

    test('an answer of an advisor counts once for each ticket, when it was the first; advisors count once', async () => {
      const { stores, figures, opened, event } = await open();
      const [anna, bert] = [await newPerson(stores.people), await newPerson(stores.people)];
      const early = await opened(before - 1_000);
      await event(early, 'answered', before, anna.id);
      await event(early, 'answered', midsummer, anna.id);
      const inYear = await opened(before);
      await event(inYear, 'answered', last, bert.id);
      await event(inYear, 'answered', first, anna.id);
      const late = await opened(midsummer);
      await event(late, 'noted', midsummer, bert.id);
      await event(late, 'answered', after, bert.id);
      const counts = await figures.countsIn(year);
      expect(counts.answeredByAdvisor).toEqual([{ openedAt: before, answeredAt: first }]);
      expect(counts.advisors).toBe(2);
    });

    test('a ticket has ended in the year of its end, when it did not go on since; marks count when they were given', async () => {
      const { figures, opened, change } = await open();
      for (const at of around) {
        const closed = await change(await opened(before), { state: 'closed', changedAt: at }, at, 'closed');
        await change(closed, { rating: at === last ? 2 : 5 }, at, 'rated');
        await change(await opened(before), { state: 'withdrawn', changedAt: at }, at, 'withdrawn');
      }
      const reopened = await change(await opened(before), { state: 'closed', changedAt: first }, first, 'closed');
      await change(reopened, { state: 'claimed', changedAt: midsummer }, midsummer, 'reopened');
      await change(await opened(before), { state: 'resolved', changedAt: midsummer }, midsummer, 'resolved');
      expect(await figures.countsIn(year)).toMatchObject({ closed: 2, withdrawn: 2, marks: 2, sumOfMarks: 7 });
      expect(await figures.standing()).toMatchObject({ waiting: 0, underWay: 1 });
    });

    test('approved answers count in the year of the decision, documents as they are', async () => {
      const { stores, figures, opened } = await open();
      for (const decidedAt of around) {
        const { id } = await opened(midsummer);
        await stores.tickets.addProposal(proposalOf(id, { state: 'approved', decidedAt }));
      }
      await stores.tickets.addProposal(proposalOf((await opened(midsummer)).id));
      await stores.knowledge.saveEdition(editionOf('a.pdf'), []);
      expect((await figures.countsIn(year)).approved).toBe(2);
      expect(await figures.standing()).toMatchObject({ documents: 1 });
    });

    test('what the archive held nothing for comes newest first; not what was taken back or asked of a human', async () => {
      const { figures, opened } = await open();
      for (const at of around) await opened(at, 'nothing_found', `Vraag ${around.indexOf(at)}`);
      await opened(midsummer, 'not_answered', 'Bijna');
      for (const reason of ['human_requested', 'not_helpful', 'failure'] as const) await opened(midsummer, reason);
      await opened(midsummer, 'nothing_found', '');
      const questions = async (limit: number) =>
        (await figures.unansweredIn(year, limit)).map(({ question }) => question);
      expect(await questions(5)).toEqual(['Bijna', 'Vraag 2', 'Vraag 1']);
      expect(await questions(1)).toEqual(['Bijna']);
    });
  });
}
