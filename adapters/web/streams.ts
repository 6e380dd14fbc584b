import type { Response } from 'express';
import type { Conversation, ConversationStore, Message } from '../../src/desk/conversation.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import type { WebLimits } from './limits.ts';
import { Refusal } from './refusal.ts';

/** Something that a stream tells a page. Only a message has a number: after a break the page asks for what came after it. */
export type StreamEvent =
  | { event: 'message'; seq: number; data: unknown }
  | { event: 'changed' | 'addressee' | 'typing' | 'rated'; data: unknown };

/** Puts the event in the form of the event-stream format (WHATWG HTML, 9.2). */
function formatEvent(event: StreamEvent): string {
  const id = event.event === 'message' ? `id: ${event.seq}\n` : '';
  return `${id}event: ${event.event}\ndata: ${JSON.stringify(event.data)}\n\n`;
}

export interface StreamHubOptions {
  channel: string;
  conversations: Pick<ConversationStore, 'findConversationByKey' | 'shownMessages' | 'changedSince'>;
  clock: Clock;
  limits: Pick<WebLimits, 'streams' | 'streamsPerSession'>;
  heartbeatMs: number;
  logger: Logger;
}

/** Where a page is: the last message that it shows, and when it was up to date (milliseconds since 1970, by our clock). */
export interface PagePosition {
  afterSeq: number;
  /** Null when the page did not say. */
  since: number | null;
}

/** Two instances whose clocks differ by less than this, and changes that took this long to commit, are not passed by. */
const overlapMs = 60_000;

/** Messages up to `untilSeq` that changed since a page was up to date. */
export function readChanges(
  conversations: Pick<ConversationStore, 'changedSince'>,
  conversationId: string,
  since: number,
  untilSeq: number,
): Promise<Message[]> {
  return conversations.changedSince(conversationId, since - overlapMs, untilSeq);
}

/** What the hub itself reads of a message that is sent. */
interface ShownMessage {
  id: string;
  seq: number;
  html: string;
}

/** Turns what happens in a conversation into what one page is sent. */
export interface PageView<Shown extends ShownMessage = ShownMessage, Who = unknown> {
  messages(messages: readonly Message[], conversation: Conversation): Promise<Shown[]>;
  /** Who reads what is typed there, when it is not the desk. */
  addressee(conversation: Conversation): Promise<Who | null>;
}

interface Stream {
  conversationKey: string;
  response: Response;
  lastSeq: number;
  /** When it was last looked what changed above. */
  since: number;
  /** Markup of what changed of late, by message, as the page was sent it. */
  shown: ReadonlyMap<string, string>;
  /** Whom the page was told last, as JSON. */
  addressee: string;
  view: PageView;
  reading: boolean;
  readAgain: boolean;
}

const messagesPerRead = 100;
/** A page that does not read is let go at this many unread bytes; it asks again for what it missed. */
const maxUnreadBytes = 1_000_000;

/**
 * The open event streams. A stream only says what is new: each reads the transcript from where its page is, so that a lost
 * signal, a break or a restart costs nothing. Every heartbeat looks too, for what no signal
 * was heard of.
 */
export class StreamHub {
  readonly #options: StreamHubOptions;
  readonly #streams = new Map<string, Set<Stream>>();
  readonly #heartbeat: NodeJS.Timeout;
  #count = 0;
  #stopped = false;

  constructor(options: StreamHubOptions) {
    this.#options = options;
    this.#heartbeat = setInterval(() => this.#beat(), options.heartbeatMs);
    this.#heartbeat.unref();
  }

  /** Makes the response a stream of what is new in the conversation of this key, for a page that is here in it. */
  open(conversationKey: string, { afterSeq, since }: PagePosition, response: Response, view: PageView): void {
    if (this.#stopped) throw new Refusal('unavailable');
    const { limits } = this.#options;
    const siblings = this.#streams.get(conversationKey) ?? new Set();
    if (siblings.size >= limits.streamsPerSession || this.#count >= limits.streams) {
      throw new Refusal('too_many_streams');
    }
    const stream: Stream = {
      conversationKey,
      response,
      lastSeq: afterSeq,
      since: since ?? this.#options.clock.now(),
      shown: new Map(),
      addressee: 'null',
      view,
      reading: false,
      readAgain: false,
    };
    siblings.add(stream);
    this.#streams.set(conversationKey, siblings);
    this.#count += 1;
    response.on('close', () => this.#forget(stream));
    response.status(200).set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
      // The connection ends with the stream, so that stop() leaves none behind.
      Connection: 'close',
    });
    response.flushHeaders();
    response.write('retry: 2000\n\n');
    void this.#read(stream);
  }

  /** Lets the streams of a conversation look for new messages. */
  wake(conversationKey: string): void {
    for (const stream of this.#streams.get(conversationKey) ?? []) void this.#read(stream);
  }

  /** Lets all streams look. */
  wakeAll(): void {
    for (const key of this.#streams.keys()) this.wake(key);
  }

  /** Shows the question, which may stand in the transcript only just, and that the desk works on it. */
  typing(conversationKey: string): void {
    this.wake(conversationKey);
    this.tell(conversationKey, { event: 'typing', data: {} });
  }

  /** Tells the pages of a conversation something that is not in the transcript. */
  tell(conversationKey: string, event: StreamEvent): void {
    for (const stream of this.#streams.get(conversationKey) ?? []) this.#write(stream, formatEvent(event));
  }

  /** Ends the streams of one conversation. */
  end(conversationKey: string): void {
    for (const stream of [...(this.#streams.get(conversationKey) ?? [])]) this.#close(stream);
  }

  /** Ends all streams and opens no more. */
  stop(): void {
    this.#stopped = true;
    clearInterval(this.#heartbeat);
    for (const key of [...this.#streams.keys()]) this.end(key);
  }

  #beat(): void {
    for (const streams of this.#streams.values()) {
      for (const stream of streams) {
        this.#write(stream, ': heartbeat\n\n');
        void this.#read(stream);
      }
    }
  }

  async #read(stream: Stream): Promise<void> {
    stream.readAgain = true;
    if (stream.reading) return;
    stream.reading = true;
    try {
      let more = false;
      do {
        stream.readAgain = false;
        more = await this.#readOnce(stream);
      } while (more || stream.readAgain);
    } catch (error) {
      // The page comes back by itself, and then asks for what it missed.
      this.#options.logger.warn({ error: error instanceof Error ? error : String(error) }, 'event stream broken off');
      this.#close(stream);
    } finally {
      stream.reading = false;
    }
  }

  /** Sends a page of new messages; true when there may be more. */
  async #readOnce(stream: Stream): Promise<boolean> {
    const { conversations, channel } = this.#options;
    const conversation = await conversations.findConversationByKey(channel, stream.conversationKey);
    if (conversation === undefined) return false;
    const messages = await conversations.shownMessages(conversation.id, stream.lastSeq, messagesPerRead);
    const news = await stream.view.messages(messages, conversation);
    for (const data of news) {
      stream.lastSeq = data.seq;
      this.#write(stream, formatEvent({ event: 'message', seq: data.seq, data }));
    }
    if (messages.length === messagesPerRead) return !stream.response.destroyed;
    await this.#tellChanges(stream, conversation, new Map([...stream.shown, ...markupOf(news)]));
    const addressee = await stream.view.addressee(conversation);
    if (JSON.stringify(addressee) !== stream.addressee) {
      stream.addressee = JSON.stringify(addressee);
      this.#write(stream, formatEvent({ event: 'addressee', data: addressee }));
    }
    return false;
  }

  /** Sends what was edited, taken back or arrived, each state of it once. */
  async #tellChanges(stream: Stream, conversation: Conversation, shown: ReadonlyMap<string, string>): Promise<void> {
    const { conversations, clock } = this.#options;
    const now = clock.now();
    const messages = await readChanges(conversations, conversation.id, stream.since, stream.lastSeq);
    const changed = await stream.view.messages(messages, conversation);
    for (const data of changed) {
      if (shown.get(data.id) !== data.html) this.#write(stream, formatEvent({ event: 'changed', data }));
    }
    stream.since = now;
    stream.shown = markupOf(changed);
  }

  #write(stream: Stream, text: string): void {
    if (stream.response.writableEnded || stream.response.destroyed) return;
    stream.response.write(text);
    if (stream.response.writableLength > maxUnreadBytes) this.#close(stream);
  }

  #close(stream: Stream): void {
    this.#forget(stream);
    if (stream.response.writableLength > maxUnreadBytes) stream.response.destroy();
    else stream.response.end();
  }

  #forget(stream: Stream): void {
    const siblings = this.#streams.get(stream.conversationKey);
    if (siblings?.delete(stream) !== true) return;
    this.#count -= 1;
    if (siblings.size === 0) this.#streams.delete(stream.conversationKey);
  }
}

function markupOf(messages: readonly { id: string; html: string }[]): Map<string, string> {
  return new Map(messages.map(({ id, html }) => [id, html]));
}
