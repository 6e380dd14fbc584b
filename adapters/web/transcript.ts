import type { Request } from 'express';
import type { Conversation, Message } from '../../src/desk/conversation.ts';
import { addresseeOf } from '../../src/desk/queue/addressee.ts';
import { channelName, messageContext, type WebContext, wordingOf } from './context.ts';
import type { PresentedMessage } from './presenter.ts';
import type { Session } from './session.ts';
import { type PagePosition, type PageView, readChanges } from './streams.ts';
import { presentMessages } from './surroundings.ts';
import { messageView } from './views/message.ts';
import type { AddresseeWording } from './wording/wording.ts';

/** A message for the page's script: its fields, and the markup in which the page shows it. */
export type MessageForPage = PresentedMessage & { html: string };

/** How the page that asked is told things: in its own language. */
export function viewFor(request: Request, web: WebContext): PageView<MessageForPage, AddresseeWording> {
  return {
    async messages(messages, conversation) {
      const context = messageContext(request, web, conversation.language);
      const presented = await presentMessages(web, messages);
      return presented.map((message) => ({ ...message, html: messageView(message, context).toString() }));
    },
    async addressee(conversation) {
      const addressee = await addresseeOf(web.stores, conversation, web.signature);
      return addressee && wordingOf(request).addressee[addressee.role](addressee.ticket, addressee.name);
    },
  };
}

/** Messages that a page begins with. */
const newest = 200;
/** Messages that a page shows when all are asked for. */
const all = 5_000;

/** What the page of this session begins with. */
export async function readPage(
  web: WebContext,
  session: Session,
  wanted: 'newest' | 'all',
): Promise<{ conversation: Conversation | undefined; messages: Message[]; more: boolean }> {
  const { conversations } = web.stores;
  const conversation = await conversations.findConversationByKey(channelName, session.conversationKey);
  if (conversation === undefined) return { conversation, messages: [], more: false };
  if (wanted === 'all') {
    return { conversation, messages: await conversations.newestShown(conversation.id, all), more: false };
  }
  const messages = await conversations.newestShown(conversation.id, newest + 1);
  return { conversation, messages: messages.slice(-newest), more: messages.length > newest };
}

/** What is new for a page of this session: messages after it, and whether there are more; and what changed above. */
export async function readNews(
  web: WebContext,
  session: Session,
  { afterSeq, since }: PagePosition,
): Promise<{ conversation: Conversation; messages: Message[]; changed: Message[]; more: boolean } | undefined> {
  const { conversations } = web.stores;
  const conversation = await conversations.findConversationByKey(channelName, session.conversationKey);
  if (conversation === undefined) return undefined;
  const messages = await conversations.shownMessages(conversation.id, afterSeq, newest + 1);
  const changed = since === null ? [] : await readChanges(conversations, conversation.id, since, afterSeq);
  return { conversation, messages: messages.slice(0, newest), changed, more: messages.length > newest };
}
