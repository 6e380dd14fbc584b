import { type Database, openDatabase } from '../../../adapters/database/database.ts';
import { createWebChannel, type WebChannel, type WebChannelOptions } from '../../../adapters/web/channel.ts';
import { acceptFiles } from '../../../src/desk/attachments.ts';
import type { InboundEvent, Receiver } from '../../../src/desk/channel.ts';
import type { Message, NewAttachment, ReplyDetails } from '../../../src/desk/conversation.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { postingOf } from '../../support/posting.ts';

/** Ten o'clock on a summer morning in the Netherlands. */
export const testNow = Date.UTC(2026, 7, 12, 8, 0, 0);

const noDetails: ReplyDetails = { outcome: null, citations: [], confidence: null, ticket: null, ratable: false };

/**
 * A desk that keeps the promises of the Receiver port with the real stores: an event counts once, what came in is in the
 * transcript, and it answers every text with an answer that can be rated.
 */
class SmallDesk implements Receiver {
  readonly events: InboundEvent[] = [];
  readonly #database: Database;
  #channel: WebChannel | undefined;
  /** When set, receiving fails with it. */
  failure: Error | null = null;
  details: Partial<ReplyDetails> = { outcome: 'answered', ratable: true };

  constructor(database: Database) {
    this.#database = database;
  }

  async moved(): Promise<void> {}

  attach(channel: WebChannel): void {
    this.#channel = channel;
  }

  async receive(channel: string, event: InboundEvent): Promise<{ duplicate: boolean }> {
    if (this.failure !== null) throw this.failure;
    const { conversationKey, action } = event;
    const accepted = await this.#database.transaction(async (stores) => {
      const conversation = await stores.conversations.openConversation(channel, conversationKey, testNow);
      const conversationId = conversation.id;
      const payload = action.kind;
      if (
        !(await stores.inbox.acceptEvent({
          channel,
          eventId: event.eventId,
          conversationId,
          payload,
          receivedAt: testNow,
        }))
      )
        return false;
      if (action.kind === 'rated') await stores.conversations.rateMessage(action.messageId, action.helpful);
      if (action.kind === 'opened') {
        await stores.conversations.updateConversation(conversationId, { disclosedAt: testNow });
        await append('desk', 'Hallo, ik ben een computer.', noDetails);
      }
      if (action.kind === 'edited') await stores.conversations.editMessage(action.ref, action.text, testNow);
      if (action.kind === 'deleted') await stores.conversations.deleteMessage(action.ref, testNow);
      if (action.kind === 'text') {
        const { accepted: attachments } = await acceptFiles(action.files ?? []);
        await append('member', action.text, null, attachments);
        await append('desk', `Antwoord op: ${action.text}`, { ...noDetails, ...this.details });
      }
      return true;

      async function append(
        author: 'member' | 'desk',
        text: string,
        details: ReplyDetails | null,
        attachments: readonly NewAttachment[] = [],
      ): Promise<void> {
        await stores.conversations.appendMessage({
          id: newId(),
          conversationId,
          author,
          text,
          details,
          attachments,
          createdAt: testNow,
        });
      }
    });
    if (!accepted) return { duplicate: true };
    this.events.push(event);
    const message = await this.lastMessage(conversationKey);
    if (message !== undefined) await this.#channel?.send(conversationKey, postingOf(message));
    return { duplicate: false };
  }

  async lastMessage(conversationKey: string): Promise<Message | undefined> {
    const { conversations } = this.#database.stores;
    const conversation = await conversations.findConversationByKey('web', conversationKey);
    return conversation === undefined ? undefined : (await conversations.recentMessages(conversation.id, 1))[0];
  }
}

/** A running server with its parts. */
export interface TestServer {
  url: string;
  channel: WebChannel;
  desk: SmallDesk;
  database: Database;
  clock: { time: number; now(): number };
  stop(): Promise<void>;
}

/** A web channel on a free port of 127.0.0.1, with real stores in memory and the {@link SmallDesk}. */
export async function startServer(options: Partial<WebChannelOptions> = {}): Promise<TestServer> {
  const database = await openDatabase({ kind: 'sqlite-memory' });
  const clock = {
    time: testNow,
    now() {
      return this.time;
    },
  };
  const channel = createWebChannel({
    port: 0,
    stores: database.stores,
    logger: silentLogger,
    clock,
    health: async () => ({ ok: true }),
    examples: { nl: ['Hoe vraag ik subsidie aan?'] },
    ...options,
  });
  const desk = new SmallDesk(database);
  desk.attach(channel);
  await channel.start(desk);
  const { url } = await channel.listen();
  return {
    url,
    channel,
    desk,
    database,
    clock,
    async stop() {
      await channel.stop();
      await database.close();
    },
  };
}

/** A message for the page's script, as far as the tests look at it. */
export interface MessageJson {
  seq: number;
  id: string;
  author: string;
  text: string;
  helpful: boolean | null;
  elsewhere: unknown[];
  html: string;
}

/** A browser as the server sees it: it keeps the cookies that it is given. */
export class TestBrowser {
  readonly url: string;
  readonly cookies = new Map<string, string>();

  constructor(url: string) {
    this.url = url;
  }

  async request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.cookies.size > 0) {
      headers.set('Cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    }
    const response = await fetch(this.url + path, { redirect: 'manual', ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
      this.cookies.set(name, value);
    }
    return response;
  }

  /** Opens the chat page, which gives a session. */
  async visit(): Promise<string> {
    return (await this.request('/')).text();
  }

  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const init = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    };
    return this.request(path, init);
  }

  async say(text: string, id: string = newId()): Promise<Response> {
    return this.post('/api/messages', { id, text });
  }

  /** Sends a message with files, as the page's form does. */
  async upload(text: string, files: readonly File[], id: string = newId(), path = '/api/messages'): Promise<Response> {
    const body = new FormData();
    body.append('id', id);
    body.append('text', text);
    for (const file of files) body.append('files', file);
    return this.request(path, { method: 'POST', body });
  }

  async messages(after = 0): Promise<MessageJson[]> {
    const response = await this.request(`/api/messages?after=${after}`);
    const body = (await response.json()) as { messages: MessageJson[] };
    return body.messages;
  }
}

/** A browser that has opened the page and been greeted. */
export async function visitor(url: string): Promise<TestBrowser> {
  const browser = new TestBrowser(url);
  await browser.visit();
  await browser.messages();
  return browser;
}
