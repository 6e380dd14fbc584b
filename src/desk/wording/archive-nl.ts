import type { PersonalDatum } from '../../people/personal-data.ts';
import type { ArchiveWording, ProposedText } from './archive-wording.ts';
import { shorten } from './label.ts';

const data: Readonly<Record<PersonalDatum, string>> = {
  name: 'een naam',
  email: 'een e-mailadres',
  phone: 'een telefoonnummer',
  address: 'een adres',
  account: 'een rekeningnummer',
  number: 'een persoonlijk nummer',
  link: 'een persoonlijk webadres',
};

/** Kinds of personal data in a sentence. */
export function namedData(kinds: readonly PersonalDatum[]): string {
  const words = [...new Set(kinds)].map((kind) => data[kind]);
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} en ${words.at(-1)}` : (words[0] ?? '');
}

const proposed = ({ question, answer, source }: ProposedText) => [
  `Vraag: ${question || '(nog leeg)'}`,
  `Antwoord: ${answer || '(nog leeg)'}`,
  `Bron: ${source ?? '(geen bron genoemd)'}`,
];

/** About answers of advisors that may go into the archive, in Dutch. */
export const archiveNl: ArchiveWording = {
  askToPropose: (ticket) =>
    `Mag het archief dit de volgende keer weten? Dan maak ik van vraag ${ticket} een voorstel voor het bestuur, zonder namen en adressen. U leest het eerst zelf.`,
  askToProposeChoices: (ticket) => [{ label: 'Voorstel maken', command: `/voorstel ${ticket}` }],
  finishFirst: (ticket) => `Vraag ${ticket} is nog niet afgerond. Daarna kunt u het antwoord voorstellen.`,
  draftProposal: (ticket, proposal, taken, left) =>
    [
      `Voorstel voor het archief bij vraag ${ticket}:`,
      ...proposed(proposal),
      ...(taken.length > 0 ? [`Dit heb ik weggelaten: ${namedData(taken)}.`] : []),
      ...(left.length > 0 ? [`Let op: er staat nog ${namedData(left)} in. Mag iedereen dat lezen?`] : []),
      `Klopt het zo? Dien het dan in. Iets veranderen kan eerst:\n/voorstel ${ticket} BETER ANTWOORD\n/vraagtekst ${ticket} BETERE VRAAG\n/bron ${ticket} WAAR HET STAAT`,
    ].join('\n\n'),
  draftProposalChoices: (ticket) => [{ label: 'Indienen bij het bestuur', command: `/indienen ${ticket}` }],
  whichText: 'Zet de nieuwe tekst achter het nummer, bijvoorbeeld: /bron 12 Brief van de gemeente, mei 2026.',
  noProposal: (ticket) => `Bij vraag ${ticket} ligt geen voorstel. Typ /voorstel ${ticket} om er een te maken.`,
  missing: {
    question: (ticket) => `De vraag is nog leeg. Typ hem zo: /vraagtekst ${ticket} DE VRAAG.`,
    answer: (ticket) => `Het antwoord is nog leeg. Typ het zo: /voorstel ${ticket} UW ANTWOORD.`,
  },
  handedIn: (ticket) =>
    `Het voorstel bij vraag ${ticket} ligt nu bij het bestuur. Dank u wel! U hoort wat het besluit.`,
  alreadyHandedIn: {
    proposed: (ticket) => `Het voorstel bij vraag ${ticket} ligt al bij het bestuur.`,
    approved: (ticket) => `Het antwoord op vraag ${ticket} staat al in het archief.`,
  },
  proposal: (ticket, proposal, by, left) =>
    [
      `${by ?? 'Een adviseur'} stelt dit voor het archief voor (vraag ${ticket}):`,
      ...proposed(proposal),
      ...(left.length > 0 ? [`Let op: er staat ${namedData(left)} in.`] : []),
      'Na goedkeuring kan iedereen dit antwoord lezen. De naam van de adviseur komt er niet bij.',
    ].join('\n\n'),
  proposalChoices: (ticket) => [
    { label: 'Goedkeuren', command: `/goedkeuren ${ticket}` },
    { label: 'Afwijzen', command: `/afwijzen ${ticket}` },
  ],
  proposals: (waiting) =>
    waiting.length === 0
      ? 'Er liggen geen voorstellen voor het archief.'
      : `Deze voorstellen wachten op het bestuur:\n${waiting.map(({ ticket, question }) => `${ticket}. ${shorten(question, 120)}`).join('\n')}\n\nLezen en beslissen: /voorstel NUMMER.`,
  readChoice: (ticket) => ({ label: `Voorstel ${ticket} lezen`, command: `/voorstel ${ticket}` }),
  decided: {
    approved: (ticket) => `Het antwoord op vraag ${ticket} staat nu in het archief. De balie kan het vanaf nu geven.`,
    refused: (ticket) => `Het voorstel bij vraag ${ticket} is afgewezen. De adviseur hoort dat.`,
  },
  decidedOnYours: {
    approved: (ticket) => `Het bestuur heeft uw antwoord op vraag ${ticket} in het archief gezet. Dank u wel!`,
    refused: (ticket, reason) =>
      `Het bestuur heeft uw voorstel bij vraag ${ticket} niet overgenomen.${reason === null ? '' : ` De reden: ${reason}`}`,
  },
  answerOfAdvisor: 'antwoord van een adviseur',
};
