import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LexicalIndex } from '../../../src/retrieval/lexical-index.ts';
import { buildQuery } from '../../../src/retrieval/query.ts';
import { Ranker } from '../../../src/retrieval/rank.ts';
import { Thesaurus } from '../../../src/retrieval/thesaurus.ts';
import { parseThesaurus } from '../../../src/retrieval/thesaurus-file.ts';
import { documentOf, passageOf } from './archive.ts';

const thesaurus = new Thesaurus(parseThesaurus('synonyms:\n  - [dorpshuis, buurthuis]\n  - [subsidie, geld]'));

/** The ids of the passages found, best first, with their scores. */
function rankIn(index: LexicalIndex, question: string, most = 20): [id: number, score: number][] {
  const query = buildQuery(question, [], index, thesaurus);
  if (query.concepts.length === 0) return [];
  return new Ranker(index).rank(query, 100, most).map(({ entry, score }) => [entry.passage.id, score]);
}

function found(index: LexicalIndex, question: string): number[] {
  return rankIn(index, question).map(([id]) => id);
}

function indexOf(...texts: string[]): LexicalIndex {
  const index = new LexicalIndex();
  for (const [i, text] of texts.entries()) index.add(documentOf(`d${i}`, { title: 'x' }), i, passageOf(i + 1, text));
  return index;
}

describe('the lexical index', () => {
  it('finds a passage by its words, their roots, synonyms, compounds and near spellings', () => {
    const index = indexOf('Het dorpshuis is open.', 'De gemeente geeft subsidies.', 'Wij fietsen naar zee.');
    expect(found(index, 'dorpshuizen')).toEqual([1]);
    expect(found(index, 'buurthuis')).toEqual([1]);
    expect(found(index, 'dorpshuisvergunning')).toEqual([1]);
    expect(found(index, 'gemeentte')).toEqual([2]);
    expect(found(index, 'zwembad')).toEqual([]);
    expect(found(index, 'de het een')).toEqual([]);
  });

  it('puts rare words above common ones, and short passages above long ones', () => {
    const filler = 'Er is koffie en er is thee en er zijn stoelen en tafels en er is muziek. '.repeat(6);
    const index = indexOf('dorp kerk', 'dorp molen', 'dorp school', `kerk ${filler}`, 'kerk');
    expect(found(index, 'dorp molen')[0]).toBe(2);
    const churches = found(index, 'kerk');
    expect(churches.indexOf(5)).toBeLessThan(churches.indexOf(4));
  });

  it('finds a passage by its section, title and organisation', () => {
    const index = new LexicalIndex();
    const document = documentOf('d', { title: 'Werkplan', organisation: 'OVKK', date: '2020-03' });
    index.add(document, 0, passageOf(1, 'Wij bezoeken leden.', { section: ['Vergoedingen'] }));
    index.add(documentOf('e', { title: 'Brief' }), 1, passageOf(2, 'Wij bezoeken leden.'));
    for (const question of ['werkplan', 'vergoeding', 'OVKK', '2020']) expect(found(index, question)).toEqual([1]);
  });

  it('finds sentences where they lie, with their terms', () => {
    const text = 'Het dorpshuis is open. Bel 06-12345678.\nDe zaal is dicht.';
    const entry = new LexicalIndex().add(documentOf('d'), 0, passageOf(1, text));
    const { spans, bounds } = entry;
    expect(Array.from({ length: spans.length / 2 }, (_, i) => text.slice(spans[2 * i], spans[2 * i + 1]))).toEqual([
      'Het dorpshuis is open.',
      'Bel 06-12345678.',
      'De zaal is dicht.',
    ]);
    expect(bounds).toHaveLength(spans.length / 2 + 1);
    expect([...bounds]).toEqual([...bounds].sort((a, b) => a - b));
    expect(bounds.at(-1)).toBe(entry.terms.length);
  });

  it('forgets a passage wholly, and uses its place again', () => {
    const index = indexOf('Het dorpshuis', 'De molen');
    index.remove([0]);
    expect(index.size).toBe(1);
    expect(index.entry(0)).toBeUndefined();
    expect(found(index, 'dorpshuis')).toEqual([]);
    index.remove([0, 99]);
    expect(index.size).toBe(1);
    expect(index.add(documentOf('n'), 5, passageOf(9, 'Het dorpshuis')).ordinal).toBe(0);
    expect(found(index, 'dorpshuis')).toEqual([9]);
    expect([...index.all()]).toHaveLength(2);
  });

  it('is not led by words of passages that are gone', () => {
    const gone = Array.from({ length: 40 }, (_, i) => `gemeente${String.fromCharCode(97 + (i % 26), 97 + i)}`);
    const index = indexOf('De gemeentehal.', ...gone);
    index.remove(gone.map((_, i) => i + 1));
    expect(found(index, 'gemeentehallen')).toEqual([1]);
    expect(rankIn(index, 'gemeente')).toEqual(rankIn(indexOf('De gemeentehal.'), 'gemeente'));
  });

  it('ranks after any additions and removals as an index made anew of what is left', () => {
    const part = fc.constantFrom('dorp', 'huis', 'raad', 'kern', 'plan', 'geld', 's', 'en');
    const word = fc.oneof(
      fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('')),
      fc.constantFrom('de', 'subsidie', 'buurthuis', '2025', '€ 12', 'bel 06-12345678', 'Kern.', 'info@dorp.nl'),
    );
    const sentence = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));
    const addition = fc.record({ text: sentence, title: word, section: fc.array(word, { maxLength: 2 }) });
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ add: addition }) },
      { weight: 1, arbitrary: fc.record({ removeAt: fc.nat() }) },
    );
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.array(sentence, { minLength: 1, maxLength: 4 }),
        (steps, asked) => {
          const index = new LexicalIndex();
          const kept = new Map<number, { ordinal: number; document: ReturnType<typeof documentOf>; number: number }>();
          let id = 0;
          for (const one of steps) {
            if ('add' in one) {
              id++;
              const document = documentOf(`d${id % 5}`, { title: one.add.title });
              const passage = passageOf(id, one.add.text, { section: one.add.section });
              const { ordinal } = index.add(document, id % 5, passage);
              kept.set(id, { ordinal, document, number: id % 5 });
            } else {
              const [key, entry] = [...kept][one.removeAt % Math.max(1, kept.size)] ?? [];
              if (key === undefined || !entry) continue;
              index.remove([entry.ordinal]);
              kept.delete(key);
            }
          }
          const fresh = new LexicalIndex();
          const passages = new Map([...index.all()].map((entry) => [entry.passage.id, entry.passage]));
          for (const [key, { document, number }] of kept)
            fresh.add(document, number, passages.get(key) ?? passageOf(0, ''));
          expect(index.size).toBe(kept.size);
          for (const question of asked) expect(rankIn(index, question)).toEqual(rankIn(fresh, question));
        },
      ),
      { numRuns: 150 },
    );
  });
});
