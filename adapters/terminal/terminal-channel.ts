import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline/promises';
import type { Channel, Receiver, SendResult } from '../../src/desk/channel.ts';
import type { Message } from '../../src/desk/conversation.ts';
import { plainText } from '../../src/desk/plain-text.ts';
import { toDeskError } from '../../src/kernel/errors.ts';
import { newId } from '../../src/kernel/ids.ts';

/** What the terminal channel talks through. */
export interface TerminalOptions {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream;
  /** Name of the conversation; the same name goes on where it stopped. */
  conversationKey: string;
}

const ratingHint = '(Geholpen? Typ “geholpen” of “niet geholpen”.)';

/** A conversation in a terminal: one line is one message, an empty line is passed over, the end of the input ends it. */
export class TerminalChannel implements Channel {
  /** One channel a conversation, so that a chat beside this one never gets its replies. */
  readonly name: string;
  readonly capabilities = { maxTextLength: 100_000, buttons: false, typing: false };
  private readonly options: TerminalOptions;
  private lines: Interface | undefined;
  private closed: Promise<unknown> | undefined;
  private under: Promise<void> = Promise.resolve();
  private expected = 0;
  private answered: (() => void) | undefined;

  constructor(options: TerminalOptions) {
    this.options = options;
    this.name = `terminal:${options.conversationKey}`;
  }

  async start(receiver: Receiver): Promise<void> {
    const { conversationKey } = this.options;
    await receiver.receive(this.name, {
      eventId: `opened-${conversationKey}`,
      conversationKey,
      action: { kind: 'opened' },
    });
    // Reading begins here and not before: a line or an end that comes while nobody listens yet would be missed.
    this.lines = createInterface({ input: this.options.input, crlfDelay: Number.POSITIVE_INFINITY });
    this.closed = once(this.lines, 'close');
    this.lines.on('line', (line) => {
      if (line.trim() !== '') this.under = this.under.then(() => this.pass(receiver, line));
    });
  }

  /** Resolves when the input has ended and every line has had its reply. */
  async ended(): Promise<void> {
    await this.closed;
    await this.under;
    while (this.expected > 0) await new Promise<void>((resolve) => (this.answered = resolve));
  }

  send(_conversationKey: string, message: Message): Promise<SendResult> {
    const rating = message.details?.ratable === true ? `\n\n${ratingHint}` : '';
    this.print(`\n${plainText(message, 'nl')}${rating}\n\n`);
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
    }
  }

  private print(text: string): void {
    this.options.output.write(text);
  }
}
