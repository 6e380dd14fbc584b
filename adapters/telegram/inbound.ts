import type { Api } from 'grammy';
import type { InboundEvent, Receiver } from '../../src/desk/channel.ts';
import { buttonWordings } from '../../src/desk/wording/button-wording.ts';
import { toDeskError } from '../../src/kernel/errors.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import { fetchFile } from './download.ts';
import { codeOf } from './failures.ts';
import type { RemoteFile } from './files.ts';
import { afterPress } from './keyboard.ts';
import { type Pressed, type Translated, translate } from './translate.ts';
import { updateSchema } from './update.ts';
import type { Me } from './words.ts';

/** What handing updates over works with. */
export interface InboundParts {
  channel: string;
  api: Api;
  /** Where files are fetched, with the token in it. */
  fileRoot: string;
  receiver: Receiver;
  me: Me;
  logger: Logger;
}

/** One event for the desk, perhaps of several updates: an album is one message. */
interface Batch {
  translated: Exclude<Translated, { kind: 'more' }>;
  files: readonly RemoteFile[];
  /** Of how many updates. */
  size: number;
}

/**
 * Hands updates over to the desk. When the promise is fulfilled everything in them is safe, and only then may they be confirmed
 * to Telegram. What is one conversation's goes in order, of several at once.
 *
 * Rejects when the desk could not store one; then all of them have to be given again.
 */
export async function handOver(updates: readonly unknown[], parts: InboundParts): Promise<void> {
  const byConversation = new Map<string, Batch[]>();
  const batches = batched(updates, parts);
  // What follows the move of a group is said under its new key, and must not come before it.
  const inOrder = batches.some(({ translated }) => translated.kind === 'moved');
  for (const batch of batches) {
    const key = inOrder ? '' : conversationOf(batch.translated);
    byConversation.set(key, [...(byConversation.get(key) ?? []), batch]);
  }
  const results = await Promise.allSettled(
    [...byConversation.values()].map(async (batches) => {
      for (const batch of batches) await take(batch, parts);
    }),
  );
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

function batched(updates: readonly unknown[], { me, logger }: InboundParts): Batch[] {
  const batches: Batch[] = [];
  const albums = new Map<string, Batch>();
  for (const update of updates) {
    const parsed = updateSchema.safeParse(update);
    if (!parsed.success) {
      logger.warn({ code: 'update_not_understood' }, 'update passed over');
      continue;
    }
    const translated = translate(parsed.data, me);
    if (!translated) continue;
    const album = 'album' in translated ? translated.album : null;
    const begun = album === null ? undefined : albums.get(album);
    if (begun) addTo(begun, translated);
    else if (translated.kind !== 'more') {
      const batch = { translated, files: translated.kind === 'event' ? translated.files : [], size: 1 };
      batches.push(batch);
      if (album !== null) albums.set(album, batch);
    }
  }
  return batches;
}

function addTo(batch: Batch, more: Translated): void {
  const { translated } = batch;
  if (translated.kind !== 'event' || (more.kind !== 'event' && more.kind !== 'more')) return;
  const { event } = translated;
  const next = more.kind === 'event' && more.event.action.kind === 'text' ? more.event.action.text : '';
  if (event.action.kind !== 'text') return;
  const text = [event.action.text, next].filter(Boolean).join('\n\n');
  batch.translated = { ...translated, event: { ...event, action: { ...event.action, text } } };
  batch.files = [...batch.files, ...more.files];
  batch.size += 1;
}

function conversationOf(translated: Batch['translated']): string {
  if (translated.kind === 'event') return translated.event.conversationKey;
  if (translated.kind === 'press') return translated.event?.conversationKey ?? '';
  return translated.kind === 'moved' ? translated.from : String(translated.chatId);
}

async function take({ translated, files, size }: Batch, parts: InboundParts): Promise<void> {
  const { receiver, channel, logger } = parts;
  switch (translated.kind) {
    case 'event': {
      const { event } = translated;
      // An album that is cut in another place the next time is another event: better twice than not.
      const eventId = size > 1 ? `${event.eventId}+${size}` : event.eventId;
      await receive({ ...event, eventId }, files, parts);
      return;
    }
    case 'press':
      await takePress(translated.event, translated.pressed, parts);
      return;
    case 'moved':
      await receiver.moved(channel, translated.from, translated.to);
      logger.info({}, 'telegram group became a supergroup');
      return;
    case 'membership':
      logger.info({ status: translated.status }, 'telegram membership changed');
  }
}

/** What the desk refuses, such as a text that is too long, its sender may read; what it could not store is thrown. */
async function receive(event: InboundEvent, files: readonly RemoteFile[], parts: InboundParts): Promise<boolean> {
  const { api, fileRoot, receiver, channel, logger } = parts;
  try {
    const fetchFiles = () => Promise.all(files.map((file) => fetchFile(api, fileRoot, file)));
    const { action, audience } = event;
    const withFiles = audience === 'group' ? { fetchFiles } : { files: await fetchFiles() };
    const whole = action.kind === 'text' && files.length > 0 ? { ...action, ...withFiles } : action;
    return (await receiver.receive(channel, { ...event, action: whole })).duplicate;
  } catch (thrown) {
    const error = toDeskError(thrown);
    if (error.code !== 'message_too_long' && error.code !== 'message_empty') throw error;
    await quietly(api.sendMessage(event.senderKey ?? event.conversationKey, error.message), logger);
    return false;
  }
}

async function takePress(event: InboundEvent | null, pressed: Pressed, parts: InboundParts): Promise<void> {
  const { api, logger } = parts;
  const { queryId, place, data, keyboard } = pressed;
  const wording = buttonWordings.nl;
  if (!event) {
    // A tick was pressed, or what we never wrote.
    await quietly(api.answerCallbackQuery(queryId, data === 'x' ? {} : { text: wording.pressedWrong }), logger);
    return;
  }
  const duplicate = await receive(event, [], parts);
  await quietly(api.answerCallbackQuery(queryId, duplicate ? { text: wording.pressedBefore } : {}), logger);
  const next = afterPress(keyboard, data);
  // In a group another may press what this one may not: the buttons there follow the ticket.
  const shared = event.audience === 'group' && event.action.kind === 'chose';
  if (!place || next === keyboard || shared) return;
  const { chat_id, message_id } = place;
  await quietly(api.editMessageReplyMarkup(chat_id, message_id, { reply_markup: { inline_keyboard: next } }), logger);
}

/** What is only shown may fail: the event itself is safe. */
async function quietly(shown: Promise<unknown>, logger: Logger): Promise<void> {
  await shown.catch((error: unknown) => logger.debug({ code: codeOf(error) }, 'telegram did not show it'));
}
