import { type PersonalDatum, withoutPersonalData } from '../../people/personal-data.ts';
import type { ArchiveProposal, Ticket } from '../../queue/ticket.ts';
import type { Voice } from '../voice.ts';
import { knownNames, nameOf, type Work } from './work.ts';

/** Shows a board member what was handed in, with the buttons to decide on it. */
export async function showToBoard(work: Work, voice: Voice, ticket: Ticket, proposal: ArchiveProposal): Promise<void> {
  const { queue } = voice.wording;
  const by = await nameOf(work, proposal.proposedBy);
  const text = queue.proposal(ticket.number, proposal, by, await personalIn(work, ticket, proposal));
  await voice.tell(ticket, text, { choices: queue.proposalChoices(ticket.number) });
}

/** What still looks personal in a proposal that a person has corrected. */
export async function personalIn(work: Work, ticket: Ticket, proposal: ArchiveProposal): Promise<PersonalDatum[]> {
  const text = [proposal.question, proposal.answer, proposal.source ?? ''].join('\n');
  return withoutPersonalData(text, await knownNames(work, ticket)).taken.map(({ kind }) => kind);
}
