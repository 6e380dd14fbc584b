import type { Ticket } from '../queue/ticket.ts';
import type { Message, ReplyDetails } from './conversation.ts';
import type { IntakeField } from './intake-answer.ts';

/** A question of the intake that the member has not answered yet. */
export interface PendingIntake {
  ticket: number;
  field: IntakeField;
  /** False when the desk has dealt with another question since: then only what must be an answer is taken for one. */
  isLast: boolean;
}

type Awaits = NonNullable<ReplyDetails['awaits']>;

/** What a message that asks a question of the intake waits for. */
export const awaitsOf = {
  place: 'intake_place',
  tried: 'intake_tried',
  neededBy: 'intake_needed_by',
} as const satisfies Record<IntakeField, Awaits>;

const fieldOf: ReadonlyMap<Awaits | undefined, IntakeField> = new Map([
  ['intake_place', 'place'],
  ['intake_tried', 'tried'],
  ['intake_needed_by', 'neededBy'],
]);

/**
 * The question of the intake that is still out. The desk's last word about a ticket tells: whatever it says of it after the
 * question ends the question.
 *
 * @param before the transcript up to the member's message
 * @param open tickets of the conversation that nobody has taken: in the others the desk asks nothing
 */
export function pendingIntake(before: readonly Message[], open: readonly Ticket[]): PendingIntake | undefined {
  const talk = lastTalk(before, open);
  const field = fieldOf.get(talk?.said.awaits);
  return talk && field && { ticket: talk.ticket, field, isLast: talk.isLast };
}

/** The open ticket that the desk spoke of last, and whether it has dealt with another question since. */
export function lastTalk(
  before: readonly Message[],
  open: readonly Ticket[],
): { ticket: number; said: ReplyDetails; isLast: boolean } | undefined {
  const details = before.flatMap((message) => (message.details === null ? [] : [message.details]));
  const at = details.findLastIndex(({ ticket }) => ticket !== null && open.some(({ number }) => number === ticket));
  const said = details[at];
  if (!said || said.ticket === null) return undefined;
  return { ticket: said.ticket, said, isLast: details.slice(at + 1).every(({ outcome }) => outcome === null) };
}
