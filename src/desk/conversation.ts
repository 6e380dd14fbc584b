import type { Citation } from '../answering/answer.ts';
import type { Language } from '../knowledge/document.ts';
import type { EscalationReason } from '../queue/ticket.ts';

/** One member's talk with the desk in one place of one channel. */
export interface Conversation {
  id: string;
  /** Name of the channel. */
  channel: string;
  /** The channel's own key of the conversation; never shown to people. */
  key: string;
  language: Language;
  /** When the member was told that a computer answers and how to reach a human; null when not yet. */
  disclosedAt: number | null;
  createdAt: number;
}

/** What the desk did with a question. */
export type Outcome = 'answered' | 'escalated' | 'declined';

/** What the desk keeps with a message of its own. */
export interface ReplyDetails {
  outcome: Outcome | null;
  citations: readonly Citation[];
  /** The member's message that this one answers; only with the outcome `answered`. */
  answers?: string;
  /** Between 0 and 1: how sure the desk was that its answer answers. Null for a message that is no answer. */
  confidence: number | null;
  /** Why the question went to an advisor; only with the outcome `escalated`. */
  reason?: EscalationReason;
  /** Number of the ticket that this message announces. */
  ticket: number | null;
  /** True when the member can say whether it helped. */
  ratable: boolean;
  /** Set when the next message belongs to the ticket that this one announces: what the member wants to ask an advisor. */
  awaits?: 'advisor_question';
}

/** A message as the transcript keeps it. */
export interface Message {
  /** Ascending within the database: the order of the transcript. */
  seq: number;
  id: string;
  conversationId: string;
  author: 'member' | 'desk';
  text: string;
  /** For a message of the desk. */
  details: ReplyDetails | null;
  /** What the member said of an answer; null when nothing yet. */
  helpful: boolean | null;
  createdAt: number;
}

export interface NewMessage {
  id: string;
  conversationId: string;
  author: 'member' | 'desk';
  text: string;
  details: ReplyDetails | null;
  createdAt: number;
}

/** Port: conversations and their transcripts. */
export interface ConversationStore {
  /** The conversation of this key in this channel, made when there is none. */
  openConversation(channel: string, key: string, now: number): Promise<Conversation>;
  findConversation(id: string): Promise<Conversation | undefined>;
  findConversationByKey(channel: string, key: string): Promise<Conversation | undefined>;
  updateConversation(id: string, change: { language?: Language; disclosedAt?: number }): Promise<void>;
  appendMessage(message: NewMessage): Promise<Message>;
  findMessage(id: string): Promise<Message | undefined>;
  /** Messages after `afterSeq` (0 for all), oldest first, at most `limit`. */
  listMessages(conversationId: string, afterSeq: number, limit: number): Promise<Message[]>;
  /** The newest `limit` messages, oldest first. */
  recentMessages(conversationId: string, limit: number): Promise<Message[]>;
  /** Records what the member said of an answer. False when it had been said before: the first word counts. */
  rateMessage(messageId: string, helpful: boolean): Promise<boolean>;
}
