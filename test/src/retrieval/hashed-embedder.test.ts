import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HashedEmbedder } from '../../../src/retrieval/hashed-embedder.ts';
import { anyText, longTexts, patience } from './hostile-text.ts';

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

describe('the hashed embedder', () => {
  it('gives unit vectors of its length, or the zero vector where nothing can be read', () => {
    const embedder = new HashedEmbedder(64);
    fc.assert(
      fc.property(anyText, (text) => {
        const vector = embedder.embedNow(text);
        expect(vector).toHaveLength(64);
        const length = Math.sqrt(dot(vector, vector));
        expect(length === 0 || Math.abs(length - 1) < 1e-4).toBe(true);
      }),
    );
    for (const text of ['', '?!', '🏡', 'a']) expect(dot(embedder.embedNow(text), embedder.embedNow(text))).toBe(0);
  });

  it('puts spellings, compounds and inflections of one word near each other', () => {
    const embedder = new HashedEmbedder();
    const near = (one: string, other: string) => dot(embedder.embedNow(one), embedder.embedNow(other));
    for (const [one, other] of [
      ['ambassadeur', 'ambasadeur'],
      ['dorpshuis', 'dorpshuisbestuur'],
      ['Coöperatie', 'cooperatieve'],
    ] as const) {
      expect(near(one, other)).toBeGreaterThan(near(one, 'kerktoren') + 0.2);
    }
  });

  it('gives the same vector for the same text, one by one or together', async () => {
    const embedder = new HashedEmbedder();
    const [first, second] = await embedder.embed(['het dorp', 'de kerk']);
    expect(first).toEqual(embedder.embedNow('het dorp'));
    expect(second).toEqual(embedder.embedNow('de kerk'));
  });

  it('weighs what is rare in the archive above what is common, and can start again', () => {
    const embedder = new HashedEmbedder();
    const fresh = embedder.embedNow('gemeente molen');
    const nearMolen = (vector: Float32Array) => dot(vector, embedder.embedNow('molen'));
    const before = nearMolen(fresh);
    embedder.learn(Array.from({ length: 200 }, () => 'de gemeente en de gemeente'));
    expect(nearMolen(embedder.embedNow('gemeente molen'))).toBeGreaterThan(before + 0.05);
    embedder.forget();
    expect(embedder.embedNow('gemeente molen')).toEqual(fresh);
  });

  it.each(longTexts)('takes ten thousand characters at once: %s', (_, text) => {
    const started = performance.now();
    new HashedEmbedder().embedNow(text);
    expect(performance.now() - started).toBeLessThan(patience / 2);
  });
});
