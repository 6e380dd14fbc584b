import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bears, hintsIn, type Marker, markersOf } from '../../../src/retrieval/markers.ts';
import { eachWord } from '../../../src/retrieval/words.ts';
import { anyText, longTexts, patience } from './hostile-text.ts';

const bearing: readonly (readonly [Marker, readonly string[]])[] = [
  ['§email', ['Mail naar info@ovkk.nl.', 'jan.de-boer+dorp@post.voorbeeld.nl', 'INFO@DORP.FRL']],
  [
    '§phone',
    ['Bel 06-12345678.', 'tel. 0570 612 345', '+31 6 1234 5678', '0031612345678', '(038) 123 4567', '088-1234567'],
  ],
  ['§website', ['Kijk op www.ovkk.nl', 'https://dorp.example/plan', 'zie doarpswurk.frl']],
  ['§account', ['NL91 ABNA 0417 1643 00', 'NL91ABNA0417164300', 'op IBAN']],
  ['§postcode', ['Kerkweg 1, 1234 AB Dorp', '8011PK Zwolle']],
  ['§amount', ['€ 2.500', '100 euro', '10 EUR']],
  ['§date', ['op 3 oktober', 'in november 2025', '03-10-2025', 'de 2e maart']],
  ['§year', ['in 2025', 'het jaar 1998.', '(2020)']],
  ['§frequency', ['vier keer per jaar', 'jaarlijks', 'elke maand', '2x', 'om de twee jaar', 'één keer']],
  ['§number', ['er zijn 12 dorpen', 'vijf regio’s', '4.000 leden', 'tientallen', 'met één doel']],
  ['§weekday', ['op maandag', 'dinsdagen', 'ma | di']],
  ['§time', ['om 19.30 uur', '20:00 uur', '9 uur']],
  ['§duration', ['vier jaar', 'binnen 6 weken', 'een half jaar', 'anderhalf uur', 'één maand']],
];

const notBearing: readonly (readonly [Marker, readonly string[]])[] = [
  ['§email', ['info at ovkk punt nl', 'a@b', '@dorp']],
  [
    '§phone',
    ['03-10-2025', '2025-2026', 'NL91 ABNA 0417 1643 00', 'in 2025', '1234 AB', '€ 1.000.000', '0,12345678', '4.000'],
  ],
  ['§website', ['info@ovkk.nl', 'einde.Nieuwe zin', 'dorp']],
  ['§account', ['in Nederland', 'NL 2025']],
  ['§postcode', ['in 2025 SS', '12345 AB', '0123 AB', 'in 2020 was']],
  ['§amount', ['europa', 'europees']],
  ['§date', ['meivakantie', 'augustusfeest', '12 dorpen']],
  ['§year', ['4.000', '20255', '2.025', '2025.1', '06-20251234']],
  ['§frequency', ['het jaar', 'keerpunt', 'de maand']],
  ['§number', ['een dorp', 'geen']],
  ['§weekday', ['maand', 'woensdrecht']],
  ['§time', ['uurwerk', 'een uur']],
  ['§duration', ['jaarverslag', 'dagelijks']],
];

/** The marks of a text, found as the index finds them. */
function marksOf(text: string): Marker[] {
  let hints = 0;
  eachWord(text, 0, text.length, (start, end) => {
    hints |= hintsIn(text.slice(start, end));
  });
  return markersOf(text, hints);
}

describe('marks', () => {
  it.each(bearing.flatMap(([marker, texts]) => texts.map((text) => [marker, text] as const)))(
    '%s on “%s”',
    (marker, text) => {
      expect(marksOf(text)).toContain(marker);
      expect(bears(text, marker)).toBe(true);
    },
  );

  it.each(notBearing.flatMap(([marker, texts]) => texts.map((text) => [marker, text] as const)))(
    'no %s on “%s”',
    (marker, text) => {
      expect(marksOf(text)).not.toContain(marker);
      expect(bears(text, marker)).toBe(false);
    },
  );

  it('are the same on any text, however one asks', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const found = marksOf(text);
        expect(found).toEqual(bearing.map(([marker]) => marker).filter((marker) => bears(text, marker)));
      }),
    );
  });

  it('are the same on texts made of what marks are made of', () => {
    const examples = [...bearing, ...notBearing]
      .flatMap(([, texts]) => texts)
      .flatMap((text) => [text, ...text.split(/\b/)]);
    const text = fc
      .array(fc.constantFrom(...examples, ' ', '.', '@', '/'), { maxLength: 8 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (text) => {
        const found = marksOf(text);
        expect(found).toEqual(bearing.map(([marker]) => marker).filter((marker) => bears(text, marker)));
      }),
      { numRuns: 1000 },
    );
  });

  it.each(longTexts)('are found at once on ten thousand characters: %s', (_, text) => {
    const started = performance.now();
    marksOf(text);
    expect(performance.now() - started).toBeLessThan(patience / 2);
  });
});
