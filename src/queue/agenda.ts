import type { DueTaskKind } from './due-task.ts';
import { circles } from './routing.ts';
import type { Ticket } from './ticket.ts';
import { addWorkingTime, officeHours, type WorkingHours } from './working-time.ts';

/** How long the desk waits before it does something of itself. All in milliseconds of working time. */
export interface QueueRules {
  /** Between two circles of people to whom an open ticket is offered. */
  widenAfterMs: number;
  /** Before an advisor whose turn it is hears that the member waits. */
  nudgeAfterMs: number;
  /** How long a claim holds without a word of the advisor. */
  leaseMs: number;
  remindMemberAfterMs: number;
  /** Before the member hears that the ticket will be closed. */
  warnStaleAfterMs: number;
  closeAfterMs: number;
  /** Before a resolved ticket that nobody confirms is closed. */
  closeResolvedAfterMs: number;
  hours: WorkingHours;
}

const hourMs = 60 * 60 * 1000;

/** A working day of the default hours is 12 hours: a silent advisor has a day and a bit, a silent member a week. */
export const defaultRules: QueueRules = {
  widenAfterMs: 4 * hourMs,
  nudgeAfterMs: 8 * hourMs,
  leaseMs: 16 * hourMs,
  remindMemberAfterMs: 24 * hourMs,
  warnStaleAfterMs: 60 * hourMs,
  closeAfterMs: 84 * hourMs,
  closeResolvedAfterMs: 36 * hourMs,
  hours: officeHours,
};

/**
 * What the desk has to do for this ticket when nobody does anything, and when. It follows from the ticket alone, so that it
 * can be made anew after each change. Circles are counted from `changedAt`, because widening is no change of the state: the
 * first is due at once, each next one `widenAfterMs` later.
 */
export function agendaOf(ticket: Ticket, rules: QueueRules): { kind: DueTaskKind; dueAt: number }[] {
  const after = (workingMs: number) => addWorkingTime(ticket.changedAt, workingMs, rules.hours);
  switch (ticket.state) {
    case 'open':
      if (ticket.offerStep >= circles.board) return [];
      return [{ kind: 'widen', dueAt: after(rules.widenAfterMs * ticket.offerStep) }];
    case 'claimed':
      return [
        { kind: 'nudge', dueAt: after(rules.nudgeAfterMs) },
        ...(ticket.leaseUntil === null ? [] : [{ kind: 'end_lease' as const, dueAt: ticket.leaseUntil }]),
      ];
    case 'waiting':
      return [
        { kind: 'remind_member', dueAt: after(rules.remindMemberAfterMs) },
        { kind: 'warn_stale', dueAt: after(rules.warnStaleAfterMs) },
        { kind: 'close', dueAt: after(rules.closeAfterMs) },
      ];
    case 'resolved':
      return [{ kind: 'close', dueAt: after(rules.closeResolvedAfterMs) }];
    case 'closed':
    case 'withdrawn':
      return [];
  }
}
