import { newId } from '../../kernel/ids.ts';
import type { ReplyDraft } from '../../queue/draft.ts';
import type { Ticket } from '../../queue/ticket.ts';
import { plain } from '../voice.ts';
import { current, type Order } from './order.ts';
import { relayToMember } from './relay.ts';
import { assemble, citationOf } from './reply-draft.ts';

/** So many of the passages that the desk looked at are proposed when the advisor chose none. */
const proposedPassages = 2;

/** `/citeer 2`: puts a passage of the card into the advisor's draft, or takes it out when it is there; shows the draft. */
export async function cite(order: Order): Promise<void> {
  const { stores, command, voice } = order;
  const found = await currentWithDraft(order);
  if (!found) return;
  const { ticket, draft } = found;
  const passage = ticket.passages[(command.number ?? 0) - 1];
  if (command.number === null || !passage) {
    await voice.say(voice.wording.queue.whichPassage(ticket.passages.length));
    return;
  }
  const others = draft.passages.filter((number) => number !== command.number);
  if (others.length < draft.passages.length) await save(order, ticket, { ...draft, passages: others });
  else if (await citationOf(stores.knowledge, passage)) {
    await save(order, ticket, { ...draft, passages: [...others, command.number] });
  } else await voice.say(voice.wording.queue.passageGone(command.number));
}

/**
 * `/concept`: shows the draft; with a text, that takes the place of the advisor's own words and the citations stay. Without any
 * draft the desk proposes one from the passages that it found best.
 */
export async function showDraft(order: Order): Promise<void> {
  const { stores, command, voice } = order;
  const found = await currentWithDraft(order);
  if (!found) return;
  const { ticket, draft } = found;
  if (command.text !== '') await save(order, ticket, { ...draft, text: command.text });
  else if (draft.text !== '' || draft.passages.length > 0) await show(order, ticket, draft);
  else {
    const best = ticket.passages.slice(0, proposedPassages);
    const standing = await Promise.all(best.map((passage) => citationOf(stores.knowledge, passage)));
    const passages = standing.flatMap((citation, i) => (citation ? [i + 1] : []));
    if (passages.length === 0) await voice.say(voice.wording.queue.draftEmpty);
    else await save(order, ticket, { ...draft, passages });
  }
}

/** `/verstuur`: sends the draft as if the advisor had typed it, with its citations; then it is gone. */
export async function sendDraft(order: Order): Promise<void> {
  const { stores, now, actor, voice } = order;
  const found = await currentWithDraft(order);
  const { person, conversation } = actor;
  if (!found || !person) return;
  const { ticket, draft } = found;
  const { text, citations } = await assemble(stores.knowledge, ticket, draft);
  if (text === '') {
    await voice.say(voice.wording.queue.draftEmpty);
    return;
  }
  const message = await stores.conversations.appendMessage({
    ...{ id: newId(), conversationId: conversation.id, author: 'member', text, createdAt: now },
    details: { ...plain, citations },
  });
  if (!(await relayToMember(order, person, conversation, message, ticket))) return;
  await stores.drafts.dropDraft(ticket.id, person.id);
  const { queue } = voice.wording;
  await voice.tell(ticket, queue.draftSent(ticket.number), { choices: queue.workChoices(ticket.number) });
}

/** `/weggooien`: the draft is gone, nothing was sent. */
export async function dropDraft(order: Order): Promise<void> {
  const { stores, actor, voice } = order;
  const ticket = await current(order);
  if (!ticket || !actor.person) return;
  const { queue } = voice.wording;
  const dropped = await stores.drafts.dropDraft(ticket.id, actor.person.id);
  await voice.tell(ticket, dropped ? queue.draftDropped(ticket.number) : queue.draftEmpty);
}

async function currentWithDraft(order: Order): Promise<{ ticket: Ticket; draft: ReplyDraft } | undefined> {
  const { stores, now, actor } = order;
  const ticket = await current(order);
  if (!ticket || !actor.person) return undefined;
  const key = { ticketId: ticket.id, personId: actor.person.id };
  const draft = await stores.drafts.findDraft(key.ticketId, key.personId);
  return { ticket, draft: draft ?? { ...key, text: '', passages: [], changedAt: now } };
}

async function save(order: Order, ticket: Ticket, draft: ReplyDraft): Promise<void> {
  await order.stores.drafts.saveDraft({ ...draft, changedAt: order.now });
  await show(order, ticket, draft);
}

/** Shows the draft as the member will see it, with its sources. */
async function show({ stores, voice }: Order, ticket: Ticket, draft: ReplyDraft): Promise<void> {
  const { queue } = voice.wording;
  const { text, citations } = await assemble(stores.knowledge, ticket, draft);
  const details = { ...plain, ticket: ticket.number, citations, choices: queue.draftChoices(ticket.number) };
  await voice.say(text === '' ? queue.draftEmpty : `${queue.draft(ticket.number)}\n\n${text}`, details, ticket.id);
}
