import { newId } from '../kernel/ids.ts';
import type { Ticket } from '../queue/ticket.ts';
import type { Conversation, Message, Relay, ReplyDetails } from './conversation.ts';
import type { DeskStores } from './stores.ts';
import type { Wording } from './wording/wording.ts';
import { wordings } from './wording/wordings.ts';

/** What the desk keeps with a message that did nothing with a question. */
export const plain: ReplyDetails = { outcome: null, citations: [], confidence: null, ticket: null, ratable: false };

/** Says things in one conversation, at one moment: into the transcript and the outbox. */
export class Voice {
  readonly conversation: Conversation;
  readonly wording: Wording;
  private readonly stores: DeskStores;
  private readonly now: number;
  private readonly replyTo: string | null;
  private disclosed: boolean;

  /** @param replyTo the message that this is said in reply to */
  constructor(stores: DeskStores, conversation: Conversation, now: number, replyTo: string | null = null) {
    this.stores = stores;
    this.conversation = conversation;
    this.wording = wordings[conversation.language];
    this.now = now;
    this.replyTo = replyTo;
    this.disclosed = conversation.disclosedAt !== null;
  }

  /** In the conversation of this id; undefined when it is gone. */
  static async in(
    stores: DeskStores,
    conversationId: string,
    now: number,
    replyTo: string | null = null,
  ): Promise<Voice | undefined> {
    const conversation = await stores.conversations.findConversation(conversationId);
    return conversation && new Voice(stores, conversation, now, replyTo);
  }

  async say(text: string, details: ReplyDetails = plain, ticketId: string | null = null): Promise<void> {
    const { conversation, now } = this;
    const undisclosed = !this.disclosed;
    if (undisclosed) await this.stores.conversations.updateConversation(conversation.id, { disclosedAt: now });
    this.disclosed = true;
    const { id } = await this.stores.conversations.appendMessage({
      id: newId(),
      conversationId: conversation.id,
      author: 'desk',
      text: undisclosed ? `${this.wording.disclosure}\n\n${text}` : text,
      details,
      ticketId,
      replyToId: this.replyTo,
      createdAt: now,
    });
    await this.send(id, details.outcome === 'answered');
  }

  async announce(ticket: Ticket, text: string, more: Pick<ReplyDetails, 'awaits' | 'choices'> = {}): Promise<void> {
    const details = { ...plain, outcome: 'escalated' as const, reason: ticket.reason, ticket: ticket.number, ...more };
    await this.say(text, details, ticket.id);
  }

  /** About a ticket that is under way: no outcome of a question. */
  async tell(ticket: Ticket, text: string, more: Pick<ReplyDetails, 'awaits' | 'choices'> = {}): Promise<void> {
    await this.say(text, { ...plain, ticket: ticket.number, ...more }, ticket.id);
  }

  /** Passes on what somebody at the other end of a ticket wrote, with its files, as a reply to what it replied to there. */
  async passOn(ticket: Ticket, message: Message, relay: Omit<Relay, 'ticket' | 'messageId'>): Promise<void> {
    const { conversations } = this.stores;
    const { id } = await conversations.appendMessage({
      id: newId(),
      conversationId: this.conversation.id,
      author: 'relayed',
      text: message.text,
      // What it cites goes along.
      details: message.details,
      relay: { ticket: ticket.number, messageId: message.id, ...relay },
      ticketId: ticket.id,
      replyToId: await this.sameMessageHere(message.replyToId),
      attachmentsOf: message.id,
      createdAt: this.now,
    });
    await this.send(id, false);
  }

  /** A message at the other end of a ticket, as it stands in this conversation. */
  private async sameMessageHere(id: string | null): Promise<string | null> {
    if (id === null) return null;
    const { conversations } = this.stores;
    const isHere = (message: Message) => message.conversationId === this.conversation.id;
    const there = await conversations.findMessage(id);
    const original = there?.relay ? await conversations.findMessage(there.relay.messageId) : undefined;
    if (original && isHere(original)) return original.id;
    return (await conversations.relaysOf(id)).find(isHere)?.id ?? null;
  }

  private async send(messageId: string, withholdable: boolean): Promise<void> {
    const { channel, id: conversationId } = this.conversation;
    await this.stores.outbox.enqueue({ channel, conversationId, messageId, withholdable, createdAt: this.now });
  }
}
