import type { Generated } from 'kysely';
import type { Conversation, Message } from '../../src/desk/conversation.ts';
import type { EditionDetails } from '../../src/knowledge/document.ts';
import type { Ticket, TicketEvent } from '../../src/queue/ticket.ts';

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
  language: Conversation['language'];
  disclosedAt: number | null;
  createdAt: number;
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
  ending: 'delivered' | 'undeliverable' | null;
  /** Why it could not be delivered. */
  reason: string | null;
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
}

interface TicketEventTable {
  seq: Generated<number>;
  ticketId: string;
  kind: TicketEvent['kind'];
  actor: TicketEvent['actor'];
  at: number;
}

/** One row with the number given out last, so that an erased ticket's number is never given to another. */
interface TicketCounterTable {
  last: number;
}
