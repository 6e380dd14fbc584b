import type { Excerpt } from '../../answering/answer.ts';
import type { EscalationReason } from '../../queue/ticket.ts';
import type { QueueWording } from './queue-wording.ts';

/** Every sentence that the desk itself says, one implementation a language. B1 level: short, no jargon. */
export interface Wording {
  /** Said once, before the first answer: that a computer answers, and how to reach a human. */
  disclosure: string;
  /** Opens a conversation; contains the disclosure. */
  welcome: string;
  greeting: string;
  thanks: string;
  farewell: string;
  /** What the desk is and can do. */
  about: string;
  /** The member takes a question back. */
  withdrawn: string;
  wordless: string;
  /** A ticket was opened for a member who asked for a human: asks what it is about. */
  whatForAdvisor(ticket: number): string;
  /** What the member said was added to the ticket. */
  toldMore(ticket: number): string;
  /** Puts excerpts together to what a member reads, each with its number. */
  answer(excerpts: readonly Excerpt[]): string;
  escalated(reason: EscalationReason, ticket: number): string;
  /** The same question is already with an advisor. */
  alreadyAsked(ticket: number): string;
  declined: string;
  /** In front of an answer that comes hours late, because the desk was not there. */
  late: string;
  /** The whole passage behind a source, and where it stands. */
  passage(number: number, where: string, text: string): string;
  /** The newest answer has this many sources; the number that was asked is none of them. */
  whichSource(sources: number): string;
  /** After an answer that helped. */
  helped: string;
  /** When there is no answer to judge. */
  nothingToRate: string;
  /** To a member who says that an answer did not help, and took the question back. */
  questionGone: string;
  /** About tickets, to members and advisors. */
  queue: QueueWording;
  sources: string;
  page(page: number): string;
}
