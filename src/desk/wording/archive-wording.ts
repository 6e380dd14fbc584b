import type { PersonalDatum } from '../../people/personal-data.ts';
import type { ArchiveProposal } from '../../queue/ticket.ts';
import type { Choice } from '../conversation.ts';

/** What stands in a proposal, as people read it. */
export type ProposedText = Pick<ArchiveProposal, 'question' | 'answer' | 'source'>;

/** What the desk says about answers of advisors that may go into the archive, to advisors and the board. */
export interface ArchiveWording {
  /** After resolving: may the archive know this next time? */
  askToPropose(ticket: number): string;
  askToProposeChoices(ticket: number): Choice[];
  finishFirst(ticket: number): string;
  /** The proposal for its advisor to correct. `taken` was left out by the desk, `left` looks personal and stands there still. */
  draftProposal(
    ticket: number,
    proposal: ProposedText,
    taken: readonly PersonalDatum[],
    left: readonly PersonalDatum[],
  ): string;
  draftProposalChoices(ticket: number): Choice[];
  whichText: string;
  noProposal(ticket: number): string;
  /** A proposal without a word in one of its parts; a member may have taken the question back. */
  missing: Readonly<Record<'question' | 'answer', (ticket: number) => string>>;
  handedIn(ticket: number): string;
  alreadyHandedIn: Readonly<Record<'proposed' | 'approved', (ticket: number) => string>>;
  /** To the board: a proposal with the buttons to decide on it. */
  proposal(ticket: number, proposal: ProposedText, by: string | null, left: readonly PersonalDatum[]): string;
  proposalChoices(ticket: number): Choice[];
  proposals(waiting: readonly { ticket: number; question: string }[]): string;
  readChoice(ticket: number): Choice;
  decided: Readonly<Record<'approved' | 'refused', (ticket: number) => string>>;
  decidedOnYours: Readonly<Record<'approved' | 'refused', (ticket: number, reason: string | null) => string>>;
  /** The document that an approved answer becomes: its kind, and the name of its source. */
  answerOfAdvisor: string;
}
