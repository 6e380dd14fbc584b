import type { Choice } from '../conversation.ts';

type Name = string | null;

/** What the desk says about the work on one answer: the card, the draft, colleagues who think along, and the end. */
export interface ReplyWording {
  // The card.
  askedAt(at: number, now: number, timeZone: string): string;
  helpedBefore(advisor: Name): string;
  similar: string;
  similarTicket(ticket: number, question: string, answer: string): string;
  thinkAlong(names: readonly string[]): string;
  note(by: Name, text: string): string;

  // The draft.
  citeChoices(numbers: readonly number[], ticket: number): Choice[];
  /** In front of the draft as the member will see it. */
  draft(ticket: number): string;
  draftChoices(ticket: number): Choice[];
  draftEmpty: string;
  whichPassage(most: number): string;
  passageGone(number: number): string;
  draftSent(ticket: number): string;
  draftDropped(ticket: number): string;

  // Colleagues who think along.
  whichCompanion(names: readonly string[]): string;
  askedAlong(ticket: number, name: Name): string;
  alongWithYou(ticket: number, by: Name, text: string): string;
  alongChoices(ticket: number): Choice[];
  thinkingAlong(ticket: number, assignee: Name): string;
  noFilesInNote: string;
  /** The ticket ended or has another assignee. */
  alongEnded(ticket: number): string;
  noteFor(ticket: number, by: Name, text: string): string;
  replyToNote: string;
  /** To who works on another ticket, where a note would go to. */
  replyToNoteElsewhere(ticket: number): string;

  // To the member, at the end.
  helpedChoices(ticket: number): Choice[];
  whichMark: string;
  markChoices(ticket: number): Choice[];
  marked: string;
  nothingToMark: string;
}
