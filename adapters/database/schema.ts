import type { Generated } from 'kysely';
import type { OutboxAction, OutboxEnding } from '../../src/delivery/outbox.ts';
import type { Conversation, Message } from '../../src/desk/conversation.ts';
import type { DocumentDraft } from '../../src/desk/documents/document-draft.ts';
import type { Room } from '../../src/desk/room.ts';
import type { EditionDetails } from '../../src/knowledge/document.ts';
import type { Identity, Invitation, Person } from '../../src/people/person.ts';
import type { ReplyDraft } from '../../src/queue/draft.ts';
import type { DueTask } from '../../src/queue/due-task.ts';
import type { ArchiveProposal, Ticket, TicketEvent } from '../../src/queue/ticket.ts';

/**
 * The tables as both engines have them; `CamelCasePlugin` turns `due_at` into `dueAt`. Times are milliseconds since 1970,
 * truth values are 0 or 1, and a column that says so holds JSON as text.
 */
export interface Schema {
  migration: MigrationTable;
  conversation: ConversationTable;
  message: MessageTable;
  inboxEvent: InboxEventTable;
  outboxRow: OutboxRowTable;
  document: DocumentTable;
  passage: PassageTable;
  knowledgeChange: KnowledgeChangeTable;
  ticket: TicketTable;
  ticketEvent: TicketEventTable;
  ticketCounter: TicketCounterTable;
  ticketOffer: TicketOfferTable;
  ticketCompanion: TicketCompanionTable;
  archiveProposal: ArchiveProposal;
  replyDraft: ReplyDraftTable;
  documentDraft: DocumentDraftTable;
  dueTask: DueTaskTable;
  person: PersonTable;
  identity: Identity;
  invitation: Omit<Invitation, 'ambassador'> & { ambassador: number; redeemedAt: number | null };
  redeemAttempt: RedeemAttemptTable;
  attachment: AttachmentTable;
  messageRef: MessageRefTable;
  room: Room;
  instance: InstanceTable;
  duty: DutyTable;
  channelNote: ChannelNoteTable;
}

/** What has been done to this database. */
interface MigrationTable {
  name: string;
  appliedAt: number;
}

interface ConversationTable {
  id: string;
  channel: string;
  key: string;
  audience: Conversation['audience'];
  language: Conversation['language'];
  disclosedAt: number | null;
  createdAt: number;
  currentTicketId: string | null;
}

interface MessageTable {
  seq: Generated<number>;
  id: string;
  conversationId: string;
  author: Message['author'];
  text: string;
  /** JSON of `ReplyDetails`. */
  details: string | null;
  helpful: number | null;
  createdAt: number;
  /** JSON of `Relay`. */
  relay: string | null;
  /** The `messageId` of the relay, to be found by. */
  relayedId: string | null;
  ticketId: string | null;
  replyToId: string | null;
  editedAt: number | null;
  deletedAt: number | null;
}

interface AttachmentTable {
  id: string;
  messageId: string;
  position: number;
  name: string;
  mediaType: string;
  bytes: number;
  content: Buffer;
}

interface MessageRefTable {
  seq: Generated<number>;
  conversationId: string;
  ref: string;
  messageId: string;
}

interface InboxEventTable {
  seq: Generated<number>;
  channel: string;
  eventId: string;
  conversationId: string;
  payload: string;
  receivedAt: number;
  attempts: Generated<number>;
  /** Null when it was never put off. */
  dueAt: number | null;
  /** Of the last failed attempt. */
  errorCode: string | null;
  handledAt: number | null;
  /** The instance that works on it; null when none. */
  holderId: string | null;
}

interface OutboxRowTable {
  seq: Generated<number>;
  channel: string;
  conversationId: string;
  messageId: string;
  createdAt: number;
  attempts: Generated<number>;
  /** Null when it was never put off. */
  dueAt: number | null;
  /** Of the last failed attempt. */
  errorCode: string | null;
  endedAt: number | null;
  ending: OutboxEnding | null;
  /** Why it could not be delivered. */
  reason: string | null;
  action: Generated<OutboxAction>;
  withholdable: Generated<number>;
  /** When the attempt under way began. */
  startedAt: number | null;
  /** The instance that works on it; null when none. */
  holderId: string | null;
}

/** A process that shares the database. */
interface InstanceTable {
  id: string;
  /** By the clock of the database server. */
  aliveUntil: number;
}

/** What one instance at a time does. */
interface DutyTable {
  name: string;
  holderId: string;
}

interface DocumentTable extends EditionDetails {
  id: string;
  collection: string;
  path: string;
  source: string;
  contentHash: string;
  edition: number;
  pages: number | null;
  passages: number;
  /** JSON of `string[]`. */
  warnings: string;
  ingestedAt: number;
}

interface PassageTable {
  id: Generated<number>;
  documentId: string;
  position: number;
  /** JSON of `string[]`. */
  section: string;
  page: number | null;
  text: string;
  /** JSON of `number[]`. */
  seams: string;
}

/** No foreign key: a change outlives the document that it removed. */
interface KnowledgeChangeTable {
  seq: Generated<number>;
  documentId: string;
}

interface TicketTable {
  id: string;
  number: number;
  conversationId: string;
  messageId: string;
  question: string;
  language: Ticket['language'];
  reason: Ticket['reason'];
  state: Ticket['state'];
  /** JSON of `ConsultedPassage[]`. */
  passages: string;
  createdAt: number;
  revision: Generated<number>;
  /** JSON of `Intake`. */
  intake: Generated<string>;
  /** JSON of `Expertise[]`. */
  expertises: Generated<string>;
  assigneeId: string | null;
  leaseUntil: number | null;
  offerStep: Generated<number>;
  rating: number | null;
  changedAt: Generated<number>;
  workplaceId: string | null;
}

interface TicketEventTable {
  seq: Generated<number>;
  ticketId: string;
  kind: TicketEvent['kind'];
  actor: TicketEvent['actor'];
  at: number;
  personId: string | null;
  text: string | null;
}

interface TicketOfferTable {
  ticketId: string;
  personId: string;
  step: number;
  /** JSON of `string[]`. */
  reasons: string;
  at: number;
}

interface TicketCompanionTable {
  ticketId: string;
  personId: string;
  at: number;
}

interface ReplyDraftTable extends Omit<ReplyDraft, 'passages'> {
  /** JSON of `number[]`. */
  passages: string;
}

interface DocumentDraftTable extends Omit<DocumentDraft, 'number' | 'edition' | 'passages' | 'former'> {
  number: Generated<number>;
  /** JSON of `NewEdition`. */
  edition: string;
  /** JSON of `NewPassage[]`. */
  passages: string;
  /** JSON of `ReadyEdition`. */
  former: string | null;
}

interface DueTaskTable extends Omit<DueTask, 'seq' | 'attempts'> {
  seq: Generated<number>;
  attempts: Generated<number>;
}

interface PersonTable {
  seq: Generated<number>;
  id: string;
  name: string | null;
  /** JSON of `Role[]`. */
  roles: string;
  language: Person['language'];
  place: string | null;
  /** JSON of `AdvisorProfile`. */
  profile: string | null;
  createdAt: number;
}

interface RedeemAttemptTable {
  seq: Generated<number>;
  channel: string;
  senderKey: string;
  at: number;
}

/** One row with the number given out last, so that an erased ticket's number is never given to another. */
interface TicketCounterTable {
  last: number;
}

/** What a channel remembers of its platform. */
interface ChannelNoteTable {
  channel: string;
  topic: string;
  value: string;
}
