import { describe, expect, test } from 'vitest';
import { withoutCourtesy } from '../../../../src/desk/queue/answers.ts';

describe('the words for one reader', () => {
  test.each([
    ['Dag Jan, dat mag. Groet, Anna', 'Dat mag.'],
    ['Beste mevrouw De Boer,\n\nDat mag.\n\nMet vriendelijke groet,\nAnna', 'Dat mag.'],
    ['Hallo! Dat mag.', 'Dat mag.'],
    ['Dat mag. Hartelijke groeten', 'Dat mag.'],
    ['Dag Jan, groet van Anna', ''],
  ])('are taken off “%s”', (text, left) => {
    expect(withoutCourtesy(text)).toBe(left);
  });

  test.each([
    'Dat kan op elke dag van de week, behalve zondag.',
    'U krijgt de hartelijke groeten van het bestuur.',
    'Een dag van tevoren, dat is genoeg.',
  ])('are not seen in “%s”', (text) => {
    expect(withoutCourtesy(text)).toBe(text);
  });
});
