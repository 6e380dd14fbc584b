import type { Request } from 'express';
import type { Conversation, Message } from '../../src/desk/conversation.ts';
import { channelName, messageContext, type WebContext } from './context.ts';
import { type PresentedMessage, presentMessage } from './presenter.ts';
import type { Session } from './session.ts';
import { messageView } from './views/message.ts';

/** A message for the page's script: its fields, and the markup in which the page shows it. */
export type MessageForPage = PresentedMessage & { html: string };

/** Makes messages ready for the script of the page that asked. */
export function presentFor(
  request: Request,
  web: WebContext,
): (message: Message, conversation: Conversation) => MessageForPage {
  return (message, conversation) => {
    const presented = presentMessage(message);
    const context = messageContext(request, web, conversation.language);
    return { ...presented, html: messageView(presented, context).toString() };
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

/** Messages after `afterSeq` of this session's conversation, and whether there are more. */
export async function readAfter(
  web: WebContext,
  session: Session,
  afterSeq: number,
): Promise<{ conversation: Conversation; messages: Message[]; more: boolean } | undefined> {
  const { conversations } = web.stores;
  const conversation = await conversations.findConversationByKey(channelName, session.conversationKey);
  if (conversation === undefined) return undefined;
  const messages = await conversations.shownMessages(conversation.id, afterSeq, newest + 1);
  return { conversation, messages: messages.slice(0, newest), more: messages.length > newest };
}
