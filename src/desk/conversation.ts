import type { Citation } from '../answering/answer.ts';
import type { Language } from '../knowledge/document.ts';
import type { EscalationReason } from '../queue/ticket.ts';

/** Who reads along: one account, everybody in a group, or the advisors in a group of theirs. */
export type Audience = 'private' | 'group' | 'advisors';

/** One member's talk with the desk in one place of one channel, or that of a group. */
export interface Conversation {
  id: string;
  /** Name of the channel. */
  channel: string;
  /** The channel's own key of the conversation; never shown to people. */
  key: string;
  audience: Audience;
  language: Language;
  /** When the member was told that a computer answers and how to reach a human; null when not yet. */
  disclosedAt: number | null;
  createdAt: number;
  /** Id of the ticket that an advisor works on here: what they write goes to its member. Null when none. */
  currentTicketId: string | null;
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
  /** Set when the next message belongs to the ticket that this one is about: what for is said here. */
  awaits?: 'advisor_question' | 'intake_place' | 'intake_tried' | 'intake_needed_by' | 'reopening' | 'rating';
  /** Set in a group when the talk goes on in the private conversation of whoever asked. */
  continues?: 'privately';
  /** Set in a group when the question that this replies to stands otherwise from now on. */
  stands?: 'with_advisor' | 'solved';
  /** What the reader can do with one press; in a channel without buttons they type the command. */
  choices?: readonly Choice[];
}

/** A button under a message: pressing it is typing its command. */
export interface Choice {
  label: string;
  command: string;
}

/** That a message came from somebody at the other end of a ticket. */
export interface Relay {
  ticket: number;
  /** The message as it was written there. */
  messageId: string;
  from: 'member' | 'advisor';
  /** What the writer chose to be called; empty when nothing. */
  name: string;
  /** The name is that of the desk, for an advisor who writes under it. */
  byDesk?: true;
}

/** A file with a message; its content is asked for apart. */
export interface Attachment {
  id: string;
  name: string;
  /** Found from the content, never believed. */
  mediaType: string;
  bytes: number;
}

/** A file before it is stored. */
export interface NewAttachment extends Attachment {
  content: Uint8Array;
}

/** A message as the transcript keeps it. */
export interface Message {
  /** Ascending within the database: the order of the transcript. */
  seq: number;
  id: string;
  conversationId: string;
  /** `member` is whoever talks with the desk here, `relayed` somebody at the other end of a ticket. */
  author: 'member' | 'desk' | 'relayed';
  text: string;
  /** For a message of the desk, and for what an advisor sent with citations. */
  details: ReplyDetails | null;
  /** For a relayed message. */
  relay: Relay | null;
  /** The ticket that it belongs to; null when none. */
  ticketId: string | null;
  /** The message of this conversation that it replies to; null when none. */
  replyToId: string | null;
  attachments: readonly Attachment[];
  /** What the member said of an answer; null when nothing yet. */
  helpful: boolean | null;
  createdAt: number;
  editedAt: number | null;
  /** When it was taken back; its text is empty then. */
  deletedAt: number | null;
}

export type NewMessage = Pick<Message, 'id' | 'conversationId' | 'author' | 'text' | 'details' | 'createdAt'> &
  Partial<Pick<Message, 'relay' | 'ticketId' | 'replyToId'>> & {
    attachments?: readonly NewAttachment[];
    /** The message whose attachments this one carries too, each under an id of its own. */
    attachmentsOf?: string;
  };

/** Port: conversations and their transcripts. */
export interface ConversationStore {
  /** The conversation of this key in this channel, made when there is none; `private` unless said. */
  openConversation(channel: string, key: string, now: number, audience?: Audience): Promise<Conversation>;
  findConversation(id: string): Promise<Conversation | undefined>;
  findConversationByKey(channel: string, key: string): Promise<Conversation | undefined>;
  /**
   * Lets one transaction at a time change what belongs to this conversation, until that transaction ends: who takes it
   * over and who answers must not pass each other by.
   */
  lockConversation(id: string): Promise<void>;
  updateConversation(
    id: string,
    change: { language?: Language; disclosedAt?: number; currentTicketId?: string | null; audience?: Audience },
  ): Promise<void>;
  /** Gives a conversation another key. False when there is none of the old key, or one of the new key already. */
  rekeyConversation(channel: string, from: string, to: string): Promise<boolean>;
  /** Takes away from all conversations that they work on this ticket. */
  leaveTicket(ticketId: string): Promise<void>;
  appendMessage(message: NewMessage): Promise<Message>;
  findMessage(id: string): Promise<Message | undefined>;
  /** Replaces the text of a message that was not taken back. False when there is none such. */
  editMessage(id: string, text: string, now: number): Promise<boolean>;
  /** Takes a message back: its text and attachments go. False when that had been done. */
  deleteMessage(id: string, now: number): Promise<boolean>;
  /** Notes that a message belongs to a ticket. */
  setTicket(messageId: string, ticketId: string): Promise<void>;
  /** Where this message was relayed to. */
  relaysOf(messageId: string): Promise<Message[]>;
  /** Messages that belong to a ticket, in the member's conversation, oldest first. */
  ticketMessages(ticketId: string, conversationId: string): Promise<Message[]>;
  /** What was passed on to either side of these tickets, oldest first. */
  relayedIn(ticketIds: readonly string[]): Promise<Message[]>;
  /** Content of an attachment, with the conversation that may see it. */
  findAttachment(
    id: string,
  ): Promise<{ attachment: Attachment; conversationId: string; content: Uint8Array } | undefined>;
  /** Notes under which ids of its own the platform knows a message; several when it was split. */
  addRefs(conversationId: string, messageId: string, refs: readonly string[]): Promise<void>;
  /** Forgets those of all messages in a conversation: the platform knows them no more, and may give them to others. */
  forgetRefs(conversationId: string): Promise<void>;
  findMessageByRef(conversationId: string, ref: string): Promise<Message | undefined>;
  /** The platform's ids of a message, in the order in which they were added. */
  refsOf(messageId: string): Promise<string[]>;
  /** Messages after `afterSeq` (0 for all), oldest first, at most `limit`. */
  listMessages(conversationId: string, afterSeq: number, limit: number): Promise<Message[]>;
  /** The newest `limit` messages, oldest first; not what was withheld. */
  recentMessages(conversationId: string, limit: number): Promise<Message[]>;
  /**
   * What a page that reads the transcript may show, after `afterSeq` (0 for all), oldest first, at most `limit`: not what was
   * withheld, and nothing from an answer on that can still be withheld, so that a reader who goes on behind the last one
   * misses none.
   */
  shownMessages(conversationId: string, afterSeq: number, limit: number): Promise<Message[]>;
  /** The newest `limit` of {@link shownMessages}, oldest first. */
  newestShown(conversationId: string, limit: number): Promise<Message[]>;
  /**
   * Messages of {@link shownMessages} up to and including `untilSeq` that look different since this moment: edited, taken back,
   * or the sending of their relay ended. Oldest first.
   */
  changedSince(conversationId: string, since: number, untilSeq: number): Promise<Message[]>;
  /** Records what the member said of an answer. False when it had been said before: the first word counts. */
  rateMessage(messageId: string, helpful: boolean): Promise<boolean>;
}
