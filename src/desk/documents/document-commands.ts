import { DeskError } from '../../kernel/errors.ts';
import { partialDate } from '../../knowledge/document.ts';
import { hasEnded } from '../../queue/machine.ts';
import type { Order } from '../queue/order.ts';
import { passFilesOn } from '../queue/relay.ts';
import { addToTicket, openTicketsOf, voiceOf } from '../queue/work.ts';
import { plain } from '../voice.ts';
import type { PreviewOccasion } from '../wording/document-wording.ts';
import type { DocumentDraft, ReadyEdition } from './document-draft.ts';
import { forgetOld } from './forget-old.ts';
import { dropWaiting } from './lose-documents.ts';
import { placementOf } from './placement.ts';
import { collection } from './read-sent.ts';
import { showDraft } from './show-draft.ts';

/** How many documents a list shows. */
const listed = 5;

/** Longest title that can be given, in characters: as long as one that is found in a document. */
const longestTitle = 200;

/** `/document`: how it is done, what waits and what came in last; with a number, the preview once more. */
export async function explainDocuments(order: Order): Promise<void> {
  const { stores, actor, command, voice } = order;
  if (command.number !== null) {
    const draft = await waitingDraft(order);
    if (draft) await showDraftAgain(order, draft);
    return;
  }
  await forgetOld(stores.documentDrafts, order.now);
  const { documents } = voice.wording.queue;
  const titled = (drafts: readonly { number: number; edition: { title: string } }[]) =>
    drafts.map(({ number, edition }) => ({ number, title: edition.title }));
  const waiting = titled(await stores.documentDrafts.listDrafts('waiting', listed, actor.person?.id));
  const added = titled(await stores.documentDrafts.listDrafts('added', listed));
  const parts = [
    documents.explain,
    ...(waiting.length > 0 ? [documents.waiting(waiting)] : []),
    ...(added.length > 0 ? [documents.added(added)] : []),
  ];
  const choices = waiting.map(({ number, title }) => documents.showChoice(number, title));
  await voice.say(parts.join('\n\n'), { ...plain, choices });
}

/**
 * `/opnemen 7`: the document goes into the archive, in this very transaction; the indexes of all processes follow it. When
 * the archive changed so that it would do something else than its sender was shown, they are shown it anew first.
 */
export async function addDocument(order: Order): Promise<void> {
  const { stores, now, voice } = order;
  const { knowledge, documentDrafts } = stores;
  const { documents } = voice.wording.queue;
  const draft = await waitingDraft(order);
  if (!draft) return;
  const { number, edition, passages } = draft;
  const { path, replaced } = await placementOf(knowledge, edition);
  // Editions of a document that was taken out meanwhile are counted anew: then the moment tells them apart.
  if ((replaced?.edition ?? 0) !== draft.replaces || (replaced?.ingestedAt ?? 0) > draft.createdAt) {
    await showDraftAgain(order, draft, {}, { again: true });
    return;
  }
  const former: ReadyEdition | null = replaced
    ? { edition: replaced, passages: await knowledge.passagesOf(replaced.id) }
    : null;
  const placed = { ...edition, path, ingestedAt: now };
  const saved = await knowledge.saveEdition(placed, passages);
  // Somebody else put one in its place at this very moment: all of this is undone and looked at again.
  if (saved.edition !== draft.replaces + 1) throw new DeskError('busy', 'the archive changed at this moment');
  const added = { state: 'added', edition: placed, passages: [], former } as const;
  if (!(await documentDrafts.changeDraft(number, 'waiting', added))) {
    throw new DeskError('busy', 'the draft changed at this moment');
  }
  const choices = documents.putChoices(number);
  await voice.say(documents.put(saved.title, saved.passages, replaced !== undefined), { ...plain, choices });
}

/** `/titel 7 TEKST`: another title, which may make it the next edition of another document; it is shown again. */
export async function retitle(order: Order): Promise<void> {
  const { command, voice } = order;
  const { documents } = voice.wording.queue;
  // Signs that nobody sees stand in the way of finding it, and turn the words after it round.
  const title = command.text.replace(/\s+/g, ' ').replace(/\p{C}/gu, '').trim();
  const draft = await waitingDraft(order);
  if (!draft) return;
  if (title === '') await voice.say(documents.whichTitle);
  else if (title.length > longestTitle) await voice.say(documents.titleTooLong(longestTitle));
  else await showDraftAgain(order, draft, { title });
}

/** `/datum 7 2025-11`: another date, where what a program wrote into the file is not when it was published. */
export async function redate(order: Order): Promise<void> {
  const { command, voice } = order;
  const draft = await waitingDraft(order);
  if (!draft) return;
  const date = partialDate.safeParse(command.text);
  if (date.success) await showDraftAgain(order, draft, { date: date.data });
  else await voice.say(voice.wording.queue.documents.whichDate);
}

/** Shows a draft again, with what was corrected of it and by the archive as it is now. */
async function showDraftAgain(
  order: Order,
  draft: DocumentDraft,
  corrected: Partial<Pick<DocumentDraft['edition'], 'title' | 'date'>> = {},
  occasion: Pick<PreviewOccasion, 'again'> = {},
): Promise<void> {
  const { stores, actor, now } = order;
  const edition = { ...draft.edition, ...corrected };
  const placement = await placementOf(stores.knowledge, edition);
  const shown = { edition, replaces: placement.replaced?.edition ?? 0, createdAt: now };
  await stores.documentDrafts.changeDraft(draft.number, 'waiting', shown);
  const own = (await openTicketsOf(stores, actor.conversation.id)).at(-1);
  await showDraft(order, { ...draft, ...shown }, placement, { ...occasion, ownTicket: own?.number ?? null });
}

/** `/weghalen 7`: throws away what waits, or takes out of the archive what was added, and puts back what stood there before. */
export async function removeDocument(order: Order): Promise<void> {
  const { stores, command, voice } = order;
  const { documents } = voice.wording.queue;
  const found = command.number === null ? undefined : await stores.documentDrafts.findDraft(command.number);
  if (found?.state === 'added') {
    await takeOut(order, found);
    return;
  }
  const draft = await waitingDraft(order);
  if (!draft) return;
  await stores.documentDrafts.changeDraft(draft.number, 'waiting', { state: 'dropped', passages: [] });
  await voice.say(documents.dropped(draft.edition.title));
}

/** `/bijvraag 7 bij 12`: the files of that message belong to a question of the sender's own, and none goes into the archive. */
export async function putWithQuestion(order: Order): Promise<void> {
  const { stores, actor, command, voice } = order;
  const { queue } = voice.wording;
  const draft = await waitingDraft(order);
  if (!draft) return;
  const ticket = command.ticket === null ? undefined : await stores.tickets.findTicket(command.ticket);
  if (ticket?.conversationId !== actor.conversation.id || hasEnded(ticket.state)) {
    await voice.say(queue.whichTicket(command.ticket));
    return;
  }
  await dropWaiting(stores, draft.messageId);
  await addToTicket(order, ticket, draft.messageId);
  await voice.tell(ticket, queue.documents.putWithQuestion(ticket.number));
  const advisor = ticket.assigneeId === null ? undefined : await voiceOf(order, ticket.assigneeId);
  if (advisor) await passFilesOn(order, ticket, advisor);
}

/** The draft that a command names, when it waits for who gave the command; says so when not. Somebody else's is not there. */
async function waitingDraft(order: Order): Promise<DocumentDraft | undefined> {
  const { stores, now, actor, command, voice } = order;
  await forgetOld(stores.documentDrafts, now);
  const { documents } = voice.wording.queue;
  const found = command.number === null ? undefined : await stores.documentDrafts.findDraft(command.number);
  const own = found && found.personId === actor.person?.id ? found : undefined;
  if (own?.state === 'waiting') return own;
  if (own?.state === 'added') {
    const choices = documents.putChoices(own.number);
    await voice.say(documents.alreadyPut(own.edition.title), { ...plain, choices });
  } else await voice.say(own ? await whyGone(order, own) : documents.whichDocument(command.number));
  return undefined;
}

async function whyGone({ stores, voice }: Order, { messageId, edition }: DocumentDraft): Promise<string> {
  const { documents } = voice.wording.queue;
  const message = await stores.conversations.findMessage(messageId);
  return message?.deletedAt === null ? documents.gone : documents.messageGone(edition.title);
}

async function takeOut({ stores, voice }: Order, draft: DocumentDraft): Promise<void> {
  const { knowledge, documentDrafts } = stores;
  const { documents } = voice.wording.queue;
  const { number, edition, former } = draft;
  const document = await knowledge.findDocumentByPath(collection, edition.path);
  if (document?.ingestedAt !== edition.ingestedAt || document.contentHash !== edition.contentHash) {
    await voice.say(documents.replacedSince(edition.title));
    return;
  }
  if (!(await documentDrafts.changeDraft(number, 'added', { state: 'dropped', former: null }))) {
    throw new DeskError('busy', 'the draft changed at this moment');
  }
  const { id, edition: seen } = document;
  const done = former
    ? (await knowledge.saveEdition(former.edition, former.passages)).edition === seen + 1
    : await knowledge.removeDocument(id, seen);
  // A newer edition came in at this very moment: all of this is undone and looked at again.
  if (!done) throw new DeskError('busy', 'the archive changed at this moment');
  await voice.say(documents.takenOut(edition.title, former !== null));
}
