import { DeskError } from '../../kernel/errors.ts';
import type { Area } from '../../people/regions.ts';
import type { Intake, Ticket } from '../../queue/ticket.ts';
import type { Message } from '../conversation.ts';
import { type IntakeField, intakeFields, namesPlaceOnly } from '../intake-answer.ts';
import { shorten } from '../wording/label.ts';
import { remember } from './remember.ts';
import type { Work } from './work.ts';

/** Longest answer that stands on the card, in characters; the whole of it stands in the conversation. */
const longestAnswer = 300;

/** The place in an answer: by its name on the list when no more was said, otherwise as it was written. */
export function placeIn({ regions }: Work, answer: string): { place: string; area: Area | undefined } {
  const area = regions.find(answer);
  return { place: area && namesPlaceOnly(answer, regions) ? area.place : shorten(answer, longestAnswer), area };
}

/** How an answer is kept with its ticket. */
export function asKept(work: Work, field: IntakeField, answer: string): string {
  return field === 'place' ? placeIn(work, answer).place : shorten(answer, longestAnswer);
}

/**
 * Writes down with a ticket what was told.
 *
 * @throws DeskError `busy` when somebody changed the ticket at this moment
 */
export async function changeIntake({ stores, now }: Work, ticket: Ticket, told: Partial<Intake>): Promise<Ticket> {
  const text = Object.values(told).join(', ');
  const event = { kind: 'intake', actor: 'member', text, at: now } as const;
  const changed = await stores.tickets.changeTicket(ticket, { intake: { ...ticket.intake, ...told } }, event);
  if (!changed) throw new DeskError('busy', 'somebody changed the ticket at this moment');
  return changed;
}

/**
 * An answer was changed in the conversation: what is kept of it changes too.
 *
 * @param message as it was before
 * @param text the new text; null when it was taken back
 */
export async function followAnswer(work: Work, message: Message, text: string | null): Promise<void> {
  const { tickets, conversations } = work.stores;
  const ticket = message.ticketId === null ? undefined : await tickets.findTicketById(message.ticketId);
  const conversation = await conversations.findConversation(message.conversationId);
  if (!conversation || ticket?.conversationId !== conversation.id) return;
  const field = intakeFields.find((one) => ticket.intake[one] === asKept(work, one, message.text));
  if (!field) return;
  const kept = text === null ? null : asKept(work, field, text);
  await changeIntake(work, ticket, { [field]: kept });
  if (field === 'place') await remember(work, { conversation, senderKey: conversation.key }, { place: kept });
}
