import type { OutboxAction, OutboxEnding } from '../delivery/outbox.ts';
import type { SendRate } from '../delivery/send-gate.ts';
import type { Language } from '../knowledge/document.ts';
import type { Audience, Message } from './conversation.ts';
import type { Place } from './room.ts';

/** A file as a channel got it: its content, or why there is none. */
export type IncomingFile =
  /** The name is what the sender's program called it; nothing of it is believed. */
  { name: string; content: Uint8Array } | { name: string; missing: 'too_large' | 'unavailable' };

/**
 * What somebody did, in terms that every channel shares. A `ref` is the platform's own id of a message; a channel without
 * such ids uses ours.
 */
export type MemberAction =
  /** Wrote something, with or without files; the text may be empty when there are files. */
  | {
      kind: 'text';
      text: string;
      files?: readonly IncomingFile[];
      /** Instead of `files`, where the desk takes them only of some messages: fetches them. */
      fetchFiles?(): Promise<readonly IncomingFile[]>;
      ref?: string;
      replyToRef?: string;
    }
  /** Changed the text of a message of their own. */
  | { kind: 'edited'; ref: string; text: string }
  /** Took a message of their own back. */
  | { kind: 'deleted'; ref: string }
  /** Sent something that the desk cannot pass on. */
  | { kind: 'unsupported'; what: Unsupported }
  /** Opened the conversation without saying anything yet: they are told who answers. `asked` is told so each time. */
  | { kind: 'opened'; asked?: true }
  /** Wants to read the passage behind a numbered source of an answer. */
  | { kind: 'source'; messageId: string; number: number }
  | { kind: 'rated'; messageId: string; helpful: boolean }
  /** Pressed the button with this place, from 0, under a message. */
  | { kind: 'chose'; messageId: string; choice: number };

/** Kinds of message that only their own platform can show. */
export const unsupportedKinds = ['location', 'sticker', 'poll', 'contact', 'other'] as const;
export type Unsupported = (typeof unsupportedKinds)[number];

/** An event of a channel, translated. */
export interface InboundEvent {
  /** The platform's own id of the event. */
  eventId: string;
  conversationKey: string;
  /**
   * The account that did it; the conversation's own key unless said. It is also the key of the private conversation with that
   * account, where what is not for everybody in a group goes on.
   */
  senderKey?: string;
  /** Who reads along in the conversation; `private` unless said. */
  audience?: Audience;
  /** When the platform took it in; only where events wait there while the desk is down. */
  sentAt?: number;
  action: MemberAction;
}

/** What a channel can do; the desk asks these and never the channel's name. */
export interface ChannelCapabilities {
  /** Characters that one message may have. */
  maxTextLength: number;
  /** Shows buttons under a message; without them the member types the word. */
  buttons: boolean;
  /** Shows that the desk is working on an answer. */
  typing: boolean;
  /** Opens places for tickets in a group of advisors (the outbox action `place`). */
  rooms?: true;
  /**
   * Set where the platform hands its events to one receiver only, as to a poller or a gateway. Of all processes that share
   * the database one then starts the channel; it may stop and start again, and sends whether started or not.
   */
  oneReceiver?: true;
  /** How much the platform lets itself be sent; as much as there is unless said. */
  sendRate?: SendRate;
}

/** A message on its way to a channel. */
export interface Posting {
  /**
   * `send` the first time; `change` when it was edited or taken back since; `receipt` to show how its relay ended; `place` to open
   * the place that begins with it, or to give that its new title.
   */
  action: OutboxAction;
  message: Message;
  /** In which the conversation is held. */
  language: Language;
  /** The platform's own ids of the message; empty before it was sent, and in a channel without such ids. */
  refs: readonly string[];
  /** The platform's own id of the message that it replies to; null when none. */
  replyToRef: string | null;
  /** How the relay of the message ended; only with the action `receipt`. */
  ending: OutboxEnding | null;
  /** The same at each attempt and for no other posting: for a platform that takes an idempotency key. */
  key: string;
  /** The place that the conversation is, among advisors; null elsewhere. */
  place: Place | null;
  /** Reads the content of an attachment of the message; undefined when it was taken back meanwhile. */
  open(attachmentId: string): Promise<Uint8Array | undefined>;
}

/** How an attempt to send ended. */
export type SendResult =
  /** With the platform's own ids of what was sent, where it has them. */
  | {
      kind: 'delivered';
      refs?: readonly string[];
      /** The key of the place that was opened for the conversation; from now on it has that. */
      movedTo?: string;
      /** There is no place but the group, because the desk may not make one. */
      lacksRights?: true;
    }
  /**
   * Try again, not before this many milliseconds have passed. Is meant for trouble with the platform: several in a row, to
   * different conversations, and nothing is tried for a while but a probe. Not so with `receiverOnly`: this place has had
   * enough for now, and others have not.
   */
  | { kind: 'retry'; afterMs: number; code: string; receiverOnly?: true }
  | { kind: 'undeliverable'; reason: string };

/** What a channel hands its events to. */
export interface Receiver {
  /**
   * Stores the event. When the promise is fulfilled the event is safe, and only then may the platform be told so. A second
   * event with the same id changes nothing (`duplicate`). Rejects with a `DeskError` that the member may read.
   */
  receive(channel: string, event: InboundEvent): Promise<{ duplicate: boolean }>;
  /** The platform gave a conversation another key. A second time changes nothing. */
  moved(channel: string, from: string, to: string): Promise<void>;
}

/** How somebody who talks with the desk in one place goes on in another. */
export interface WayIn {
  /** Name of the platform, as people know it. */
  platform: string;
  url: string;
}

/** Port: a place where members talk to the desk. */
export interface Channel {
  /** Unique, stable: it stands in the database. */
  readonly name: string;
  readonly capabilities: ChannelCapabilities;
  /** Starts to hand events to the receiver. */
  start(receiver: Receiver): Promise<void>;
  /** Sends a message of the transcript to the place with this key, or shows there what became of it. */
  send(conversationKey: string, posting: Posting): Promise<SendResult>;
  /** Shows that the desk is working; never throws. */
  showTyping?(conversationKey: string): void;
  /**
   * The way in from elsewhere, which carries the question when it can; undefined as long as it is not known. Waits for
   * nothing and never throws.
   */
  inviteLink?(question: string | null): WayIn | undefined;
  /** True while events should come in and cannot, because the connection to the platform is lost. False unless said. */
  isCutOff?(): boolean;
  /** Takes no more events, and ends when those under way have been handed over. */
  stop(): Promise<void>;
}
