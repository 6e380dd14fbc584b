import type { Ticket, TicketPatch, TicketState } from './ticket.ts';

/** What somebody does, or what time does, to a ticket. `by` and `to` are ids of people. */
export type TicketChange =
  /** `at` is the room in which it is worked on; left out for the private conversation of who claims it. */
  | { kind: 'claimed'; by: string; at?: string }
  | { kind: 'given_back'; by: string }
  /** The assignee was silent for too long. */
  | { kind: 'lease_ended' }
  /** `at` as in a claim. */
  | { kind: 'handed_over'; by: string; to: string; at?: string }
  /** The assignee goes on with it elsewhere: `at` as in a claim. */
  | { kind: 'moved'; by: string; at?: string }
  /** The assignee wrote to the member. */
  | { kind: 'answered'; by: string }
  /** The member wrote. */
  | { kind: 'replied' }
  /** The member goes on with a ticket that has ended: with `to`, or with whoever takes it. */
  | { kind: 'reopened'; to: string | null }
  | { kind: 'resolved'; by: string }
  /** The member says that it is resolved. */
  | { kind: 'confirmed' }
  | { kind: 'withdrawn' }
  /** Nobody said anything for too long. */
  | { kind: 'closed' };

/** Why a change does not happen. */
export type Refusal =
  /** Somebody has it: perhaps the one who asks. */
  | 'taken'
  /** Somebody else has it. */
  | 'not_yours'
  /** It is not in the hands, or at the point, that the change starts from. */
  | 'not_claimed'
  /** It is resolved, closed or withdrawn. */
  | 'ended';

type Claim = Extract<TicketChange, { kind: 'claimed' }>;
type HandOver = Extract<TicketChange, { kind: 'handed_over' }>;
type Outcome = { patch: TicketPatch } | { refused: Refusal };

/** Between these an advisor has the ticket. */
const inHand: readonly TicketState[] = ['claimed', 'waiting'];

/** Whether an advisor works on a ticket in this state. */
export function isInHand(state: TicketState): boolean {
  return inHand.includes(state);
}

/** From these only the member's word leads back. */
const ended: readonly TicketState[] = ['resolved', 'closed', 'withdrawn'];

/** Whether only the member's word leads on from this state. */
export function hasEnded(state: TicketState): boolean {
  return ended.includes(state);
}

/**
 * What a change makes of a ticket, or why it does not happen. The patch is empty when nothing changes but the conversation.
 * `changedAt` is set by each change after which somebody's turn begins: that is each change of the state, and also an
 * answer to a member who was to answer already and a handing over of a ticket that waits for the advisor.
 *
 * @param leaseMs how long a claim holds from `now` without a word of the advisor; in real time, so that a caller who counts
 *   in working time passes the difference
 */
export function applyChange(ticket: Ticket, change: TicketChange, now: number, leaseMs: number): Outcome {
  switch (change.kind) {
    case 'claimed':
      return claim(ticket, change, now, leaseMs);
    case 'given_back':
      return byAssignee(ticket, change.by, () => free(now));
    case 'handed_over':
      if (change.by === change.to && ticket.assigneeId === change.to) return { refused: 'taken' };
      return byAssignee(ticket, change.by, () => handOver(ticket, change, now, leaseMs));
    case 'moved':
      return byAssignee(ticket, change.by, () => ({ workplaceId: change.at ?? null }));
    case 'answered':
      return byAssignee(ticket, change.by, () => ({ state: 'waiting', leaseUntil: null, changedAt: now }));
    case 'resolved':
      return byAssignee(ticket, change.by, () => ({ state: 'resolved', leaseUntil: null, changedAt: now }));
    case 'lease_ended':
      return leaseIsOver(ticket, now) ? { patch: free(now) } : { refused: 'not_claimed' };
    case 'replied':
      return { patch: reply(ticket, now, leaseMs) };
    case 'reopened':
      if (!hasEnded(ticket.state)) return { refused: 'taken' };
      return { patch: change.to === null ? free(now) : hold(change.to, now, leaseMs) };
    case 'confirmed':
      return end(ticket, 'closed', ['resolved'], now);
    case 'closed':
      return end(ticket, 'closed', ['waiting', 'resolved'], now);
    case 'withdrawn':
      return end(ticket, 'withdrawn', ['open', 'claimed', 'waiting', 'resolved'], now);
  }
}

function claim(ticket: Ticket, { by, at }: Claim, now: number, leaseMs: number): Outcome {
  if (hasEnded(ticket.state)) return { refused: 'ended' };
  if (ticket.state !== 'open') return { refused: 'taken' };
  return { patch: { ...hold(by, now, leaseMs), workplaceId: at ?? null } };
}

function byAssignee(ticket: Ticket, by: string, patch: () => TicketPatch): Outcome {
  if (hasEnded(ticket.state)) return { refused: 'ended' };
  if (!isInHand(ticket.state)) return { refused: 'not_claimed' };
  return ticket.assigneeId === by ? { patch: patch() } : { refused: 'not_yours' };
}

/** While the member is to write, nothing changes for them: their time goes on. */
function handOver(ticket: Ticket, { to, at }: HandOver, now: number, leaseMs: number): TicketPatch {
  const held = ticket.state === 'waiting' ? { assigneeId: to } : hold(to, now, leaseMs);
  return { ...held, workplaceId: at ?? null };
}

function reply(ticket: Ticket, now: number, leaseMs: number): TicketPatch {
  if (ticket.state === 'open' || ticket.state === 'claimed') return {};
  return ticket.assigneeId === null ? free(now) : hold(ticket.assigneeId, now, leaseMs);
}

/** The assignee stays, so that a ticket that is reopened goes back to them. */
function end(ticket: Ticket, state: 'closed' | 'withdrawn', from: readonly TicketState[], now: number): Outcome {
  if (from.includes(ticket.state)) return { patch: { state, leaseUntil: null, changedAt: now } };
  return { refused: hasEnded(ticket.state) ? 'ended' : 'not_claimed' };
}

function leaseIsOver({ state, leaseUntil }: Ticket, now: number): boolean {
  return state === 'claimed' && leaseUntil !== null && leaseUntil <= now;
}

function hold(assigneeId: string, now: number, leaseMs: number): TicketPatch {
  return { state: 'claimed', assigneeId, leaseUntil: now + leaseMs, changedAt: now };
}

/** Offered anew from the first circle on: with the last circle behind it, nobody would hear of it again. */
function free(now: number): TicketPatch {
  return { state: 'open', assigneeId: null, workplaceId: null, leaseUntil: null, offerStep: 0, changedAt: now };
}
