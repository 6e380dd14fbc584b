import type { Ticket } from '../../queue/ticket.ts';
import type { Choice } from '../conversation.ts';

type Name = string | null;

/** What the desk says in a group of advisors, where each ticket has a room. */
export interface RoomWording {
  /** What a room is called by its ticket: number, state, subject. */
  title(ticket: Ticket, assignee: Name): string;
  /** Under each card: what becomes of what is typed here. */
  rule: string;

  // The group itself.
  groupMade: string;
  groupEnded: string;
  /** To who wants to make one where there is none, or is no board member. */
  groupRefused: string;
  /** Where the channel cannot do it. */
  groupNotHere: string;
  /** @param unknown to who typed something that looks like a command */
  help(unknown: boolean, commands: string): string;
  /** To who talks to the desk in the group, without a command. */
  groupRule: string;
  /** To somebody whom the desk does not know as an advisor. */
  linkFirst: string;
  whichRoom: string;
  needsRights: string;

  // What becomes of a ticket.
  /** To who works there. */
  claimed(ticket: number, advisor: Name): string;
  /** In a room in which it is not worked on. */
  taken(ticket: number, advisor: Name): string;
  workChoices(ticket: number): Choice[];
  free(ticket: number): string;
  reopened(ticket: number, advisor: Name): string;
  ended: Readonly<Record<'resolved' | 'closed' | 'withdrawn', (ticket: number) => string>>;
  handedInRoom(ticket: number, from: Name): string;
  /** To who types it in private. */
  workedOnInRoom(ticket: number): string;
  nudge(ticket: number, advisor: Name): string;
  openedAgain(ticket: number): string;
  /** To the advisor, in private: the group cannot be reached. */
  lost(ticket: number): string;

  // To the member, or not.
  whichAnswer: string;
  claimFirst(ticket: number): string;
  alreadySent: string;
  stayedInside: string;
  /** To who changed what the member saw into something that is not for them. */
  editStayed: string;
  /** To who changed something internal into an answer. */
  answerAnew: string;
  sendAfterAll: readonly Choice[];
}
