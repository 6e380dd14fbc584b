import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { IncomingFile, MemberAction } from '../../src/desk/channel.ts';
import type { Message } from '../../src/desk/conversation.ts';
import { channelName, maxTextLength, type WebContext } from './context.ts';
import { Refusal } from './refusal.ts';
import type { Session } from './session.ts';

/** A text as a member meant it: line ends of one kind, no control characters, nothing around it. */
function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
}

/** A file that came with a form; what looks like one in JSON is none. */
function isRead(file: unknown): boolean {
  return file instanceof Object && 'content' in file && file.content instanceof Uint8Array;
}

const newMessage = z.object({
  id: z.uuid(),
  text: z.string(),
  files: z.array(z.custom<IncomingFile>(isRead)).default([]),
});
const newText = z.object({ text: z.string() });
const rating = z.object({ helpful: z.boolean() });
/** A form gives the place of its button as text. */
const newChoice = z.object({
  id: z.uuid(),
  choice: z.union([z.number().int().min(0), z.stringFormat('place', /^\d{1,3}$/).transform(Number)]),
});
const formRating = z.object({ helpful: z.enum(['true', 'false']) });

/** Hands an event of this browser over; fulfilled when it is stored. Event ids of one browser never meet another's. */
async function hand(web: WebContext, session: Session, id: string, action: MemberAction): Promise<boolean> {
  const receiver = web.receiver();
  if (receiver === null) throw new Refusal('unavailable');
  const { conversationKey } = session;
  const eventId = `${conversationKey.slice(0, 32)}:${id}`;
  const { duplicate } = await receiver.receive(channelName, { eventId, conversationKey, action });
  // What the member wrote stands in the transcript now: their other tabs show it too.
  web.hub.wake(conversationKey);
  return duplicate;
}

/** Stores what the member wrote; true when it had been stored before under this id. */
export async function say(
  web: WebContext,
  session: Session,
  body: unknown,
): Promise<{ id: string; duplicate: boolean }> {
  const parsed = newMessage.safeParse(body);
  if (!parsed.success) throw new Refusal('bad_request');
  const { id, files } = parsed.data;
  const text = tidy(parsed.data.text);
  if (text === '' && files.length === 0) throw new Refusal('message_empty');
  if (text.length > maxTextLength) throw new Refusal('message_too_long');
  const action: MemberAction = { kind: 'text', text, ...(files.length > 0 && { files }) };
  return { id, duplicate: await hand(web, session, id, action) };
}

/** A message that this browser's member wrote, and can still change. */
async function changeableMessage(web: WebContext, session: Session, messageId: string): Promise<Message> {
  const message = await ownMessage(web, session, messageId);
  if (message.author !== 'member' || message.deletedAt !== null) throw new Refusal('not_found');
  return message;
}

/** Stores that the member changed the words of a message of their own; gives that message as it was. */
export async function edit(web: WebContext, session: Session, messageId: string, body: unknown): Promise<Message> {
  const parsed = newText.safeParse(body);
  if (!parsed.success) throw new Refusal('bad_request');
  const message = await changeableMessage(web, session, messageId);
  const text = tidy(parsed.data.text);
  if (text === '' && message.attachments.length === 0) throw new Refusal('message_empty');
  if (text.length > maxTextLength) throw new Refusal('message_too_long');
  if (text === message.text) return message;
  // The same words for the same version are one edit, however often they are sent.
  const words = createHash('sha256').update(text).digest('base64url').slice(0, 12);
  const id = `edited:${messageId}:${message.editedAt ?? 0}:${words}`;
  await hand(web, session, id, { kind: 'edited', ref: messageId, text });
  return message;
}

/** Stores that the member took a message of their own back. */
export async function takeBack(web: WebContext, session: Session, messageId: string): Promise<void> {
  await changeableMessage(web, session, messageId);
  await hand(web, session, `deleted:${messageId}`, { kind: 'deleted', ref: messageId });
}

/** Whether an answer helped, as JSON or as a form says it. */
export function parseRating(body: unknown): boolean {
  const asJson = rating.safeParse(body);
  if (asJson.success) return asJson.data.helpful;
  const asForm = formRating.safeParse(body);
  if (asForm.success) return asForm.data.helpful === 'true';
  throw new Refusal('bad_request');
}

/** A message of this browser's own conversation. */
async function ownMessage(web: WebContext, session: Session, messageId: string): Promise<Message> {
  const { conversations } = web.stores;
  const message = await conversations.findMessage(messageId);
  const conversation = await conversations.findConversationByKey(channelName, session.conversationKey);
  if (message === undefined || message.conversationId !== conversation?.id) throw new Refusal('not_found');
  return message;
}

/** Stores that the member pressed a button under a message; true when this very press had been stored before. */
export async function choose(
  web: WebContext,
  session: Session,
  messageId: string,
  body: unknown,
): Promise<{ id: string; duplicate: boolean }> {
  const parsed = newChoice.safeParse(body);
  if (!parsed.success) throw new Refusal('bad_request');
  const { id, choice } = parsed.data;
  const message = await ownMessage(web, session, messageId);
  if (message.deletedAt !== null || message.details?.choices?.[choice] === undefined) throw new Refusal('not_found');
  const action = { kind: 'chose', messageId, choice } as const;
  // The place too: another button of the same form is another press.
  return { id, duplicate: await hand(web, session, `chose:${id}:${choice}`, action) };
}

/**
 * Stores what the member said of an answer in their own conversation, and gives the message as it then stands; what was
 * said first counts.
 */
export async function rate(web: WebContext, session: Session, messageId: string, helpful: boolean): Promise<Message> {
  const message = await ownMessage(web, session, messageId);
  if (message.details?.ratable !== true) throw new Refusal('not_found');
  if (message.helpful !== null) return message;
  await hand(web, session, `rated:${messageId}`, { kind: 'rated', messageId, helpful });
  return { ...message, helpful };
}

/**
 * Tells the desk once that this browser opened the conversation, so that it says who answers. A browser counts as there when
 * its cookie comes back: a visitor without cookies, a crawler, leaves no conversation behind.
 */
async function open(web: WebContext, session: Session): Promise<void> {
  const conversation = await web.stores.conversations.findConversationByKey(channelName, session.conversationKey);
  if (typeof conversation?.disclosedAt === 'number') return;
  await hand(web, session, 'opened', { kind: 'opened' });
}

/** {@link open} for a reader: the greeting is worth a try, and the transcript can be read without it. */
export async function openQuietly(web: WebContext, session: Session): Promise<void> {
  try {
    await open(web, session);
  } catch (error) {
    web.logger.warn({ error: error instanceof Error ? error : String(error) }, 'conversation not opened');
  }
}
