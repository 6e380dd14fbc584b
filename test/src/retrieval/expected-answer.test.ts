import { describe, expect, it } from 'vitest';
import { fold } from '../../../src/retrieval/analysis.ts';
import { type AnswerType, expectedAnswer } from '../../../src/retrieval/expected-answer.ts';
import { longTexts, patience } from './hostile-text.ts';

const questions: readonly (readonly [AnswerType, readonly string[]])[] = [
  [
    'email',
    ['Wat is het e-mailadres van de OVKK?', 'Naar welk mailadres kan ik schrijven?', 'Waarheen kan ik mailen?'],
  ],
  ['phone', ['Wat is het telefoonnummer?', 'Hoe kan ik jullie bellen?', 'What is the phone number?']],
  ['account', ['Op welk rekeningnummer moet het?', 'Wat is jullie IBAN?']],
  ['website', ['Wat is de website van de vereniging?', 'Hebben jullie een site?']],
  ['address', ['Wat is het postadres?', 'Waar is de OVKK gevestigd?', 'Wat is de postcode?']],
  [
    'amount',
    [
      'Wat kost het lidmaatschap?',
      'Hoeveel subsidie krijgen we?',
      'Hoe hoog is de contributie?',
      'Hoe duur is een zaal?',
      'How much does it cost?',
    ],
  ],
  ['frequency', ['Hoe vaak komt de nieuwsbrief?', 'Hoeveel keer per jaar vergadert u?', 'How often do they meet?']],
  ['year', ['In welk jaar is de vereniging opgericht?', 'Which year was it?']],
  ['time', ['Hoe laat begint het?', 'Wat zijn de openingstijden?']],
  ['date', ['Op welke datum is de vergadering?', 'Wanneer is de vergadering?', 'Op welke dag is de inloop?']],
  ['duration', ['Hoe lang duurt het?', 'Hoelang blijft het geldig?']],
  ['count', ['Hoeveel leden zijn er?', 'How many members are there?']],
  ['person', ['Wie zit er in het bestuur?', 'Bij wie kan ik terecht?', 'Who can help us?']],
  ['place', ['Waar staat dat?', 'Where is it?']],
  ['reason', ['Waarom is er een dorpsvisie?']],
  ['definition', ['Wat is een dorpsvisie?', 'En wat doet de LVKK?', 'What is a village plan?']],
  ['manner', ['Hoe maken we een dorpsvisie?', 'Hoe vraag ik subsidie aan?']],
  ['yes_no', ['Mag de gemeente dat?', 'Is er een vergoeding?', 'Can we join?']],
  ['other', ['dorpsvisie maken', 'Vertel eens over Tricht.', '', '🏡']],
];

describe('the sort of fact that a question asks for', () => {
  it.each(questions.flatMap(([type, texts]) => texts.map((text) => [text, type] as const)))(
    '“%s”: %s',
    (text, type) => {
      expect(expectedAnswer(fold(text)).type).toBe(type);
    },
  );

  it('is only strict where a mark can show that it is missing', () => {
    for (const [, texts] of questions) {
      for (const text of texts) {
        const { strict, markers, namedBy } = expectedAnswer(fold(text));
        if (strict) expect(markers.length).toBeGreaterThan(0);
        if (markers.length === 0) expect(namedBy).toEqual([]);
        for (const word of namedBy) expect(fold(text)).toContain(word);
      }
    }
  });

  it.each(longTexts)('is seen at once in ten thousand characters: %s', (_, text) => {
    const started = performance.now();
    expectedAnswer(fold(text));
    expect(performance.now() - started).toBeLessThan(patience / 2);
  });
});
