import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type AnsweredTicket, mostSimilar } from '../../../../src/desk/queue/similar-tickets.ts';
import { LexicalIndex } from '../../../../src/retrieval/lexical-index.ts';
import { Thesaurus } from '../../../../src/retrieval/thesaurus.ts';
import { parseThesaurus } from '../../../../src/retrieval/thesaurus-file.ts';
import { ticketThat } from '../../queue/ticket-sample.ts';

const thesaurus = new Thesaurus(
  parseThesaurus(readFileSync(new URL('../../../../knowledge/thesaurus.yaml', import.meta.url), 'utf8')),
);
const archive = { lexical: new LexicalIndex(), thesaurus };

const answered: AnsweredTicket[] = [
  [
    'Welke subsidie is er voor zonnepanelen op een dorpshuis?',
    'De provincie heeft een regeling voor duurzame dorpshuizen.',
  ],
  [
    'Hoe wijzigen wij de statuten van onze vereniging?',
    'Dat gaat via de notaris, na een besluit van de ledenvergadering.',
  ],
  ['Wie repareert de speeltoestellen in het park?', 'Dat doet de gemeente; meld het via hun website.'],
  ['Hoe vragen we een vergunning aan voor de kermis?', 'Acht weken van tevoren, bij de gemeente.'],
].map(([question = '', answer = ''], i) => ({
  ticket: ticketThat({ id: String(i + 1), number: i + 1, question }),
  answer,
}));

const found = (question: string, among = answered) =>
  mostSimilar(archive, question, among).map(({ ticket }) => ticket.number);

describe('tickets like a question', () => {
  test.each<[string, number]>([
    ['Is er subsidie voor zonnepanelen op het dak van ons dorpshuis?', 1],
    ['Wij willen onze statuten wijzigen, moet dat bij een notaris?', 2],
    ['De speeltoestellen zijn kapot, wie kan ze repareren?', 3],
    ['Welke vergunningen zijn nodig voor een kermis?', 4],
  ])('“%s” is like %i', (question, number) => {
    expect(found(question)).toEqual([number]);
    expect(found(question, answered.slice(number - 1, number))).toEqual([number]);
  });

  test.each(['Hoe kunnen wij jongeren bij het dorp betrekken?', 'Wat kost de grote zaal?', '???', ''])(
    'none is like “%s”',
    (question) => {
      expect(found(question)).toEqual([]);
    },
  );

  test('the words that ask for a human make no two questions alike', () => {
    const asked = [
      { ticket: ticketThat({ question: 'Ik wil graag een adviseur spreken over de statuten.' }), answer: 'Dat kan.' },
    ];
    expect(found('Ik wil graag een adviseur spreken over de begroting.', asked)).toEqual([]);
    expect(found('Kan ik een adviseur spreken over onze statuten?', asked)).toEqual([1]);
  });

  test('at most three are shown, the nearest first', () => {
    const same = Array.from({ length: 5 }, (_, i) => ({
      ticket: ticketThat({
        number: 10 + i,
        question: i === 3 ? 'Hoe wijzigen wij de statuten?' : 'Wat staat er in de statuten?',
      }),
      answer: 'Kijk bij de notaris.',
    }));
    const numbers = found('Hoe wijzigen wij de statuten?', same);
    expect(numbers).toHaveLength(3);
    expect(numbers[0]).toBe(13);
  });
});
