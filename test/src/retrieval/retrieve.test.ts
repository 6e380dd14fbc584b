import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../adapters/database/database.ts';
import { extractAnswer } from '../../../src/answering/extract-answer.ts';
import { scopeOf } from '../../../src/answering/scope.ts';
import type { KnowledgeIndex } from '../../../src/retrieval/knowledge-index.ts';
import { retrieve } from '../../../src/retrieval/retrieve.ts';
import { archiveOf, emptyIndex, fillArchive } from './archive.ts';
import { anyText, longTexts, patience } from './hostile-text.ts';

const documents = {
  'dorpshuis.md': [
    'Het dorpshuis is elke dag open. De sleutel ligt bij de beheerder.',
    'Een zaal kost 20 euro per avond.',
  ],
  'subsidie.md': ['U vraagt subsidie aan bij de gemeente. Dat kan tot 1 oktober 2025.', 'De provincie helpt ook.'],
  'contact.md': ['Bel 06-12345678 of mail naar info@dorp.example.', 'De OVKK zit in Zwolle, Kerkweg 1, 8011 PK.'],
  'vrijwilligers.md': ['Vrijwilligers krijgen een vergoeding. Vier keer per jaar is er een avond.'],
};
const now = Date.UTC(2026, 10, 1);

const thesaurus = 'synonyms:\n  - [zaal, ruimte]\noffTopic:\n  sport: [voetbal]\ntopics: [dorp]';

let database: Database;
let index: KnowledgeIndex;
beforeAll(async () => {
  database = await openDatabase({ kind: 'sqlite-memory' });
  ({ index } = await fillArchive(database, documents, thesaurus));
});
afterAll(() => database.close());

const sources = (question: string, earlier: string[] = []) =>
  retrieve(index, question, earlier).ranked.map(({ entry }) => entry.document.source);

describe('retrieving', () => {
  it.each([
    ['Wanneer is het dorpshuis open?', 'dorpshuis.md'],
    ['Wat kost een ruimte?', 'dorpshuis.md'],
    ['subsidies gemeentte', 'subsidie.md'],
    ['Wat is het telefoonnummer?', 'contact.md'],
    ['Waar is de OVKK gevestigd?', 'contact.md'],
    ['Hoe vaak is er een vrijwilligersavond?', 'vrijwilligers.md'],
  ])('“%s” leads to %s', (question, source) => {
    expect(sources(question)[0]).toBe(source);
  });

  it('takes a question that leans on the one before it together with that one', () => {
    expect(sources('En tot wanneer kan dat?', ['Waar vraag ik subsidie aan?'])[0]).toBe('subsidie.md');
    const { query } = retrieve(index, 'En wat kost die?', ['Waar is de zaal?']);
    expect(query.followUp).toBe(true);
    expect(retrieve(index, 'Hoe krijgen vrijwilligers een vergoeding?', ['Waar is de zaal?']).query.followUp).toBe(
      false,
    );
  });

  it('finds nothing for words that say nothing, and in an empty archive', () => {
    expect(retrieve(index, 'de het een van', []).ranked).toEqual([]);
    expect(retrieve(emptyIndex(), 'Wanneer is het dorpshuis open?', []).ranked).toEqual([]);
  });

  it('orders by score within a document, every number finite, no passage twice', () => {
    fc.assert(
      fc.property(anyText, fc.array(anyText, { maxLength: 2 }), (question, earlier) => {
        const { ranked, answering, matcher } = retrieve(index, question, earlier);
        const ids = ranked.map(({ entry }) => entry.passage.id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(new Set(answering)).toEqual(new Set(ranked));
        const lowest = new Map<string, number>();
        for (const { entry, score, lexical, cosine, best } of ranked) {
          expect(Number.isFinite(score + lexical + cosine + best.coverage)).toBe(true);
          expect(score).toBeLessThanOrEqual(
            lowest.get(entry.document.id) ?? Math.max(...ranked.map((one) => one.score)),
          );
          lowest.set(entry.document.id, score);
          expect(best.coverage).toBeLessThanOrEqual(1 + 1e-6);
        }
        const worth = answering.map(({ answers }) => answers);
        expect(worth).toEqual([...worth].sort((a, b) => b - a));
        // The best of all comes first, whatever is varied after it.
        expect(ranked[0]?.score ?? 0).toBe(Math.max(0, ...ranked.map(({ score }) => score)));
        for (const { rarity } of matcher.concepts) expect(rarity).toBeGreaterThan(0);
      }),
    );
  });
});

describe('answering', () => {
  it('survives any text, as question and as earlier question, and stays within its kinds', () => {
    fc.assert(
      fc.property(anyText, fc.array(anyText, { maxLength: 2 }), (question, earlier) => {
        const outcome = extractAnswer(index, question, earlier, now);
        expect(outcome.confidence).toBeGreaterThanOrEqual(0);
        expect(outcome.confidence).toBeLessThanOrEqual(1);
        if (outcome.kind === 'answer') expect(outcome.excerpts.length).toBeGreaterThan(0);
        expect(['field', 'outside', 'unclear']).toContain(scopeOf(question, index.thesaurus));
      }),
    );
  });

  it.each(['constructor aan', 'hasOwnProperty op', '__proto__ af', 'toString', 'valueOf mee'])(
    'takes a word for a word that every object knows: %s',
    (question) => {
      expect(extractAnswer(index, question, [question], now).kind).toBe('abstention');
    },
  );

  it.each(longTexts)('takes ten thousand characters in good time: %s', (_, text) => {
    const started = performance.now();
    extractAnswer(index, text, [text], now);
    scopeOf(text, index.thesaurus);
    expect(performance.now() - started).toBeLessThan(patience);
  });

  it.each(longTexts)('takes passages of such text in good time: %s', async (_, text) => {
    const started = performance.now();
    const archive = await archiveOf({
      'a.md': Array.from({ length: 6 }, (_, i) => text.slice(i * 1500, (i + 1) * 1500)),
    });
    expect(archive.index.lexical.size).toBe(6);
    extractAnswer(archive.index, 'Wat kost de zaal in het dorpshuis?', [], now);
    expect(performance.now() - started).toBeLessThan(patience);
  });
});
