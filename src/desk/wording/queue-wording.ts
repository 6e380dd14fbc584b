import type { Person, Role } from '../../people/person.ts';
import type { Refusal } from '../../queue/machine.ts';
import type { EscalationReason, Ticket } from '../../queue/ticket.ts';
import type { RefusedFile } from '../attachments.ts';
import type { Unsupported } from '../channel.ts';
import type { CommandName } from '../commands.ts';
import type { Choice } from '../conversation.ts';
import type { ArchiveWording } from './archive-wording.ts';
import type { DocumentWording } from './document-wording.ts';
import type { FiguresWording } from './figures-wording.ts';
import type { IntakeWording } from './intake-wording.ts';
import type { ProfileWording } from './profile-wording.ts';
import type { ReplyWording } from './reply-wording.ts';
import type { RoomWording } from './room-wording.ts';

type Name = string | null;

/** What the desk says about tickets. Names are null when somebody gave none. */
export interface QueueWording extends ReplyWording, ArchiveWording {
  theMember: string;
  theDesk: string;
  /** To who typed something that looks like a command, or asked for help. */
  help(unknown: boolean, known: readonly CommandName[]): string;
  whichLanguage: string;
  languageChosen: string;
  /** What is kept, who reads it, and whom to ask. */
  privacy: string;
  /** What these commands do, a line each. */
  commandList(known: readonly CommandName[]): string;
  /** What a command does, in a few words. */
  describe(name: CommandName): string;
  notAllowed: string;
  /** The same, of what not even advisors may. */
  onlyBoard: string;
  /** In a group: what was asked is for the private conversation. */
  notHere: string;
  /** In a group: the question goes on in private. */
  goesOnPrivately: string;
  whichQuestion: string;

  // Joining.
  whichCode: string;
  linkCode(code: string): string;
  joined: Readonly<Record<Role, (name: Name) => string>>;
  linked(name: Name): string;
  unknownCode: string;
  tooManyCodes: string;
  whichName: string;
  named(name: string): string;

  // To the member.
  claimedForMember(ticket: number, advisor: Name): string;
  givenBackForMember(ticket: number): string;
  resolvedForMember(ticket: number): string;
  confirmed(ticket: number): string;
  remindMember(ticket: number, advisor: Name): string;
  warnStale(ticket: number): string;
  closedForMember(ticket: number): string;
  ownTickets(tickets: readonly Ticket[]): string;
  whichToWithdraw(tickets: readonly Ticket[]): string;
  withdrawn(ticket: number): string;

  advisorUnreachable(ticket: number): string;
  withdrawnWithMessage(ticket: number): string;

  // Files, and what is no text.
  filesRefused(files: readonly RefusedFile[]): string;
  fileNeedsQuestion: string;
  filesNotRead: string;
  filesKept(ticket: number): string;
  filesWithCommand: string;
  unsupported: Readonly<Record<Unsupported, string>>;

  // To advisors and the board.
  offer(ticket: Ticket, reasons: readonly string[]): string;
  offerChoices(ticket: number): Choice[];
  takenBy(ticket: number, name: Name): string;
  queueList(open: readonly Ticket[], mine: readonly Ticket[]): string;
  /** The question between quotation marks; says so when the member took it back. */
  quoted(ticket: Ticket): string;
  cardTitle(ticket: Ticket, member: Name, assignee: Name): string;
  whyNoAnswer: Readonly<Record<EscalationReason, string>>;
  conversation: string;
  passages: string;
  notes: string;
  claimed(ticket: number): string;
  workChoices(ticket: number): Choice[];
  ownTicket: string;
  tryAgain: string;
  resumed(ticket: number): string;
  resumeChoices(ticket: number): Choice[];
  paused: string;
  alreadyYours(ticket: number): string;
  refused: Readonly<Record<Refusal, (ticket: number, assignee: Name) => string>>;
  /** The member wrote in another ticket than the one that is worked on here. */
  elsewhere(ticket: number): string;
  notSent(ticket: number | null): string;
  editNotSent(ticket: number): string;
  undelivered(ticket: number, reason: string): string;
  givenBack(ticket: number): string;
  whichColleague(names: readonly string[]): string;
  handedOver(ticket: number, name: Name): string;
  handedToYou(ticket: number, from: Name, text: string): string;
  resolved(ticket: number): string;
  memberConfirmed(ticket: number): string;
  memberWithdrew(ticket: number): string;
  memberTookBack(ticket: number): string;
  whichTicket(ticket: number | null): string;
  noCurrent: string;
  whichNote: string;
  noted(ticket: number): string;
  nudge(ticket: number): string;
  leaseEnded(ticket: number): string;
  untilWhen: string;
  absent(until: string): string;
  present: string;

  // Going on with a ticket that has ended.
  reopenChoices(ticket: number): Choice[];
  whichToReopen(tickets: readonly Ticket[]): string;
  reopenedFor(ticket: number, advisor: Name): string;
  reopenedForQueue(ticket: number): string;
  /** The member wrote about it; null when it waits for an advisor. */
  reopenedWith(ticket: number, advisor: Name): string;
  memberReopened(ticket: number): string;

  // Somebody who advises one member and is another.
  busyElsewhere(own: number, current: number): string;
  pauseChoices: readonly Choice[];
  pausedForOwn(ticket: number): string;
  /** What tells one colleague from another. */
  knownFor(person: Person): string;
  nameless: string;

  intake: IntakeWording;
  profile: ProfileWording;
  documents: DocumentWording;
  figures: FiguresWording;
  room: RoomWording;
}
