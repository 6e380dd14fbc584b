import type {
  Channel,
  ChannelCapabilities,
  InboundEvent,
  MemberAction,
  Posting,
  Receiver,
  SendResult,
} from '../../src/desk/channel.ts';
import type { Message } from '../../src/desk/conversation.ts';
import { DeskError } from '../../src/kernel/errors.ts';
import { newId } from '../../src/kernel/ids.ts';

/** A channel that keeps what it is given to send, and ends each attempt as it is told to. */
export class RecordingChannel implements Channel {
  readonly name: string;
  capabilities: ChannelCapabilities = { maxTextLength: 4_000, buttons: true, typing: true, rooms: true };
  readonly sent: { key: string; message: Message }[] = [];
  /** What was shown of messages that had been sent: changes and receipts. */
  readonly shown: { key: string; posting: Posting }[] = [];
  readonly typing: string[] = [];
  /** How an attempt ends; delivered unless said. Throwing is an attempt that fails. */
  outcome: (key: string, message: Message) => SendResult | Promise<SendResult> = () => ({ kind: 'delivered' });
  /** How opening or renaming a place ends; done unless said. */
  placed: (key: string, posting: Posting) => SendResult = () => ({ kind: 'delivered' });
  private receiver: Receiver | undefined;

  constructor(name = 'proef') {
    this.name = name;
  }

  async start(receiver: Receiver): Promise<void> {
    this.receiver = receiver;
  }

  async send(key: string, posting: Posting): Promise<SendResult> {
    const { action, message } = posting;
    if (action !== 'send') {
      this.shown.push({ key, posting });
      return action === 'place' ? this.placed(key, posting) : { kind: 'delivered' };
    }
    const result = await this.outcome(key, message);
    if (result.kind === 'delivered') this.sent.push({ key, message });
    return result;
  }

  showTyping(key: string): void {
    this.typing.push(key);
  }

  async stop(): Promise<void> {}

  /** Hands an event to the desk as the platform does. */
  async happens(key: string, action: MemberAction, eventId: string = newId()): Promise<{ duplicate: boolean }> {
    if (!this.receiver) throw new DeskError('internal', 'the channel was not started');
    const event: InboundEvent = { eventId, conversationKey: key, action };
    return this.receiver.receive(this.name, event);
  }

  /** Texts that arrived in a conversation, oldest first. */
  textsTo(key: string): string[] {
    return this.sent.filter((one) => one.key === key).map(({ message }) => message.text);
  }
}
