import type { FixtureContent } from './documents/content.ts';

/** A paper that no archive of a test holds yet, for a board member to send. */
export const paper = {
  content: {
    title: 'Reglement jeugdhonk De Zolder',
    organisation: 'Dorpsbelang Voorbeeldbuurt',
    date: '2026-03-14',
    blocks: [
      { kind: 'heading', level: 1, text: 'Openingstijden' },
      {
        kind: 'paragraph',
        text: 'Jeugdhonk De Zolder is open op vrijdagavond van 19.30 tot 23.00 uur. In de zomervakantie blijft het jeugdhonk dicht.',
      },
      { kind: 'heading', level: 1, text: 'Toezicht' },
      {
        kind: 'paragraph',
        text: 'Bij het jeugdhonk zijn altijd twee vrijwilligers aanwezig die ouder zijn dan 21 jaar. Zij hebben de sleutel en het nummer van de beheerder.',
      },
    ],
  } satisfies FixtureContent,
  question: 'Wanneer is jeugdhonk De Zolder open?',
  fact: /vrijdagavond van 19\.30 tot 23\.00/,
};
