import type { Regions } from '../people/regions.ts';
import type { Ticket } from '../queue/ticket.ts';
import type { Message } from './conversation.ts';
import { type IntakeField, intakeFields, namesPlaceOnly, readIntakeAnswer } from './intake-answer.ts';
import { lastTalk, pendingIntake } from './pending-intake.ts';

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
  if (!pending) return toldAfterwards(message, before, open, regions, isOfField);
  const read = (field: IntakeField) => readIntakeAnswer(field, message.text, regions, isOfField);
  const reading = read(pending.field);
  if (reading === 'skipped') {
    return pending.isLast
      ? { ...answered(pending.field, true, nextField(pending.field, ticket)), answer: null }
      : undefined;
  }
  if (reading === 'answer') return answered(pending.field, true, nextField(pending.field, ticket));
  if (!pending.isLast) return undefined;
  // People tell what they want to tell: what they tried where their place was asked, and the other way round.
  const other = intakeFields.find((field) => field !== pending.field && field !== 'place' && read(field) === 'answer');
  const field = other ?? (reading === 'perhaps' ? pending.field : undefined);
  return field && answered(field, false, field === pending.field ? nextField(field, ticket) : pending.field);
}

/** What somebody tried and tells only after they were asked no more, while nothing else was talked of. */
function toldAfterwards(
  { id, text }: Message,
  before: readonly Message[],
  open: readonly Ticket[],
  regions: Regions,
  isOfField: (text: string) => boolean,
): IntakeDecision | undefined {
  const talk = lastTalk(before, open);
  const ticket = open.find(({ number }) => number === talk?.ticket);
  if (!talk?.isLast || ticket?.intake.tried !== null) return undefined;
  if (readIntakeAnswer('tried', text, regions, isOfField) !== 'answer') return undefined;
  const { number } = ticket;
  return { kind: 'intake', ticket: number, field: 'tried', messageId: id, answer: text, next: null, sure: false };
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
