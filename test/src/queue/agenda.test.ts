import { expect, test } from 'vitest';
import { agendaOf, defaultRules } from '../../../src/queue/agenda.ts';
import { ticketThat } from './ticket-sample.ts';

const monday = (hour: number) => Date.parse(`2026-11-16T${String(hour).padStart(2, '0')}:00+01:00`);
const dayMs = 24 * 3_600_000;
const changedAt = monday(9);

test('an open ticket is offered at once, and to a wider circle each four hours', () => {
  const dueAt = (offerStep: number) => agendaOf(ticketThat({ changedAt, offerStep }), defaultRules);
  expect(dueAt(0)).toEqual([{ kind: 'widen', dueAt: changedAt }]);
  expect(dueAt(1)).toEqual([{ kind: 'widen', dueAt: monday(13) }]);
  expect(dueAt(3)).toEqual([{ kind: 'widen', dueAt: monday(21) }]);
  expect(dueAt(4)).toEqual([]);
});

test('an advisor is nudged, and their claim ends at the end of the lease', () => {
  const ticket = ticketThat({ changedAt, state: 'claimed', assigneeId: 'an', leaseUntil: 123_456 });
  expect(agendaOf(ticket, defaultRules)).toEqual([
    { kind: 'nudge', dueAt: monday(17) },
    { kind: 'end_lease', dueAt: 123_456 },
  ]);
});

test('a silent member is reminded, warned, and loses the ticket after a week', () => {
  const ticket = ticketThat({ changedAt, state: 'waiting', assigneeId: 'an' });
  expect(agendaOf(ticket, defaultRules)).toEqual([
    { kind: 'remind_member', dueAt: monday(21) + dayMs },
    { kind: 'warn_stale', dueAt: monday(21) + 4 * dayMs },
    { kind: 'close', dueAt: monday(21) + 7 * dayMs },
  ]);
});

test('what is resolved is closed, and what ended has nothing to come', () => {
  const resolved = ticketThat({ changedAt, state: 'resolved', assigneeId: 'an' });
  expect(agendaOf(resolved, defaultRules)).toEqual([{ kind: 'close', dueAt: monday(21) + 2 * dayMs }]);
  expect(agendaOf(ticketThat({ state: 'closed' }), defaultRules)).toEqual([]);
  expect(agendaOf(ticketThat({ state: 'withdrawn' }), defaultRules)).toEqual([]);
});
