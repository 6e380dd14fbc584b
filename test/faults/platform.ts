import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChatSending, ChatUpdate } from '../support/chat-channel.ts';
import { Ledger, type PlatformEvent } from './ledger.ts';

/** How the platform answers a message that is sent to it. */
export type SendOutcome =
  | { kind: 'ok' }
  | { kind: 'too_many'; retryAfterMs: number }
  | { kind: 'error' }
  /** No answer at all, until the sender gives up. */
  | { kind: 'silence'; taken: boolean }
  /** The connection is reset. */
  | { kind: 'reset'; taken: boolean };

/** Updates in one answer. */
const batch = 20;

/**
 * A chat platform on 127.0.0.1 that hands out events at least once and misbehaves as it is told to. It lives in the process
 * of the tests, so it outlives the desk.
 */
export class ChatPlatform {
  readonly ledger = new Ledger();
  /** How the next message is answered; well, unless said. */
  answer: (sending: ChatSending) => SendOutcome = () => ({ kind: 'ok' });
  private readonly server: Server;
  private queue: ChatUpdate[] = [];
  private nextId = 1;
  /** The highest id that any poll has seen: the order before it cannot change any more. */
  private handedOut = 0;
  private readonly waiting = new Set<() => void>();

  private constructor(server: Server) {
    this.server = server;
  }

  static async start(): Promise<ChatPlatform> {
    const server = createServer();
    const platform = new ChatPlatform(server);
    server.on('request', (request, response) => {
      platform.serve(request, response).catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return platform;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Does nobody have to be told anything any more? */
  get allConfirmed(): boolean {
    return this.queue.length === 0;
  }

  /**
   * Somebody writes.
   *
   * @param copies how often the platform hands this out
   * @param overtakes how many waiting events of other chats it goes before; within a chat the order stands
   */
  write(chat: string, text: string, copies = 1, overtakes = 0): void {
    const event = { id: `event-${this.ledger.events.length + 1}`, chat, text, acknowledged: false };
    this.ledger.events.push(event);
    this.enqueue(event);
    this.moveForward(overtakes);
    this.repeat(event, copies - 1);
  }

  /** Hands out an event again, also when it was confirmed long ago. */
  repeat(event: PlatformEvent, copies: number): void {
    for (let i = 0; i < copies; i++) this.enqueue(event);
    for (const wake of this.waiting) wake();
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private enqueue({ id, chat, text }: PlatformEvent): void {
    this.queue.push({ id: this.nextId++, eventId: id, chat, text });
  }

  /** Lets the last update overtake others, of other chats only. What was handed out keeps its place. */
  private moveForward(places: number): void {
    for (let i = this.queue.length - 1, left = places; i > 0 && left > 0; i--, left--) {
      const [before, last] = [this.queue[i - 1], this.queue[i]];
      if (!before || !last || before.chat === last.chat || before.id <= this.handedOut) return;
      this.queue[i - 1] = { ...last, id: before.id };
      this.queue[i] = { ...before, id: last.id };
    }
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (request.url === '/send') this.take(body as ChatSending, Number(request.headers['x-run']), response);
    else await this.handOut(body as { offset: number; waitMs: number }, response);
  }

  private async handOut({ offset, waitMs }: { offset: number; waitMs: number }, response: ServerResponse) {
    this.confirmBefore(offset);
    if (this.queue.length === 0 && waitMs > 0) await this.somethingHappens(waitMs, response);
    if (response.destroyed) return;
    const updates = this.queue.slice(0, batch);
    this.handedOut = Math.max(this.handedOut, updates.at(-1)?.id ?? 0);
    this.ledger.deliveries += updates.length;
    answerWith(response, 200, updates);
  }

  private confirmBefore(offset: number): void {
    const confirmed = new Set(this.queue.filter(({ id }) => id < offset).map(({ eventId }) => eventId));
    this.queue = this.queue.filter(({ id }) => id >= offset);
    for (const event of this.ledger.events) if (confirmed.has(event.id)) event.acknowledged = true;
  }

  private somethingHappens(withinMs: number, response: ServerResponse): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, withinMs);
      this.waiting.add(done);
      response.once('close', done);
    });
  }

  private take(sending: ChatSending, run: number, response: ServerResponse): void {
    const { ledger } = this;
    if (sending.unheard) ledger.noteUnheard(sending.key);
    if (ledger.blocked.has(sending.chat)) {
      ledger.refused += 1;
      answerWith(response, 403, {});
      return;
    }
    const outcome = this.answer(sending);
    const isTaken = outcome.kind === 'ok' || ('taken' in outcome && outcome.taken);
    if (isTaken) ledger.taken.push({ ...sending, run, answerLost: outcome.kind !== 'ok' });
    switch (outcome.kind) {
      case 'ok':
        answerWith(response, 200, { ref: `sent-${ledger.taken.length}` });
        return;
      case 'too_many':
        answerWith(response, 429, { retryAfterMs: outcome.retryAfterMs });
        return;
      case 'error':
        answerWith(response, 502, {});
        return;
      case 'reset':
        response.socket?.resetAndDestroy();
        return;
      case 'silence':
        // The sender gives up, and closes the connection.
        return;
    }
  }
}

function answerWith(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
