import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Channel, Posting, Receiver, SendResult } from '../../src/desk/channel.ts';
import type { Message } from '../../src/desk/conversation.ts';
import { plainText } from '../../src/desk/plain-text.ts';
import type { DeskStores } from '../../src/desk/stores.ts';
import { writerLabel } from '../../src/desk/writer-label.ts';
import { toDeskError } from '../../src/kernel/errors.ts';
import { newId } from '../../src/kernel/ids.ts';

/** What the terminal channel talks through. */
export interface TerminalOptions {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream & { readonly isTTY?: boolean };
  stores: {
    /** Where an existing conversation is looked up, to show how it stopped. */
    conversations: Pick<DeskStores['conversations'], 'findConversationByKey' | 'recentMessages'>;
    /** What of this terminal still waits to be handled or shown. */
    inbox: Pick<DeskStores['inbox'], 'dueEvents'>;
    outbox: Pick<DeskStores['outbox'], 'dueRows'>;
  };
  /** Name of the conversation; the same name goes on where it stopped. */
  conversationKey: string;
}

/** How far back the last words of the member are looked for. */
const recent = 20;
/** How often, once the input has ended, is looked whether everything was handled and shown, in milliseconds. */
const lookEveryMs = 50;
/** Later than anything can be put off to. */
const always = Number.MAX_SAFE_INTEGER;
const ratingHint = '(Geholpen? Typ “geholpen” of “niet geholpen”.)';

/**
 * A conversation in a terminal: one line is one message, an empty line is passed over, the end of the input ends it. A
 * conversation that exists already begins with its last exchange.
 */
export class TerminalChannel implements Channel {
  /** One channel a conversation, so that a chat beside this one never gets its replies. */
  readonly name: string;
  readonly capabilities = { maxTextLength: 100_000, buttons: false, typing: false };
  private readonly options: TerminalOptions;
  private lines: Interface | undefined;
  private closed: Promise<unknown> | undefined;
  private under: Promise<void> = Promise.resolve();
  private readonly shown = new Set<string>();

  constructor(options: TerminalOptions) {
    this.options = options;
    this.name = `terminal:${options.conversationKey}`;
  }

  async start(receiver: Receiver): Promise<void> {
    const { conversationKey } = this.options;
    await this.showLastExchange();
    await receiver.receive(this.name, {
      eventId: `opened-${conversationKey}`,
      conversationKey,
      action: { kind: 'opened' },
    });
    // Reading begins here and not before: a line or an end that comes while nobody listens yet would be missed.
    this.lines = createInterface({ input: this.options.input, crlfDelay: Number.POSITIVE_INFINITY });
    this.closed = once(this.lines, 'close');
    this.lines.on('line', (line) => {
      if (line.trim() === '') this.prompt();
      else this.under = this.under.then(() => this.pass(receiver, line));
    });
  }

  /**
   * Resolves when the input has ended, every line has been handled and all that came of it has been shown. Replies are not
   * counted: a line may get one, several or none, and a message may come that nobody asked for.
   */
  async ended(): Promise<void> {
    await this.closed;
    await this.under;
    while (await this.waits()) await delay(lookEveryMs);
  }

  send(_conversationKey: string, { action, message }: Posting): Promise<SendResult> {
    // A reply that was still to be sent when the last exchange was shown has been read already.
    if (action === 'change' || (action === 'send' && !this.shown.has(message.id))) this.show(message);
    return Promise.resolve({ kind: 'delivered' });
  }

  stop(): Promise<void> {
    this.lines?.close();
    return this.under;
  }

  private async pass(receiver: Receiver, text: string): Promise<void> {
    const { conversationKey } = this.options;
    try {
      await receiver.receive(this.name, { eventId: newId(), conversationKey, action: { kind: 'text', text } });
    } catch (thrown) {
      this.print(`\n${toDeskError(thrown).message}\n\n`);
      this.prompt();
    }
  }

  /** A line and what came of it are one transaction, so looking at the lines first misses nothing. */
  private async waits(): Promise<boolean> {
    const { inbox, outbox } = this.options.stores;
    if ((await inbox.dueEvents([this.name], always, 1)).length > 0) return true;
    return (await outbox.dueRows([this.name], always, 1)).length > 0;
  }

  private async showLastExchange(): Promise<void> {
    const { conversationKey, stores } = this.options;
    const { conversations } = stores;
    const conversation = await conversations.findConversationByKey(this.name, conversationKey);
    if (conversation === undefined) return;
    const messages = await conversations.recentMessages(conversation.id, recent);
    const from = messages.map(({ author }) => author).lastIndexOf('member');
    for (const message of messages.slice(Math.max(0, from))) if (!this.shown.has(message.id)) this.show(message);
  }

  private show(message: Message): void {
    this.shown.add(message.id);
    if (message.author === 'member') {
      this.print(`\n> ${written(message)}\n`);
      return;
    }
    this.print(`\n${[written(message), ...hints(message)].join('\n\n')}\n\n`);
    this.prompt();
  }

  /** Shows a person that it is their turn; a program that reads along has no use for it. */
  private prompt(): void {
    if (this.options.output.isTTY === true) this.print('> ');
  }

  private print(text: string): void {
    this.options.output.write(text);
  }
}

/** The words of a message, with whoever wrote them when that was somebody at the other end of a ticket. */
function written(message: Message): string {
  const { relay, editedAt, deletedAt } = message;
  const text = deletedAt === null ? plainText(message, 'nl') : '(bericht ingetrokken)';
  const edited = editedAt !== null && deletedAt === null ? ' (aangepast)' : '';
  const writer = relay === null ? '' : `${writerLabel(relay, 'nl')} (vraag ${relay.ticket}): `;
  return `${writer}${text}${edited}`;
}

/** What can be typed in answer to a message. */
function hints({ details, helpful, deletedAt }: Message): string[] {
  if (details === null || deletedAt !== null) return [];
  const choices = (details.choices ?? []).map(({ label, command }) => `[${label}: ${command}]`);
  return [
    ...(choices.length > 0 ? [`Kies: ${choices.join(' ')}`] : []),
    ...(details.ratable && helpful === null ? [ratingHint] : []),
  ];
}
