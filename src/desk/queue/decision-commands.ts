import { editionOfAnswer } from '../../knowledge/answer-edition.ts';
import { defaultRules } from '../../queue/agenda.ts';
import type { ArchiveProposal, Ticket } from '../../queue/ticket.ts';
import { wallTime } from '../../queue/zoned-time.ts';
import { plain } from '../voice.ts';
import { asked, type Order } from './order.ts';
import { voiceOf } from './work.ts';

/** The collection of the archive that approved answers belong to. */
const collection = 'antwoorden van adviseurs';
/** So many proposals get a button in the list of those that wait. */
const withButton = 5;

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
