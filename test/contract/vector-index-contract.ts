import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeskError } from '../../src/kernel/errors.ts';
import type { VectorIndex } from '../../src/retrieval/vector-index.ts';

/** How far a similarity may be off, as the port says, and the same in digits. */
const rounding = 5e-5;
const digits = 4;

export interface VectorIndexUnderTest {
  /** An empty index for vectors of this length. */
  create(dimensions: number): VectorIndex;
  /** Share of the true nearest that a search over many vectors has to find: 1 when it compares them all. */
  recall: number;
}

/** What every `VectorIndex` does. */
export function describeVectorIndexContract(name: string, { create, recall }: VectorIndexUnderTest): void {
  describe(`vectors in ${name}`, () => {
    it('are none at first', () => {
      const index = create(3);
      expect(index.size).toBe(0);
      expect(index.search(unit(1, 0, 0), 5)).toEqual([]);
      expect(index.similarity(0, unit(1, 0, 0))).toBe(0);
      index.delete(0);
      expect(index.size).toBe(0);
    });

    it('are found by nearness, nearest first, no more than asked', () => {
      const index = create(2);
      index.set(7, unit(1, 0));
      index.set(3, unit(1, 1));
      index.set(5, unit(-1, 0));
      expect(index.search(unit(1, 0), 3).map(({ id }) => id)).toEqual([7, 3, 5]);
      const similarities = index.search(unit(1, 0), 3).map(({ similarity }) => similarity);
      for (const [i, expected] of [1, Math.SQRT1_2, -1].entries())
        expect(similarities[i]).toBeCloseTo(expected, digits);
      expect(index.search(unit(1, 0), 1).map(({ id }) => id)).toEqual([7]);
      expect(index.search(unit(1, 0), 99)).toHaveLength(3);
      expect(index.search(unit(1, 0), 0)).toEqual([]);
      expect(index.similarity(3, unit(1, 0))).toBeCloseTo(Math.SQRT1_2, digits);
    });

    it('are replaced under their number', () => {
      const index = create(2);
      index.set(0, unit(1, 0));
      index.set(1, unit(0, 1));
      index.set(0, unit(-1, 0));
      expect(index.size).toBe(2);
      expect(index.search(unit(1, 0), 2).map(({ id }) => id)).toEqual([1, 0]);
      expect(index.similarity(0, unit(1, 0))).toBeCloseTo(-1, digits);
    });

    it('are gone when deleted, and found again when set again, the last one too', () => {
      const index = create(2);
      for (const id of [0, 1, 2]) index.set(id, unit(1, id));
      for (const id of [2, 0, 1]) {
        index.delete(id);
        expect(index.search(unit(1, id), 3).map((found) => found.id)).not.toContain(id);
        expect(index.similarity(id, unit(1, id))).toBe(0);
        index.set(id, unit(1, id));
        expect(index.search(unit(1, id), 1)[0]?.id).toBe(id);
        expect(index.size).toBe(3);
      }
      for (const id of [0, 1, 2]) index.delete(id);
      expect(index.size).toBe(0);
      expect(index.search(unit(1, 0), 3)).toEqual([]);
      index.set(1, unit(1, 1));
      expect(index.search(unit(1, 0), 3).map(({ id }) => id)).toEqual([1]);
    });

    it('may be zero: then nothing is near', () => {
      const index = create(2);
      index.set(0, new Float32Array(2));
      expect(index.search(unit(1, 0), 1)).toEqual([{ id: 0, similarity: 0 }]);
      expect(index.search(new Float32Array(2), 1)).toEqual([{ id: 0, similarity: 0 }]);
    });

    it.each([
      ['too short', new Float32Array([1])],
      ['too long', new Float32Array([1, 0, 0])],
      ['empty', new Float32Array()],
      ['with NaN', new Float32Array([Number.NaN, 0])],
      ['without end', new Float32Array([Number.POSITIVE_INFINITY, 0])],
    ])('are refused when they are %s, and nothing changes', (_, wrong) => {
      const index = create(2);
      index.set(0, unit(1, 0));
      expect(() => index.set(0, wrong)).toThrow(DeskError);
      expect(() => index.set(1, wrong)).toThrow(DeskError);
      expect(() => index.search(wrong, 1)).toThrow(DeskError);
      expect(index.size).toBe(1);
      expect(index.search(unit(1, 0), 2).map(({ id }) => id)).toEqual([0]);
    });

    it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 32])('are refused under the number %d', (id) => {
      const index = create(2);
      expect(() => index.set(id, unit(1, 0))).toThrow(DeskError);
      expect(index.size).toBe(0);
    });

    it('are not changed by what is done with the array afterwards', () => {
      const index = create(2);
      const vector = unit(1, 0);
      index.set(0, vector);
      vector.set([0, 1]);
      expect(index.similarity(0, unit(1, 0))).toBeCloseTo(1, digits);
      expect(index.search(unit(1, 0), 1)[0]?.similarity).toBeCloseTo(1, digits);
    });

    it('answer after any changes as a list that is gone through', () => {
      const id = fc.nat(12);
      const vector = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }), fc.constant(1));
      const step = fc.oneof(
        fc.record({ set: id, vector }),
        fc.record({ delete: id }),
        fc.record({ search: vector, k: fc.integer({ min: 1, max: 15 }) }),
      );
      fc.assert(
        fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
          const index = create(3);
          const model = new Map<number, Float32Array>();
          for (const one of steps) {
            if ('set' in one) {
              index.set(one.set, unit(...one.vector));
              model.set(one.set, unit(...one.vector));
            } else if ('delete' in one) {
              index.delete(one.delete);
              model.delete(one.delete);
            } else expectNearest(index, model, unit(...one.search), one.k);
            expect(index.size).toBe(model.size);
          }
        }),
      );
    });

    it('are found among thousands, after a third of them was deleted and another third replaced', () => {
      const index = create(24);
      const model = new Map<number, Float32Array>();
      const next = randomNumbers(7);
      const anyVector = () => unit(...Array.from({ length: 24 }, next));
      const put = (id: number) => {
        const vector = anyVector();
        index.set(id, vector);
        model.set(id, vector);
      };
      for (let id = 0; id < 3_000; id++) put(id);
      for (let id = 0; id < 3_000; id += 3) {
        index.delete(id);
        model.delete(id);
        put(id + 1);
      }
      let hits = 0;
      const rounds = 40;
      for (let round = 0; round < rounds; round++) {
        const asked = anyVector();
        const nearest = new Set(search(model, asked, 10).map(({ id }) => id));
        const found = index.search(asked, 10);
        expect(found).toHaveLength(10);
        hits += found.filter(({ id }) => nearest.has(id)).length;
      }
      expect(hits / (10 * rounds)).toBeGreaterThanOrEqual(recall);
    });
  });
}

function expectNearest(index: VectorIndex, model: ReadonlyMap<number, Float32Array>, asked: Float32Array, k: number) {
  const found = index.search(asked, k);
  const expected = search(model, asked, k);
  expect(found).toHaveLength(expected.length);
  expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
  for (const [i, { id, similarity }] of found.entries()) {
    expect(Math.abs(similarity - (expected[i]?.similarity ?? Number.NaN))).toBeLessThan(rounding);
    expect(Math.abs(similarity - dot(asked, model.get(id)))).toBeLessThan(rounding);
    expect(Math.abs(index.similarity(id, asked) - similarity)).toBeLessThan(rounding);
  }
}

function search(model: ReadonlyMap<number, Float32Array>, asked: Float32Array, k: number) {
  return [...model]
    .map(([id, vector]) => ({ id, similarity: dot(asked, vector) }))
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, k);
}

function unit(...values: number[]): Float32Array {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
}

function dot(a: Float32Array, b: Float32Array | undefined): number {
  return a.reduce((sum, value, i) => sum + value * (b?.[i] ?? Number.NaN), 0);
}

/** Numbers between -1 and 1 that are the same every time (a linear congruential generator). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}
