import { DeskError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import type { Channel, Posting, Receiver, SendResult } from './channel.ts';
import type { Message } from './conversation.ts';

/**
 * A channel inside the program: a command asks and gets the reply back. What is asked goes through inbox, desk and outbox, like a
 * message of a member.
 */
export class DirectChannel implements Channel {
  readonly name: string;
  readonly capabilities = { maxTextLength: 4_000, buttons: false, typing: false };
  private receiver: Receiver | undefined;
  private readonly waiting = new Map<string, (message: Message) => void>();

  constructor(name: string) {
    this.name = name;
  }

  start(receiver: Receiver): Promise<void> {
    this.receiver = receiver;
    return Promise.resolve();
  }

  /** Says something in a conversation, and resolves with the desk's reply. One question a conversation at a time. */
  async ask(conversationKey: string, text: string): Promise<Message> {
    if (!this.receiver) throw new DeskError('internal', 'the channel was not started');
    if (this.waiting.has(conversationKey)) throw new DeskError('internal', 'this conversation waits for a reply');
    const reply = new Promise<Message>((resolve) => this.waiting.set(conversationKey, resolve));
    try {
      await this.receiver.receive(this.name, { eventId: newId(), conversationKey, action: { kind: 'text', text } });
    } catch (error) {
      this.waiting.delete(conversationKey);
      throw error;
    }
    return reply;
  }

  send(conversationKey: string, { action, message }: Posting): Promise<SendResult> {
    if (action !== 'send') return Promise.resolve({ kind: 'delivered' });
    const resolve = this.waiting.get(conversationKey);
    this.waiting.delete(conversationKey);
    resolve?.(message);
    return Promise.resolve({ kind: 'delivered' });
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }
}
