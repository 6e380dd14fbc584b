import { describe, expect, it } from 'vitest';
import { HnswVectorIndex } from '../../../adapters/vectors/hnsw-vector-index.ts';
import { describeVectorIndexContract } from '../../contract/vector-index-contract.ts';

describeVectorIndexContract('hnswlib, every one compared', {
  create: (dimensions) => new HnswVectorIndex(dimensions),
  recall: 1,
});

describeVectorIndexContract('hnswlib, by graph', {
  create: (dimensions) => new HnswVectorIndex(dimensions, 0),
  recall: 0.95,
});

describeVectorIndexContract('hnswlib, changing over between the two', {
  create: (dimensions) => new HnswVectorIndex(dimensions, 6),
  recall: 0.95,
});

describe('hnswlib', () => {
  it.each([
    ['every one compared', 1e6],
    ['by graph', 0],
  ])('is smaller again when most of what it holds is gone: %s', (_, limit) => {
    const index = new HnswVectorIndex(2, limit);
    const at = (id: number) => Float32Array.of(Math.cos(id / 1_000), Math.sin(id / 1_000));
    for (let id = 0; id < 3_000; id++) index.set(id, at(id));
    for (let id = 0; id < 2_990; id++) index.delete(id);
    expect(index.size).toBe(10);
    // Half a radian away: straight ahead, the last few are alike but for what is rounded off.
    expect(index.search(at(3_500), 1)[0]?.id).toBe(2_999);
    expect(index.search(at(0), 3_000).map(({ id }) => id)).toEqual([
      2990, 2991, 2992, 2993, 2994, 2995, 2996, 2997, 2998, 2999,
    ]);
  });
});
