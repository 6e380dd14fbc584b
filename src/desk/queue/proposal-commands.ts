import { newId } from '../../kernel/ids.ts';
import { may } from '../../people/permissions.ts';
import type { Person } from '../../people/person.ts';
import { type PersonalDatum, withoutPersonalData } from '../../people/personal-data.ts';
import type { ArchiveProposal, Ticket } from '../../queue/ticket.ts';
import { answersIn, citedIn, withoutCourtesy } from './answers.ts';
import { asked, notTheirs, type Order } from './order.ts';
import { personalIn, showToBoard } from './proposal.ts';
import { knownNames, voiceOf } from './work.ts';

/**
 * `/voorstel 12`: what the archive could know next time, made from the question and what the advisor wrote to the member, without
 * personal data. With a text, that takes the place of the answer; then nothing is taken out any more, because who writes it may know
 * that a number is public, but it is said what looks personal. A board member who types it reads what was handed in.
 */
export async function propose(order: Order): Promise<void> {
  const { stores, actor, command } = order;
  const ticket = await asked(order);
  const { person } = actor;
  if (!ticket || !person) return;
  const proposal = await stores.tickets.proposalOf(ticket.id);
  if (proposal?.state === 'proposed' && command.text === '' && may(person, 'decide_on_proposals')) {
    await showToBoard(order, order.voice, ticket, proposal);
    return;
  }
  if (!(await mayWrite(order, ticket, proposal))) return;
  if (proposal === undefined) await begin(order, ticket, person);
  else if (command.text === '') await showDraft(order, ticket, proposal, []);
  if (command.text !== '') await rewrite(order, ticket, { answer: command.text });
}

/** `/vraagtekst 12 TEKST`: words the question of a proposal better. */
export async function reword(order: Order): Promise<void> {
  await correct(order, { question: order.command.text });
}

/** `/bron 12 TEKST`: says where the answer of a proposal comes from. */
export async function nameSource(order: Order): Promise<void> {
  await correct(order, { source: order.command.text });
}

/** `/indienen 12`: hands the proposal in; every board member hears of it. */
export async function handIn(order: Order): Promise<void> {
  const { stores, now, actor, voice } = order;
  const { queue } = voice.wording;
  const found = await writable(order);
  const { person } = actor;
  if (!found || !person) return;
  const { ticket, proposal } = found;
  const missing = (['answer', 'question'] as const).find((part) => !/\p{L}/u.test(proposal[part]));
  if (missing) {
    await voice.say(queue.missing[missing](ticket.number));
    return;
  }
  await stores.tickets.changeDraftProposal(proposal.id, { state: 'proposed', proposedAt: now });
  const event = {
    ticketId: ticket.id,
    kind: 'archive_proposed',
    actor: 'advisor',
    personId: person.id,
    at: now,
  } as const;
  await stores.tickets.appendEvent(event);
  await voice.tell(ticket, queue.handedIn(ticket.number));
  for (const { id } of await stores.people.listPeople('board')) {
    const theirs = await voiceOf(order, id);
    if (theirs) await showToBoard(order, theirs, ticket, proposal);
  }
}

/** Makes the first draft of a proposal, and shows what was taken out of it. */
async function begin(order: Order, ticket: Ticket, person: Person): Promise<void> {
  const { stores, now } = order;
  const names = await knownNames(order, ticket);
  const question = withoutPersonalData(ticket.question, names);
  const written = (await answersIn(order, [ticket])).get(ticket.id) ?? [];
  const answer = withoutPersonalData(written.map(withoutCourtesy).filter(Boolean).join('\n\n'), names);
  const proposal: ArchiveProposal = {
    ...{ id: newId(), ticketId: ticket.id, question: question.text, answer: answer.text, state: 'draft' },
    source: await citedIn(order, ticket),
    ...{ proposedBy: person.id, proposedAt: now, decidedBy: null, decidedAt: null },
  };
  await stores.tickets.addProposal(proposal);
  if (order.command.text !== '') return;
  const taken = [...question.taken, ...answer.taken].map(({ kind }) => kind);
  await showDraft(order, ticket, proposal, taken);
}

type Correction = Partial<Pick<ArchiveProposal, 'question' | 'answer' | 'source'>>;

async function correct(order: Order, correction: Correction): Promise<void> {
  const found = await writable(order);
  if (!found) return;
  if (order.command.text === '') await order.voice.say(order.voice.wording.queue.whichText);
  else await rewrite(order, found.ticket, correction);
}

async function rewrite(order: Order, ticket: Ticket, correction: Correction): Promise<void> {
  const { tickets } = order.stores;
  const before = await tickets.proposalOf(ticket.id);
  if (!before) return;
  await tickets.changeDraftProposal(before.id, correction);
  await showDraft(order, ticket, { ...before, ...correction }, []);
}

/** The draft of the ticket that a command names, when it is this person's to change; says so when not. */
async function writable(order: Order): Promise<{ ticket: Ticket; proposal: ArchiveProposal } | undefined> {
  const ticket = await asked(order);
  if (!ticket) return undefined;
  const proposal = await order.stores.tickets.proposalOf(ticket.id);
  if (!(await mayWrite(order, ticket, proposal))) return undefined;
  if (!proposal) await order.voice.say(order.voice.wording.queue.noProposal(ticket.number));
  return proposal && { ticket, proposal };
}

/** Whether who gave the command may write a proposal for this ticket now; says why not. */
async function mayWrite(order: Order, ticket: Ticket, proposal: ArchiveProposal | undefined): Promise<boolean> {
  const refusal = await refusalFor(order, ticket, proposal);
  if (refusal !== undefined) await order.voice.say(refusal);
  return refusal === undefined;
}

async function refusalFor(
  order: Order,
  ticket: Ticket,
  proposal: ArchiveProposal | undefined,
): Promise<string | undefined> {
  const { number, state, assigneeId } = ticket;
  const { queue } = order.voice.wording;
  if (assigneeId !== order.actor.person?.id) return notTheirs(order, ticket);
  if (state !== 'resolved' && state !== 'closed') return queue.finishFirst(number);
  if (proposal?.state === 'proposed' || proposal?.state === 'approved') {
    return queue.alreadyHandedIn[proposal.state](number);
  }
  return undefined;
}

async function showDraft(
  order: Order,
  ticket: Ticket,
  proposal: ArchiveProposal,
  taken: readonly PersonalDatum[],
): Promise<void> {
  const { queue } = order.voice.wording;
  const text = queue.draftProposal(ticket.number, proposal, taken, await personalIn(order, ticket, proposal));
  await order.voice.tell(ticket, text, { choices: queue.draftProposalChoices(ticket.number) });
}
