import hnswlib from 'hnswlib-node';
import { DeskError } from '../../src/kernel/errors.ts';
import type { Neighbour, VectorIndex } from '../../src/retrieval/vector-index.ts';

/** Up to this many vectors every one is compared: exact, and fast enough. Beyond it a graph is searched. */
const exactUpTo = 150_000;

/** HNSW's parameters: links a node, effort while building, effort while searching. */
const graph = { m: 16, efConstruction: 200, efSearch: 200, seed: 100 };

/**
 * Vectors in hnswlib-node, by inner product of unit vectors. Kept in memory only and never saved: reading a damaged index
 * ends the process, and building it anew from the database costs little.
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
    if (!Number.isSafeInteger(id) || id < 0) throw new DeskError('internal', `${id} is no number for a vector`);
    this.delete(id);
    this.vectors.set(id, vector);
    this.put(id, vector);
  }

  delete(id: number): void {
    if (!this.vectors.delete(id) || !this.inIndex.delete(id) || !this.index) return;
    if (this.index instanceof hnswlib.HierarchicalNSW) this.index.markDelete(id);
    else this.index.removePoint(id);
  }

  search(vector: Float32Array, k: number): Neighbour[] {
    this.check(vector);
    const most = Math.min(k, this.inIndex.size);
    if (!this.index || most <= 0) return [];
    const { neighbors, distances } = this.index.searchKnn(Array.from(vector), most);
    return neighbors
      .map((id, i) => ({ id, similarity: 1 - (distances[i] ?? 1) }))
      .sort((a, b) => b.similarity - a.similarity || a.id - b.id);
  }

  private put(id: number, vector: Float32Array): void {
    if (!this.index || this.inIndex.size >= this.capacity || this.outgrown()) this.rebuild();
    else this.addPoint(id, vector);
  }

  private addPoint(id: number, vector: Float32Array): void {
    this.index?.addPoint(Array.from(vector), id);
    this.inIndex.add(id);
  }

  private outgrown(): boolean {
    return this.vectors.size > this.limit && this.index instanceof hnswlib.BruteforceSearch;
  }

  private rebuild(): void {
    this.capacity = Math.max(1024, Math.ceil(this.vectors.size * 1.5));
    if (this.vectors.size > this.limit) {
      const index = new hnswlib.HierarchicalNSW('ip', this.dimensions);
      index.initIndex({ maxElements: this.capacity, m: graph.m, efConstruction: graph.efConstruction, randomSeed: graph.seed, allowReplaceDeleted: true });
      index.setEf(graph.efSearch);
      this.index = index;
    } else {
      const index = new hnswlib.BruteforceSearch('ip', this.dimensions);
      index.initIndex(this.capacity);
      this.index = index;
    }
    this.inIndex = new Set();
    for (const [id, vector] of this.vectors) this.addPoint(id, vector);
  }

  private check(vector: Float32Array): void {
    if (vector.length !== this.dimensions) {
      throw new DeskError('internal', `a vector of ${vector.length} numbers where ${this.dimensions} are kept`);
    }
    for (const value of vector) if (!Number.isFinite(value)) throw new DeskError('internal', 'a vector holds a value that is no number');
  }
}
