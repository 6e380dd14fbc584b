import { setTimeout as delay } from 'node:timers/promises';
import type { Channel, Posting, Receiver, SendResult } from '../../src/desk/channel.ts';
import type { Message } from '../../src/desk/conversation.ts';

/** Something that happened on the platform; `id` is its place in the queue, and a copy of it has another. */
export interface ChatUpdate {
  id: number;
  eventId: string;
  chat: string;
  text: string;
}

/** What is sent. Besides what a platform gets, it tells which message this is, for the ledger of the tests. */
export interface ChatSending extends Pick<Posting, 'action' | 'key'> {
  chat: string;
  message: Message;
  /** True when this was sent before and no answer came. */
  unheard: boolean;
}

/** How long the platform holds a poll open when nothing happens, and how long we wait for it to take a message. */
const pollMs = 10_000;
const sendTimeoutMs = 1_000;

/** The platform's HTTP interface. */
export class ChatApi {
  private readonly url: string;
  private readonly run: number;

  /** @param run which process this is, so that the platform's ledger knows whom it answered */
  constructor(url: string, run: number) {
    this.url = url;
    this.run = run;
  }

  /** Confirms everything before this offset, and gives what follows; waits for it when asked. */
  async updates(offset: number, waitMs: number, signal: AbortSignal): Promise<ChatUpdate[]> {
    const response = await this.post('/updates', { offset, waitMs }, signal);
    if (!response.ok) throw new Error(`the platform gave ${response.status}`);
    return (await response.json()) as ChatUpdate[];
  }

  send(sending: ChatSending): Promise<Response> {
    return this.post('/send', sending, AbortSignal.timeout(sendTimeoutMs));
  }

  private post(path: string, body: object, signal: AbortSignal): Promise<Response> {
    const headers = { 'Content-Type': 'application/json', 'X-Run': String(this.run) };
    return fetch(this.url + path, { method: 'POST', headers, body: JSON.stringify(body), signal });
  }
}

/**
 * A channel to {@link ChatPlatform}. It polls: an event is confirmed by asking for what follows it, and that only after the
 * desk has stored it.
 */
export class ChatChannel implements Channel {
  static readonly channelName = 'plein';
  readonly name = ChatChannel.channelName;
  readonly capabilities = { maxTextLength: 4_000, buttons: false, typing: false };
  private readonly api: ChatApi;
  private readonly ended = new AbortController();
  /** Keys of what was sent without an answer. */
  private readonly unheard = new Set<string>();
  private polling: Promise<void> | undefined;

  constructor(api: ChatApi) {
    this.api = api;
  }

  async start(receiver: Receiver): Promise<void> {
    this.polling = this.poll(receiver);
  }

  async send(chat: string, { action, key, message }: Posting): Promise<SendResult> {
    const response = await this.api
      .send({ chat, action, key, message, unheard: this.unheard.has(key) })
      .catch((error: unknown) => {
        this.unheard.add(key);
        throw error;
      });
    const body = (await response.json()) as { ref?: string; retryAfterMs?: number };
    if (response.ok) return { kind: 'delivered', refs: body.ref === undefined ? [] : [body.ref] };
    if (response.status === 429) return { kind: 'retry', afterMs: body.retryAfterMs ?? 1_000, code: 'rate_limited' };
    if (response.status === 403) return { kind: 'undeliverable', reason: 'blocked' };
    throw new Error(`the platform gave ${response.status}`);
  }

  async stop(): Promise<void> {
    this.ended.abort();
    await this.polling;
  }

  private async poll(receiver: Receiver): Promise<void> {
    const { signal } = this.ended;
    let offset = 0;
    let confirmed = true;
    while (!signal.aborted) {
      try {
        const updates = await this.api.updates(offset, confirmed ? pollMs : 0, signal);
        confirmed = true;
        for (const { id, eventId, chat, text } of updates) {
          await receiver.receive(this.name, {
            eventId,
            conversationKey: chat,
            action: { kind: 'text', text, ref: eventId },
          });
          offset = id + 1;
          confirmed = false;
        }
      } catch {
        // The platform or the database is away: what was not stored is asked for again.
        await delay(100, undefined, { signal }).catch(() => {});
      }
    }
  }
}
