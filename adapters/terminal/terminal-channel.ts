import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline/promises';
import type { Channel, Receiver, SendResult } from '../../src/desk/channel.ts';
import type { ConversationStore, Message } from '../../src/desk/conversation.ts';
import { plainText } from '../../src/desk/plain-text.ts';
import { toDeskError } from '../../src/kernel/errors.ts';
import { newId } from '../../src/kernel/ids.ts';

/** What the terminal channel talks through. */
export interface TerminalOptions {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** Where an existing conversation is looked up, to show how it stopped. */
  conversations: Pick<ConversationStore, 'findConversationByKey' | 'recentMessages'>;
  /** Name of the conversation; the same name goes on where it stopped. */
  conversationKey: string;
}

/** How far back the last words of the member are looked for. */
const recent = 20;
const ratingHint = '(Geholpen? Typ “geholpen” of “niet geholpen”.)';

/**
 * A conversation in a terminal: one line is one message, an empty line is passed over, the end of the input ends it. A
 * conversation that exists already begins with its last exchange.
 */
export class TerminalChannel implements Channel {
  /** One channel a conversation, so that a chat beside this one never gets its replies. */
  readonly name: string;
  readonly capabilities = {
    maxTextLength: 100_000,
    buttons: false,
    typing: false,
    edits: false,
    maxFileBytes: null,
    rates: null,
  };
  private readonly options: TerminalOptions;
  private lines: Interface | undefined;
  private closed: Promise<unknown> | undefined;
  private under: Promise<void> = Promise.resolve();
  private expected = 0;
  private answered: (() => void) | undefined;
  private readonly shown = new Set<string>();

  constructor(options: TerminalOptions) {
    this.options = options;
    this.name = `terminal:${options.conversationKey}`;
  }

  async start(receiver: Receiver): Promise<void> {
    const { conversationKey } = this.options;
    await this.showLastExchange();
    // The welcome is waited for like a reply; it must not be taken for the reply to the first line.
    this.expected++;
    const { duplicate } = await receiver.receive(this.name, {
      eventId: `opened-${conversationKey}`,
      conversationKey,
      action: { kind: 'opened' },
    });
    if (duplicate) this.expected--;
    // Reading begins here and not before: a line or an end that comes while nobody listens yet would be missed.
    this.lines = createInterface({ input: this.options.input, crlfDelay: Number.POSITIVE_INFINITY });
    this.closed = once(this.lines, 'close');
    this.lines.on('line', (line) => {
      if (line.trim() === '') this.prompt();
      else this.under = this.under.then(() => this.pass(receiver, line));
    });
  }

  /** Resolves when the input has ended and every line has had its reply. */
  async ended(): Promise<void> {
    await this.closed;
    await this.under;
    while (this.expected > 0) await new Promise<void>((resolve) => (this.answered = resolve));
  }

  send(_conversationKey: string, message: Message): Promise<SendResult> {
    // A reply that was still to be sent when the last exchange was shown has been read already.
    if (!this.shown.has(message.id)) this.show(message);
    this.expected = Math.max(0, this.expected - 1);
    this.answered?.();
    return Promise.resolve({ kind: 'delivered' });
  }

  stop(): Promise<void> {
    this.lines?.close();
    return this.under;
  }

  private async pass(receiver: Receiver, text: string): Promise<void> {
    const { conversationKey } = this.options;
    this.expected++;
    try {
      await receiver.receive(this.name, { eventId: newId(), conversationKey, action: { kind: 'text', text } });
    } catch (thrown) {
      this.expected--;
      this.print(`\n${toDeskError(thrown).message}\n\n`);
      this.prompt();
    }
  }

  private async showLastExchange(): Promise<void> {
    const { conversations, conversationKey } = this.options;
    const conversation = await conversations.findConversationByKey(this.name, conversationKey);
    if (conversation === undefined) return;
    const messages = await conversations.recentMessages(conversation.id, recent);
    const from = messages.map(({ author }) => author).lastIndexOf('member');
    for (const message of messages.slice(Math.max(0, from))) if (!this.shown.has(message.id)) this.show(message);
  }

  private show(message: Message): void {
    this.shown.add(message.id);
    if (message.author === 'member') {
      this.print(`\n> ${message.text}\n`);
      return;
    }
    const rating = message.details?.ratable === true && message.helpful === null ? `\n\n${ratingHint}` : '';
    this.print(`\n${plainText(message, 'nl')}${rating}\n\n`);
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
