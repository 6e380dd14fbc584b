import { describe, expect, it } from 'vitest';
import { VectorTable } from '../../../adapters/vectors/vector-table.ts';
import { HashedEmbedder } from '../../../src/retrieval/hashed-embedder.ts';

/** More rows than one block has. */
const many = 9_000;

function at(id: number): Float32Array {
  return Float32Array.of(Math.cos(id), Math.sin(id), 0);
}

describe('the table of vectors', () => {
  it('keeps each vector under its number, over more blocks than one', () => {
    const table = new VectorTable(3);
    for (let id = 0; id < many; id++) table.set(id * 3, at(id));
    expect(table.size).toBe(many);
    for (const id of [0, 4_095, 4_096, many - 1]) {
      expect(table.get(id * 3)?.[0]).toBeCloseTo(Math.cos(id), 4);
      expect(table.similarity(id * 3, at(id))).toBeCloseTo(1, 4);
    }
    expect(table.get(1)).toBeUndefined();
  });

  it('closes the gap that a deleted vector leaves', () => {
    const table = new VectorTable(3);
    for (let id = 0; id < many; id++) table.set(id, at(id));
    for (let id = 0; id < many; id += 2) expect(table.delete(id)).toBe(true);
    expect(table.delete(0)).toBe(false);
    expect(table.size).toBe(many / 2);
    expect([...table.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: many / 2 }, (_, i) => 2 * i + 1));
    for (let id = 1; id < many; id += 2) {
      const [x, y] = table.get(id) ?? [];
      expect(Math.hypot((x ?? 0) - Math.cos(id), (y ?? 0) - Math.sin(id))).toBeLessThan(1e-4);
    }
  });

  it('puts the lower number first where two are as near, wherever they stand', () => {
    const table = new VectorTable(3);
    for (const id of [9, 2, 7, 4]) table.set(id, at(1));
    table.set(5, at(2));
    expect(table.search(at(1), 3).map(({ id }) => id)).toEqual([2, 4, 7]);
    expect(table.search(at(1), 9).map(({ id }) => id)).toEqual([2, 4, 7, 9, 5]);
    expect(table.search(at(1), 0)).toEqual([]);
  });

  it('finds nearly all of the nearest among many texts, for questions of many dimensions', () => {
    const embedder = new HashedEmbedder();
    const word = (number: number) => `${'bdfgklmnprstvz'[number % 14]}${'aeiou'[number % 5]}rm${number % 617}`;
    const text = (from: number) =>
      Array.from({ length: 20 }, (_, i) => word((from * 31 + i * i * 7) % 4_999)).join(' ');
    const table = new VectorTable(embedder.dimensions, 1_000);
    const vectors = Array.from({ length: 5_000 }, (_, id) => embedder.embedNow(text(id)));
    for (const [id, vector] of vectors.entries()) table.set(id, vector);
    let found = 0;
    for (let asked = 0; asked < 20; asked++) {
      const question = embedder.embedNow(text(10_000 + asked).slice(0, 70));
      expect(question.filter((value) => value !== 0).length).toBeGreaterThan(60);
      const similarities = vectors.map((vector) =>
        vector.reduce((sum, value, i) => sum + value * (question[i] ?? 0), 0),
      );
      const tenth = similarities.toSorted((a, b) => b - a)[9] ?? 0;
      const nearest = table.search(question, 10);
      expect(nearest).toHaveLength(10);
      found += nearest.filter(({ id }) => (similarities[id] ?? 0) > tenth - 1e-4).length;
    }
    expect(found).toBeGreaterThanOrEqual(190);
  });
});
