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
  const said = before.flatMap(({ details }) => (details === null ? [] : [details]));
  const at = said.findLastIndex(({ ticket }) => ticket !== null && open.some(({ number }) => number === ticket));
  const last = said[at];
  const field = fieldOf.get(last?.awaits);
  if (!last || last.ticket === null || field === undefined) return undefined;
  return { ticket: last.ticket, field, isLast: said.slice(at + 1).every(({ outcome }) => outcome === null) };
}
