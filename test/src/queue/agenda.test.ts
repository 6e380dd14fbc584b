import { expect, test } from 'vitest';
import { agendaAfter, agendaOf, defaultRules, leaseAfterNudge, nextCircleAt } from '../../../src/queue/agenda.ts';
import { ticketThat } from './ticket-sample.ts';

const monday = (hour: number) => Date.parse(`2026-11-16T${String(hour).padStart(2, '0')}:00+01:00`);
const dayMs = 24 * 3_600_000;
const changedAt = monday(9);

test('a ticket that is free is offered at once, and to a wider circle each four hours', () => {
  expect(agendaOf(ticketThat({ changedAt }), defaultRules)).toEqual([{ kind: 'widen', dueAt: changedAt }]);
  expect(nextCircleAt(monday(9), defaultRules)).toBe(monday(13));
  expect(nextCircleAt(monday(19), defaultRules)).toBe(monday(11) + dayMs);
});

test('after a step that came late the next one waits its time all the same', () => {
  const late = changedAt + 6 * 7 * dayMs;
  const endOfDay = (later: number) => late + 12 * 3_600_000 + later * dayMs;
  expect(agendaAfter('remind_member', late, defaultRules)).toEqual([
    { kind: 'warn_stale', dueAt: endOfDay(2) },
    { kind: 'close', dueAt: endOfDay(4) },
  ]);
  expect(agendaAfter('warn_stale', late, defaultRules)).toEqual([{ kind: 'close', dueAt: endOfDay(1) }]);
  expect(agendaAfter('close', late, defaultRules)).toEqual([]);
});

test('a nudge leaves the advisor the time that it would have left in time', () => {
  const inTime = monday(17);
  expect(leaseAfterNudge(monday(13) + dayMs, inTime, defaultRules)).toBe(monday(13) + dayMs);
  expect(leaseAfterNudge(monday(13), monday(9) + 7 * dayMs, defaultRules)).toBe(monday(17) + 7 * dayMs);
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
