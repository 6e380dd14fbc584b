import { may } from '../../people/permissions.ts';
import type { Person } from '../../people/person.ts';
import type { RefusedFile } from '../attachments.ts';
import { parseCommand } from '../commands.ts';
import type { Message } from '../conversation.ts';
import { recogniseIntent } from '../intent.ts';
import { addToTicket, openTicketsOf, type Work } from '../queue/work.ts';
import { reactToFiles } from '../react.ts';
import { Voice } from '../voice.ts';
import { forgetOld } from './forget-old.ts';
import { placementOf } from './placement.ts';
import { maybeDocument, type SentFile } from './read-sent.ts';
import { showDraft } from './show-draft.ts';

/** Whether somebody who may sent files with `/document`. */
export function isForArchive(person: Person | undefined, { text, attachments }: Message): boolean {
  const command = parseCommand(text);
  if (command === undefined || command === 'unknown' || command.name !== 'document') return false;
  return attachments.length > 0 && may(person, command.permission);
}

/**
 * Whether a file that came without a command may be meant for the archive: a board member sent it, and asks nothing with it.
 * Nothing is done with it before they decide, so a guess that is wrong costs one press.
 *
 * @param refused files of the message that we do not take
 */
export function mayBeForArchive(
  person: Person | undefined,
  { text, attachments }: Message,
  refused: readonly RefusedFile[],
): boolean {
  if (!may(person, 'add_document')) return false;
  const asks = text.includes('?') || recogniseIntent(text).kind === 'human';
  const wordless = text === '' && attachments.length > 0;
  return !asks && (wordless || refused.length > 0 || attachments.some(maybeDocument));
}

/**
 * Shows a board member what they sent, one preview a file. Sent without a command while a question of their own waits, it may
 * belong there: then that is offered too, and what cannot be a document is added to that question.
 */
export async function proposeDocuments(
  work: Work,
  person: Person,
  message: Message,
  sent: readonly SentFile[],
): Promise<void> {
  const { stores, now } = work;
  const voice = await Voice.in(stores, message.conversationId, now);
  if (!voice) return;
  const meant = isForArchive(person, message);
  const own = meant ? undefined : (await openTicketsOf(stores, message.conversationId)).at(-1);
  if (own && sent.every(({ kind }) => kind !== 'read')) {
    if (message.attachments.length > 0) await reactToFiles(stores, message, now);
    else {
      // None of the files was taken; what was written with them is not lost for that.
      await addToTicket(work, own, message.id);
      await voice.tell(own, voice.wording.toldMore(own.number));
    }
    return;
  }
  await forgetOld(stores.documentDrafts, now);
  const occasion = {
    ownTicket: own?.number ?? null,
    ...(!meant && message.text !== '' && { unasked: true as const }),
  };
  const { documents } = voice.wording.queue;
  for (const file of sent) {
    if (file.kind === 'unreadable') await voice.say(documents.unreadable(file.message));
    if (file.kind !== 'read') continue;
    const placement = await placementOf(stores.knowledge, file.edition);
    const draft = await stores.documentDrafts.addDraft({
      ...{ edition: file.edition, passages: file.passages, replaces: placement.replaced?.edition ?? 0 },
      ...{ personId: person.id, messageId: message.id, createdAt: now },
    });
    await showDraft({ stores, voice }, draft, placement, occasion);
  }
  const others = sent.flatMap((file) => (file.kind === 'no_document' ? [file.name] : []));
  if (others.length > 0) await voice.say(documents.noDocument(others));
}
