import type { Regions } from '../people/regions.ts';
import type { Ticket } from '../queue/ticket.ts';
import type { Message } from './conversation.ts';
import { type IntakeField, intakeFields, namesPlaceOnly, readIntakeAnswer } from './intake-answer.ts';
import { type PendingIntake, pendingIntake } from './pending-intake.ts';

/** That a message answers, or skips, a question of the intake. */
export interface IntakeDecision {
  kind: 'intake';
  ticket: number;
  field: IntakeField;
  messageId: string;
  /** What the member wrote; null when they skip it. */
  answer: string | null;
  /** What is asked next; null when no more is asked. */
  next: IntakeField | null;
  /** False when it may have been meant as a question: the member is told what to do then. */
  sure: boolean;
}

/** What is asked after a question: the next one whose answer is not known. */
export function nextField(after: IntakeField, { intake }: Pick<Ticket, 'intake'>): IntakeField | null {
  const later = intakeFields.slice(intakeFields.indexOf(after) + 1);
  return later.find((field) => intake[field] === null) ?? null;
}

/**
 * Whether a message belongs to the intake of an open ticket. The name of a place alone is always taken as the place, whatever
 * was asked, for nothing else can be meant by it.
 *
 * @param open tickets of the conversation that nobody has taken
 */
export function decideIntake(
  message: Message,
  before: readonly Message[],
  open: readonly Ticket[],
  regions: Regions,
  isOfField: (text: string) => boolean,
): IntakeDecision | undefined {
  const pending = pendingIntake(before, open);
  const ticket = pending ? open.find(({ number }) => number === pending.ticket) : open.at(-1);
  if (!ticket) return undefined;
  const answered = (field: IntakeField, sure: boolean, next: IntakeField | null): IntakeDecision => {
    return { kind: 'intake', ticket: ticket.number, field, messageId: message.id, answer: message.text, next, sure };
  };
  if (pending?.field !== 'place' && namesPlaceOnly(message.text, regions)) {
    if (pending || ticket.intake.place === null) return answered('place', true, pending?.field ?? null);
  }
  if (!pending) return undefined;
  const next = nextField(pending.field, ticket);
  const reading = readIntakeAnswer(pending.field, message.text, regions, isOfField);
  return decisionFor(reading, pending, (sure) => answered(pending.field, sure, next));
}

/** The member wants to be asked no more: `laat maar` under a question of the intake. The ticket stays. */
export function stopIntake(
  message: Message,
  before: readonly Message[],
  open: readonly Ticket[],
): IntakeDecision | undefined {
  const pending = pendingIntake(before, open);
  if (!pending?.isLast) return undefined;
  const { ticket, field } = pending;
  return { kind: 'intake', ticket, field, messageId: message.id, answer: null, next: null, sure: true };
}

function decisionFor(
  reading: ReturnType<typeof readIntakeAnswer>,
  { isLast }: PendingIntake,
  answered: (sure: boolean) => IntakeDecision,
): IntakeDecision | undefined {
  switch (reading) {
    case 'answer':
      return answered(true);
    case 'perhaps':
      return isLast ? answered(false) : undefined;
    case 'skipped':
      return isLast ? { ...answered(true), answer: null } : undefined;
    case 'no':
      return undefined;
  }
}
