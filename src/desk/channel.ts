import type { Message } from './conversation.ts';

/** What somebody did, in terms that every channel shares. */
export type MemberAction =
  | { kind: 'text'; text: string }
  /** Opened the conversation without saying anything yet: they are told who answers. */
  | { kind: 'opened' }
  | { kind: 'rated'; messageId: string; helpful: boolean }
  /** Pressed the button with this place, from 0, under a message. */
  | { kind: 'chose'; messageId: string; choice: number };

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
  /** Starts to hand events to the receiver. */
  start(receiver: Receiver): Promise<void>;
  /** Sends a message of the transcript to the place with this key. */
  send(conversationKey: string, message: Message): Promise<SendResult>;
  /** Shows that the desk is working; never throws. */
  showTyping?(conversationKey: string): void;
  /** Takes no more events, and ends when those under way have been handed over. */
  stop(): Promise<void>;
}
