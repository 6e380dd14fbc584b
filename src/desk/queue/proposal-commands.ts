import { newId } from '../../kernel/ids.ts';
import { editionOfAnswer } from '../../knowledge/answer-edition.ts';
import { may } from '../../people/permissions.ts';
import type { Person } from '../../people/person.ts';
import { type PersonalDatum, withoutPersonalData } from '../../people/personal-data.ts';
import { defaultRules } from '../../queue/agenda.ts';
import type { ArchiveProposal, Ticket } from '../../queue/ticket.ts';
import { wallTime } from '../../queue/zoned-time.ts';
import { plain, type Voice } from '../voice.ts';
import { answersIn, citedIn, withoutCourtesy } from './answers.ts';
import { asked, type Order } from './order.ts';
import { knownNames, nameOf, voiceOf, type Work } from './work.ts';

/** The collection of the archive that approved answers belong to. */
const collection = 'antwoorden van adviseurs';
/** So many proposals get a button in the list of those that wait. */
const withButton = 5;

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
  if (!/\p{L}/u.test(proposal.answer)) {
    await voice.say(queue.answerMissing(ticket.number));
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

/** `/voorstellen`: what waits for the board, the oldest first. */
export async function showProposals({ stores, voice }: Order): Promise<void> {
  const { queue } = voice.wording;
  const proposals = await stores.tickets.listProposals('proposed');
  const waiting = await Promise.all(
    proposals.map(async ({ ticketId, question }) => {
      const ticket = await stores.tickets.findTicketById(ticketId);
      return ticket === undefined ? [] : [{ ticket: ticket.number, question }];
    }),
  );
  const list = waiting.flat();
  const choices = list.slice(0, withButton).map(({ ticket }) => queue.readChoice(ticket));
  await voice.say(queue.proposals(list), { ...plain, choices });
}

/**
 * `/goedkeuren 12`: the answer becomes a document of the archive, in this very transaction, and the desk answers from it as soon as
 * its index has followed. The document names nobody: not who asked and not who answered.
 */
export async function approve(order: Order): Promise<void> {
  const decided = await decide(order, 'approved');
  if (!decided) return;
  const { stores, now } = order;
  const { ticket, proposal } = decided;
  const { edition, passages } = await editionOfAnswer(
    {
      ...{ question: proposal.question, answer: proposal.answer, basedOn: proposal.source, language: ticket.language },
      source: order.voice.wording.queue.answerOfAdvisor,
      date: wallTime(now, defaultRules.hours.timeZone).day,
      ...{ collection, path: `vraag-${ticket.number}` },
    },
    now,
  );
  await stores.knowledge.saveEdition(edition, passages);
}

/** `/afwijzen 12 REDEN`: the advisor hears so, with the reason, and may make a better proposal. */
export async function refuse(order: Order): Promise<void> {
  await decide(order, 'refused');
}

async function decide(
  order: Order,
  state: 'approved' | 'refused',
): Promise<{ ticket: Ticket; proposal: ArchiveProposal } | undefined> {
  const { stores, now, actor, command, voice } = order;
  const { queue } = voice.wording;
  const ticket = await asked(order);
  const { person } = actor;
  if (!ticket || !person) return undefined;
  const proposal = await stores.tickets.proposalOf(ticket.id);
  if (!proposal || !(await stores.tickets.decideProposal(proposal.id, state, person.id, now))) {
    await voice.say(
      proposal?.state === 'approved' ? queue.alreadyHandedIn.approved(ticket.number) : queue.noProposal(ticket.number),
    );
    return undefined;
  }
  const text = command.text || null;
  const event = { ticketId: ticket.id, actor: 'board' as const, personId: person.id, text, at: now };
  await stores.tickets.appendEvent({ ...event, kind: `archive_${state}` });
  await voice.tell(ticket, queue.decided[state](ticket.number));
  const advisor = proposal.proposedBy === person.id ? undefined : await voiceOf(order, proposal.proposedBy);
  await advisor?.tell(ticket, advisor.wording.queue.decidedOnYours[state](ticket.number, text));
  return { ticket, proposal };
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
  { number, state, assigneeId }: Ticket,
  proposal: ArchiveProposal | undefined,
): Promise<string | undefined> {
  const { queue } = order.voice.wording;
  if (assigneeId !== order.actor.person?.id) return queue.refused.not_yours(number, await nameOf(order, assigneeId));
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

async function showToBoard(work: Work, voice: Voice, ticket: Ticket, proposal: ArchiveProposal): Promise<void> {
  const { queue } = voice.wording;
  const by = await nameOf(work, proposal.proposedBy);
  const text = queue.proposal(ticket.number, proposal, by, await personalIn(work, ticket, proposal));
  await voice.tell(ticket, text, { choices: queue.proposalChoices(ticket.number) });
}

/** What still looks personal in a proposal that a person has corrected. */
async function personalIn(work: Work, ticket: Ticket, proposal: ArchiveProposal): Promise<PersonalDatum[]> {
  const text = [proposal.question, proposal.answer, proposal.source ?? ''].join('\n');
  return withoutPersonalData(text, await knownNames(work, ticket)).taken.map(({ kind }) => kind);
}
