import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PersonalDatum, withoutPersonalData } from '../../../src/people/personal-data.ts';

const kindsIn = (text: string, names: string[] = []) => withoutPersonalData(text, names).taken.map(({ kind }) => kind);

describe('personal data that is taken out', () => {
  test.each<[PersonalDatum, string]>([
    ['email', 'Mail naar j.de-vries+hal@voorbeeld.nl.'],
    ['phone', 'Bel 06-12345678 na zessen.'],
    ['phone', 'Bel 0595 - 12 34 56.'],
    ['phone', 'Bel (050) 123 45 67.'],
    ['phone', 'Bel +31 (0)6 12 34 56 78.'],
    ['account', 'Stort op NL91 ABNA 0417 1643 00.'],
    ['account', 'Stort op nl91abna0417164300.'],
    ['address', 'Ik woon op 9971 AB 12.'],
    ['address', 'Post naar Lange Dorpsstraat 12a, 9971 AB.'],
    ['address', 'Het is op Molenweg 3.'],
    ['number', 'Mijn nummer is 123456782.'],
    ['link', 'Zie https://voorbeeld.nl/formulier?id=8f3.'],
    ['link', 'Zie www.voorbeeld.nl/dossier/2024512345.'],
    ['name', 'Vraag het aan mevrouw Van der Wal.'],
    ['name', 'Vraag het aan dhr. de Boer.'],
  ])('%s in “%s”', (kind, text) => {
    expect(kindsIn(text)).toEqual([kind]);
  });

  test.each([
    'Vraag het aan dhr. J. de Vries.',
    'Vraag het aan mevr. A.B. Jansen.',
    'Vraag het aan mevrouw Anna de Vries.',
    'Vraag het aan mevrouw Van der Wal.',
    'Vraag het aan mw. W. van ’t Hof-Jansen.',
    'Vraag het aan de heer Kees Jan van den Berg.',
  ])('the whole name behind a title in “%s”', (text) => {
    expect(withoutPersonalData(text).text).toBe('Vraag het aan (naam).');
  });

  test('names that are known, whole and in parts, and what belongs to words around them', () => {
    const { text, taken } = withoutPersonalData('Dag Anna, groet van Bert de Vries. Vries wil dat Anna’s brief komt.', [
      'Anna',
      'Bert de Vries',
    ]);
    expect(text).toBe('Dag (naam), groet van (naam). (naam) wil dat (naam)’s brief komt.');
    expect(taken.map((one) => one.text)).toEqual(['Anna', 'Bert de Vries', 'Vries', 'Anna']);
  });
});

describe('what stays', () => {
  test.each([
    'De zaal kost 45 euro per dagdeel, in 2026 wordt dat 47,50.',
    'Bel de gemeente op 088 123 45 67 of 0800-1234.',
    'Zie https://www.voorbeeld.nl/subsidies/dorpshuizen.',
    'Op 01-02-2024 om 20.00 uur is het eerste overleg.',
    'De wil is er, zei de gemeente in artikel 12.',
    'Dat stond in 2024 in de krant.',
  ])('“%s”', (text) => {
    expect(withoutPersonalData(text, ['Wil'])).toEqual({ text, taken: [] });
  });
});

describe('whatever is written', () => {
  const personal = fc.constantFrom(
    ...['a.b@voorbeeld.nl', '06 12345678', 'NL91ABNA0417164300', '9971 AB 12', 'Molenweg 3', 'Anna', 'mevrouw Jansen'],
  );
  const chunk = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.lorem({ maxCount: 3 }), personal);
  const written = fc.array(chunk, { maxLength: 12 }).map((chunks) => chunks.join(' '));

  test('a second time finds nothing', () => {
    fc.assert(
      fc.property(written, (text) => {
        const once = withoutPersonalData(text, ['Anna']).text;
        expect(withoutPersonalData(once, ['Anna'])).toEqual({ text: once, taken: [] });
      }),
    );
  });

  test('the rest of the text stays as it was, in its order', () => {
    fc.assert(
      fc.property(written, (text) => {
        const { text: left, taken } = withoutPersonalData(text, ['Anna']);
        let at = 0;
        const put = /\((?:naam|e-mailadres|telefoonnummer|adres|rekeningnummer|nummer|webadres)\)/g;
        const back = left.replace(put, (placeholder) => taken[at++]?.text ?? placeholder);
        expect(back).toBe(text);
      }),
    );
  });

  test('a name or an address between words is not left standing', () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 4 }), personal, fc.lorem({ maxCount: 4 }), (before, datum, after) => {
        expect(withoutPersonalData(`${before}, ${datum}. ${after}`, ['Anna']).text).not.toContain(datum);
      }),
    );
  });

  test('a name may hold any character, and a long text takes no long time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), written, (name, text) => void withoutPersonalData(text, [name])),
    );
    for (const unit of ['a.', 'A ', '0', '1 ', 'Aa-', '06 ']) {
      const begun = performance.now();
      withoutPersonalData(unit.repeat(10_000), ['Anna']);
      expect(performance.now() - begun).toBeLessThan(1_000);
    }
  });
});
