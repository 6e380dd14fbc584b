import type { Message } from './conversation.ts';

/** A message of this conversation, by our id or by the platform's own. */
export type MessageTarget = { messageId: string } | { ref: string };

/** A file as it came in. What it says of itself is not believed. */
export interface IncomingFile {
  name: string;
  content: Uint8Array;
}

/** What somebody did, in terms that every channel shares. */
export type MemberAction =
  | {
      kind: 'text';
      /** May be empty when there are files. */
      text: string;
      files?: readonly IncomingFile[];
      /** The platform's own id of the message, by which it can be edited, deleted and replied to. */
      ref?: string;
      replyTo?: MessageTarget;
    }
  /** Opened the conversation without saying anything yet: they are told who answers. */
  | { kind: 'opened' }
  | { kind: 'rated'; messageId: string; helpful: boolean }
  /** Pressed the button with this place, from 0, under a message. */
  | { kind: 'chose'; messageId: string; choice: number }
  | { kind: 'edited'; target: MessageTarget; text: string }
  | { kind: 'deleted'; target: MessageTarget };

/** An event of a channel, translated. */
export interface InboundEvent {
  /** The platform's own id of the event. */
  eventId: string;
  conversationKey: string;
  /** The account that did it; the conversation's own key unless said. In a group each account has its own. */
  senderKey?: string;
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
  /** Changes and takes back what was sent; without it the other side is told in words. */
  edits: boolean;
  /** Largest file that can be sent, in bytes; null when it takes none. */
  maxFileBytes: number | null;
  /** How fast it may be sent to; null when there is no limit. */
  rates: SendRates | null;
}

/** Limits of a platform. Each is a bucket that fills at `perSecond` and holds `burst`. */
export interface SendRates {
  overall: { perSecond: number; burst: number };
  perConversation: { perSecond: number; burst: number };
}

/** How an attempt to send ended. */
export type SendResult =
  /** With the platform's own ids of what was sent, where it has them. */
  | { kind: 'delivered'; refs?: readonly string[] }
  /** Try again, not before this many milliseconds have passed. */
  | { kind: 'retry'; afterMs: number; code: string }
  | { kind: 'undeliverable'; reason: string };

/** What a channel hands its events to. */
export interface Receiver {
  /**
   * Stores the event. When the promise is fulfilled the event is safe, and only then may the platform be told so. A second
   * event with the same id changes nothing (`duplicate`). Rejects with a `DeskError` that the member may read.
   */
  receive(channel: string, event: InboundEvent): Promise<{ duplicate: boolean }>;
}

/** Port: a place where members talk to the desk. */
export interface Channel {
  /** Unique, stable: it stands in the database. */
  readonly name: string;
  readonly capabilities: ChannelCapabilities;
  /** True when only one process may have it open: it polls, or holds a gateway. */
  readonly exclusive?: boolean;
  /** Starts to hand events to the receiver. */
  start(receiver: Receiver): Promise<void>;
  /** Sends a message of the transcript to the place with this key. */
  send(conversationKey: string, message: Message): Promise<SendResult>;
  /** Shows the new text of a message, or that it was taken back. Called only where `edits` is true. */
  change?(conversationKey: string, message: Message, refs: readonly string[]): Promise<SendResult>;
  /** Shows whoever wrote this message whether it reached the other side. */
  showReceipt?(conversationKey: string, message: Message, refs: readonly string[]): Promise<SendResult>;
  /** Shows that the desk is working; never throws. */
  showTyping?(conversationKey: string): void;
  /** Takes no more events, and ends when those under way have been handed over. */
  stop(): Promise<void>;
}
