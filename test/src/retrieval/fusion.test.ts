import { describe, expect, it } from 'vitest';
import { retrieve } from '../../../src/retrieval/retrieve.ts';
import { archiveOf } from './archive.ts';

const fillers = {
  'muziek.md': ['De fanfare repeteert op dinsdag.', 'Het koor zoekt tenoren.'],
  'natuur.md': ['In het bos groeien eiken.', 'De sloot wordt gebaggerd.'],
  'sport.md': ['De ijsbaan gaat open als het vriest.', 'De gymzaal krijgt verf.'],
};

const opening = 'De molen is een monument uit een tijd waarin boeren hun graan nog zelf naar de molenaar brachten.';

async function rankedFor(question: string, documents: Record<string, string[]>) {
  const { index } = await archiveOf({ ...fillers, ...documents });
  return retrieve(index, question, []).ranked;
}

describe('adding up the evidence', () => {
  it('puts the document that is about a thing above one that mentions it, its passages the same', async () => {
    const [first, second] = await rankedFor('molen', {
      'a.md': ['Bij de molen.', 'Een kaartje kopen.', 'Fietsen langs de vaart.'],
      'b.md': ['Bij de molen.', 'Op de molen.', 'Achter de molen.'],
    });
    expect(first?.entry.document.source).toBe('b.md');
    expect(first?.document ?? 0).toBeGreaterThan(
      second?.entry.document.source === 'a.md' ? second.document : Number.NEGATIVE_INFINITY,
    );
  });

  it('puts the opening of a page above what stands further down, when it is long enough to tell something', async () => {
    const [first, second] = await rankedFor('molen', { 'm.md': [opening, opening] });
    expect([first, second].map((passage) => passage?.entry.passage.position)).toEqual([0, 1]);
    const lead = (first?.score ?? 0) - (second?.score ?? 0);
    expect(lead).toBeGreaterThan(0.2);
    // To an answer it is worth more than to the ranking.
    expect((first?.answers ?? 0) - (second?.answers ?? 0)).toBeGreaterThan(lead + 0.2);
    const short = await rankedFor('molen', { 'm.md': ['De molen.', 'De molen.'] });
    expect(short[0]?.score ?? 0).toBeCloseTo(short[1]?.score ?? 1, 5);
  });

  it('lets the second passage of a document give way to nearly as good a one of another', async () => {
    const ranked = await rankedFor('molen', {
      'a.md': ['Op de molen.', 'Bij de molen.', 'Achter de molen.'],
      'b.md': ['Op de molen.', 'Bij de molen.', 'Een kaartje kopen.'],
    });
    expect(ranked.slice(0, 2).map(({ entry }) => entry.document.source)).toEqual(['a.md', 'b.md']);
    const [, second, third] = ranked;
    expect(third?.entry.document.source).toBe('a.md');
    expect(third?.score ?? 0).toBeGreaterThan(second?.score ?? 0);
  });

  it('says how much of a title is asked about', async () => {
    const { index, save, knowledge } = await archiveOf(fillers);
    await save('x.md', ['Alle uren op een rij.'], { title: 'Molen' });
    await save('y.md', ['Alle uren op een rij.'], { title: 'Molen, gracht, bakkerij en smederij' });
    await index.follow(knowledge);
    const ranked = retrieve(index, 'Wat zijn de uren van de molen?', []).ranked;
    const titleOf = (start: string) => ranked.find(({ entry }) => entry.document.title.startsWith(start))?.title ?? -1;
    expect(titleOf('Molen, ')).toBeGreaterThan(0);
    expect(ranked[0]?.entry.document.title).toBe('Molen');
    expect(ranked[0]?.title).toBe(1);
  });
});
