import hnswlib from 'hnswlib-node';
import { DeskError } from '../../src/kernel/errors.ts';
import type { Neighbour, VectorIndex } from '../../src/retrieval/vector-index.ts';

/** Up to this many vectors every one is compared: exact, and fast enough. Beyond it a graph is searched. */
const exactUpTo = 150_000;

/** Up to this many deleted vectors stay in the addon's index before it is built anew. */
const deadAtMost = 256;

/** The addon keeps numbers in 32 bits and takes a higher one for another. */
const highestNumber = 2 ** 32 - 1;

/** HNSW's parameters: links a node, effort while building, effort while searching. */
const graph = { m: 16, efConstruction: 200, efSearch: 200, seed: 100 };

/**
 * Vectors in hnswlib-node, by inner product of unit vectors. Kept in memory only and never saved: reading a damaged index
 * ends the process, and building it anew from the database costs little.
 *
 * A deleted vector stays in the addon and is passed over: removing the last point of its exact index leaves the label behind,
 * and adding it again is then lost (hnswlib 0.8, `bruteforce.h`).
 *
 * The addon takes a wrong length or NaN without a word and then returns nonsense, so everything is checked before it gets
 * there.
 *
 * @see Malkov and Yashunin, "Efficient and robust approximate nearest neighbor search using HNSW graphs", TPAMI 2020
 */
export class HnswVectorIndex implements VectorIndex {
  private readonly dimensions: number;
  private readonly limit: number;
  private readonly vectors = new Map<number, Float32Array>();
  private index: hnswlib.BruteforceSearch | hnswlib.HierarchicalNSW | undefined;
  private capacity = 0;
  private inIndex = new Set<number>();

  /**
   * @param dimensions length of the vectors
   * @param limit up to how many vectors the search is exact
   */
  constructor(dimensions: number, limit = exactUpTo) {
    this.dimensions = dimensions;
    this.limit = limit;
  }

  get size(): number {
    return this.vectors.size;
  }

  set(id: number, vector: Float32Array): void {
    this.check(vector);
    if (!Number.isSafeInteger(id) || id < 0 || id > highestNumber)
      throw new DeskError('internal', `${id} is no number for a vector`);
    this.vectors.set(id, vector.slice());
    const grows = !this.inIndex.has(id);
    if (!this.index || (grows && this.inIndex.size >= this.capacity) || this.outgrown()) this.rebuild();
    else this.addPoint(id, vector);
  }

  delete(id: number): void {
    if (!this.vectors.delete(id)) return;
    if (this.dead > deadAtMost && this.dead > this.vectors.size) this.rebuild();
  }

  similarity(id: number, vector: Float32Array): number {
    const stored = this.vectors.get(id);
    if (!stored) return 0;
    let sum = 0;
    for (let i = 0; i < stored.length; i++) sum += (stored[i] as number) * (vector[i] as number);
    return sum;
  }

  search(vector: Float32Array, k: number): Neighbour[] {
    this.check(vector);
    const most = Math.min(k + this.dead, this.inIndex.size);
    if (!this.index || most <= 0 || k <= 0) return [];
    const { neighbors, distances } = this.index.searchKnn(Array.from(vector), most);
    const found: Neighbour[] = [];
    for (const [i, id] of neighbors.entries()) {
      if (this.vectors.has(id)) found.push({ id, similarity: 1 - (distances[i] ?? 1) });
    }
    return found.sort((a, b) => b.similarity - a.similarity || a.id - b.id).slice(0, k);
  }

  /** Vectors that were deleted but still stand in the addon's index. */
  private get dead(): number {
    return this.inIndex.size - this.vectors.size;
  }

  private addPoint(id: number, vector: Float32Array): void {
    this.index?.addPoint(Array.from(vector), id);
    this.inIndex.add(id);
  }

  private outgrown(): boolean {
    return this.vectors.size > this.limit && this.index instanceof hnswlib.BruteforceSearch;
  }

  private rebuild(): void {
    this.capacity = Math.max(1024, this.vectors.size * 2);
    this.index =
      this.vectors.size > this.limit
        ? newGraph(this.dimensions, this.capacity)
        : newExact(this.dimensions, this.capacity);
    this.inIndex = new Set();
    for (const [id, vector] of this.vectors) this.addPoint(id, vector);
  }

  private check(vector: Float32Array): void {
    if (vector.length !== this.dimensions) {
      throw new DeskError('internal', `a vector of ${vector.length} numbers where ${this.dimensions} are kept`);
    }
    for (const value of vector)
      if (!Number.isFinite(value)) throw new DeskError('internal', 'a vector holds a value that is no number');
  }
}

function newExact(dimensions: number, capacity: number): hnswlib.BruteforceSearch {
  const index = new hnswlib.BruteforceSearch('ip', dimensions);
  index.initIndex(capacity);
  return index;
}

function newGraph(dimensions: number, capacity: number): hnswlib.HierarchicalNSW {
  const index = new hnswlib.HierarchicalNSW('ip', dimensions);
  index.initIndex({ maxElements: capacity, m: graph.m, efConstruction: graph.efConstruction, randomSeed: graph.seed });
  index.setEf(graph.efSearch);
  return index;
}
