import type { DueTask, DueTaskKind } from './due-task.ts';
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

type Task = Pick<DueTask, 'kind' | 'dueAt'>;

/**
 * What the desk has to do for this ticket when nobody does anything, and when. It follows from the ticket alone, so that it
 * can be made anew after each change. A ticket that is free is offered at once; whoever offers it says when the next circle
 * is due ({@link nextCircleAt}).
 */
export function agendaOf(ticket: Ticket, rules: QueueRules): Task[] {
  const after = (workingMs: number) => addWorkingTime(ticket.changedAt, workingMs, rules.hours);
  switch (ticket.state) {
    case 'open':
      return [{ kind: 'widen', dueAt: ticket.changedAt }];
    case 'claimed':
      return [
        { kind: 'nudge', dueAt: after(rules.nudgeAfterMs) },
        ...(ticket.leaseUntil === null ? [] : [{ kind: 'end_lease' as const, dueAt: ticket.leaseUntil }]),
      ];
    case 'waiting':
      return silentMember(rules).map(({ kind, afterMs }) => ({ kind, dueAt: after(afterMs) }));
    case 'resolved':
      return [{ kind: 'close', dueAt: after(rules.closeResolvedAfterMs) }];
    case 'closed':
    case 'withdrawn':
      return [];
  }
}

/** When the next circle of people hears of a ticket that was offered now. */
export function nextCircleAt(now: number, { widenAfterMs, hours }: QueueRules): number {
  return addWorkingTime(now, widenAfterMs, hours);
}

/**
 * What is left to do for a ticket that waits for its member after one of the steps was done. The next ones keep their distance
 * to it: after an outage of weeks a member who is reminded late still has the time to answer.
 */
export function agendaAfter(done: DueTaskKind, now: number, rules: QueueRules): Task[] {
  const steps = silentMember(rules);
  const at = steps.findIndex(({ kind }) => kind === done);
  const sinceMs = steps[at]?.afterMs ?? 0;
  return steps
    .slice(at + 1)
    .map(({ kind, afterMs }) => ({ kind, dueAt: addWorkingTime(now, afterMs - sinceMs, rules.hours) }));
}

/** Until when a claim holds whose advisor was nudged now: a late nudge leaves as much time as one in time. */
export function leaseAfterNudge(leaseUntil: number, now: number, { leaseMs, nudgeAfterMs, hours }: QueueRules): number {
  return Math.max(leaseUntil, addWorkingTime(now, leaseMs - nudgeAfterMs, hours));
}

/** The steps when a member does not answer their advisor, in working time from the moment that it is their turn. */
function silentMember(rules: QueueRules): { kind: DueTaskKind; afterMs: number }[] {
  return [
    { kind: 'remind_member', afterMs: rules.remindMemberAfterMs },
    { kind: 'warn_stale', afterMs: rules.warnStaleAfterMs },
    { kind: 'close', afterMs: rules.closeAfterMs },
  ];
}
