import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentences } from '../../../src/knowledge/sentences.ts';

const split = (text: string) => sentences(text).map((span) => text.slice(span.start, span.end));

describe('sentences', () => {
  it('ends at a full stop, a question mark, an exclamation mark and an ellipsis', () => {
    expect(split('Het dorpshuis is open. Wie komt er? Iedereen! We wachten… Tot straks.')).toEqual([
      'Het dorpshuis is open.',
      'Wie komt er?',
      'Iedereen!',
      'We wachten…',
      'Tot straks.',
    ]);
  });

  it.each([
    ['o.a.', 'Er is o.a. Een koor bij.'],
    ['bijv.', 'Vraag bijv. Jan om hulp.'],
    ['d.w.z.', 'Elk jaar, d.w.z. In mei, is er markt.'],
    ['nr.', 'Kijk op bladzijde nr. 12 van het boekje.'],
    ['m.b.t.', 'Vragen m.b.t. Subsidie beantwoorden wij.'],
    ['t/m', 'Open van maandag t/m. Vrijdag.'],
    ['ca.', 'Er komen ca. 40 mensen.'],
    ['drs.', 'Spreker is drs. De Wit uit Zwolle.'],
    ['mr. en ir.', 'Met dank aan mr. Ir. Bakker.'],
    ['St.', 'De St. Janskerk staat open.'],
    ['an initial', 'Bel J. Jansen of P.J. de Boer.'],
    ['a decimal', 'Dat kost 2.50 euro en 1.000 uur.'],
    ['a web address', 'Zie www.voorbeeld.nl voor meer.'],
    ['an e-mail address', 'Mail info@dorp.example.nl of bel.'],
    ['a number in front of an item', '1. Er moet een zaal zijn'],
    ['a sub-number', '4.1. Er moet een zaal zijn'],
    ['small letters behind it', 'Wij vragen ons af waarom? en hoe dan.'],
  ])('does not end at %s', (_, text) => {
    expect(split(text)).toEqual([text]);
  });

  it('ends after a shortened word that closes a sentence, if a capital follows', () => {
    expect(split('Neem mee: stoelen, tafels, enz. De zaal is leeg.')).toEqual([
      'Neem mee: stoelen, tafels, enz.',
      'De zaal is leeg.',
    ]);
    expect(split('Stoelen, tafels, enz. zijn er al.')).toHaveLength(1);
  });

  it('keeps closing quotes and brackets with their sentence', () => {
    expect(split('Zij zei: ‘Kom binnen.’ Wij gingen. (Het regende.) Toen was er thee.')).toEqual([
      'Zij zei: ‘Kom binnen.’',
      'Wij gingen.',
      '(Het regende.)',
      'Toen was er thee.',
    ]);
  });

  it('ends at every newline', () => {
    expect(split('Kerkweg 1\n1234 AB Dorp\n\n- Een zaal')).toEqual(['Kerkweg 1', '1234 AB Dorp', '- Een zaal']);
  });

  it('starts a sentence with a small letter in a text without capitals', () => {
    const text = 'u kunt de zaal huren voor een feest. daarvoor vult u een formulier in. stuur dat op.';
    expect(split(text)).toHaveLength(3);
  });

  it('covers everything that is not white space, in order and trimmed', () => {
    const piece = fc.constantFrom(
      'Zin één.',
      ' ',
      '\n',
      'o.a. ',
      '1. ',
      '"Ja!" ',
      '…',
      'J. ',
      '٣',
      '\uD800',
      '👋',
      'abc',
      '. ',
      '?! ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(piece).map((parts) => parts.join('')),
        ),
        (text) => {
          let at = 0;
          for (const { start, end } of sentences(text)) {
            expect(text.slice(at, start).trim()).toBe('');
            expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
            expect(end).toBeGreaterThan(start);
            at = end;
          }
          expect(text.slice(at).trim()).toBe('');
        },
      ),
    );
  });

  it('is fast enough to be called while a member waits, and linear', () => {
    const text = 'De vereniging helpt o.a. dorpen met plannen, bijv. voor een speelveld. Dat is gratis! '.repeat(7);
    for (let i = 0; i < 2000; i += 1) sentences(text);
    const start = performance.now();
    for (let i = 0; i < 2000; i += 1) sentences(text);
    expect((performance.now() - start) / 2000).toBeLessThan(0.15);
    for (const hostile of ['.'.repeat(3e6), 'a. '.repeat(1e6), '\n'.repeat(3e6), 'a'.repeat(3e6), '. '.repeat(1e6)]) {
      const begin = performance.now();
      sentences(hostile);
      expect(performance.now() - begin).toBeLessThan(4000);
    }
  });
});
