import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Channel, Posting, Receiver, SendResult } from '../../src/desk/channel.ts';
import type { Message } from '../../src/desk/conversation.ts';
import { plainText } from '../../src/desk/plain-text.ts';
import type { DeskStores } from '../../src/desk/stores.ts';
import { fileSize } from '../../src/desk/wording/file-size.ts';
import { shorten } from '../../src/desk/wording/label.ts';
import { writerLabel } from '../../src/desk/writer-label.ts';
import { toDeskError } from '../../src/kernel/errors.ts';
import { newId } from '../../src/kernel/ids.ts';
import { saveIn } from './attachment-folder.ts';
import { localHelp, translateLine } from './local-command.ts';

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
  /** Folder in which files are saved that come in. */
  attachmentFolder: string;
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

  async send(_conversationKey: string, { action, message, ending, open }: Posting): Promise<SendResult> {
    const own = message.author === 'member';
    if (action === 'receipt') this.print(`${receipt(message, ending)}\n`);
    else if (action === 'change') this.show(message);
    // A reply that was still to be sent when the last exchange was shown has been read already.
    else if (!this.shown.has(message.id)) this.show(message, await this.save(message, open));
    if (own) this.prompt();
    return { kind: 'delivered' };
  }

  stop(): Promise<void> {
    this.lines?.close();
    return this.under;
  }

  private async pass(receiver: Receiver, line: string): Promise<void> {
    const { conversationKey } = this.options;
    if (line.trim() === '/help') this.print(`\n${localHelp}\n`);
    try {
      const result = await translateLine(line, () => this.lastOwn());
      if ('problem' in result) this.refuse(result.problem);
      else await receiver.receive(this.name, { eventId: newId(), conversationKey, action: result.action });
    } catch (thrown) {
      this.refuse(toDeskError(thrown).message);
    }
  }

  private refuse(reason: string): void {
    this.print(`\n${reason}\n\n`);
    this.prompt();
  }

  /** Our id of the last message that was typed here; a command was carried out and cannot be changed any more. */
  private async lastOwn(): Promise<string | undefined> {
    const isOwn = ({ author, text, deletedAt }: Message) =>
      author === 'member' && deletedAt === null && !text.startsWith('/');
    return (await this.recent()).findLast(isOwn)?.id;
  }

  /** Saves the files of a message; gives where each is. One that was taken back meanwhile is nowhere. */
  private async save({ attachments }: Message, open: Posting['open']): Promise<ReadonlyMap<string, string>> {
    const paths = new Map<string, string>();
    for (const { id, name } of attachments) {
      const content = await open(id);
      if (content) paths.set(id, await saveIn(this.options.attachmentFolder, name, content));
    }
    return paths;
  }

  private async recent(): Promise<Message[]> {
    const { conversationKey, stores } = this.options;
    const conversation = await stores.conversations.findConversationByKey(this.name, conversationKey);
    return conversation ? stores.conversations.recentMessages(conversation.id, recent) : [];
  }

  /** A line and what came of it are one transaction, so looking at the lines first misses nothing. */
  private async waits(): Promise<boolean> {
    const { inbox, outbox } = this.options.stores;
    if ((await inbox.dueEvents([this.name], always, 1)).length > 0) return true;
    return (await outbox.dueRows([this.name], always, 1)).length > 0;
  }

  private async showLastExchange(): Promise<void> {
    const messages = await this.recent();
    const from = messages.map(({ author }) => author).lastIndexOf('member');
    for (const message of messages.slice(Math.max(0, from))) if (!this.shown.has(message.id)) this.show(message);
  }

  private show(message: Message, paths: ReadonlyMap<string, string> = new Map()): void {
    this.shown.add(message.id);
    if (message.author === 'member') {
      this.print(`\n> ${written(message, paths)}\n`);
      return;
    }
    this.print(`\n${[written(message, paths), ...hints(message)].join('\n\n')}\n\n`);
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
function written(message: Message, paths: ReadonlyMap<string, string>): string {
  const { relay, editedAt, deletedAt } = message;
  const text = deletedAt === null ? plainText(message, 'nl') : '(bericht ingetrokken)';
  const edited = editedAt !== null && deletedAt === null ? ' (aangepast)' : '';
  const writer = relay === null ? '' : `${writerLabel(relay, 'nl')} (vraag ${relay.ticket}): `;
  const files = message.attachments.map(({ id, name, bytes }) => {
    const path = paths.get(id);
    return `[bijlage: ${name}, ${fileSize(bytes, 'nl')}${path === undefined ? '' : ` - bewaard als ${path}`}]`;
  });
  return [`${writer}${text}${edited}`.trimEnd(), ...files].filter((part) => part !== '').join('\n');
}

/** In one line what became of something that was typed here. */
function receipt({ text, attachments }: Message, ending: Posting['ending']): string {
  const about = shorten(text || (attachments[0]?.name ?? ''), 40);
  return `(${ending === 'undeliverable' ? 'niet aangekomen' : 'aangekomen'}: ${about})`;
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
