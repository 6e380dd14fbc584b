import hnswlib from 'hnswlib-node';
import { DeskError } from '../../src/kernel/errors.ts';
import type { Neighbour, VectorIndex } from '../../src/retrieval/vector-index.ts';
import { VectorTable } from './vector-table.ts';

/** Up to this many vectors the table is gone through, which is fast enough. Beyond it a graph is searched. */
const exactUpTo = 150_000;

/** Up to this many deleted vectors stay in the graph before it is built anew. */
const deadAtMost = 256;

/** The addon keeps numbers in 32 bits and takes a higher one for another. */
const highestNumber = 2 ** 32 - 1;

/** HNSW's parameters: links a node, effort while building, effort while searching. */
const graph = { m: 16, efConstruction: 200, efSearch: 200, seed: 100 };

/**
 * Vectors in a table that is gone through while it is small, and in the graph of hnswlib-node when it is large, by inner
 * product of unit vectors. Kept in memory only and never saved: reading a damaged graph ends the process, and building it anew
 * from the database costs little.
 *
 * The addon's own exact index is not used: it keeps 32 bits a number and cannot be asked for one vector, so that everything
 * would be kept twice. A deleted vector stays in the graph and is passed over.
 *
 * The addon takes a wrong length or NaN without a word and then returns nonsense, so everything is checked before it gets
 * there.
 *
 * @see Malkov and Yashunin, "Efficient and robust approximate nearest neighbor search using HNSW graphs", TPAMI 2020
 */
export class HnswVectorIndex implements VectorIndex {
  private readonly dimensions: number;
  private readonly limit: number;
  private readonly table: VectorTable;
  private index: hnswlib.HierarchicalNSW | undefined;
  private capacity = 0;
  private inIndex = new Set<number>();

  /**
   * @param dimensions length of the vectors
   * @param limit up to how many vectors the table is gone through; it is exact while that is small
   */
  constructor(dimensions: number, limit = exactUpTo) {
    this.dimensions = dimensions;
    this.limit = limit;
    this.table = new VectorTable(dimensions);
  }

  get size(): number {
    return this.table.size;
  }

  set(id: number, vector: Float32Array): void {
    this.check(vector);
    if (!Number.isSafeInteger(id) || id < 0 || id > highestNumber)
      throw new DeskError('internal', `${id} is no number for a vector`);
    this.table.set(id, vector);
    if (this.table.size <= this.limit) this.leaveGraph();
    else if (!this.index || (!this.inIndex.has(id) && this.inIndex.size >= this.capacity)) this.rebuild();
    else this.addPoint(this.index, id);
  }

  delete(id: number): void {
    if (!this.table.delete(id)) return;
    if (this.table.size <= this.limit) this.leaveGraph();
    else if (this.dead > deadAtMost && this.dead > this.table.size) this.rebuild();
  }

  similarity(id: number, vector: Float32Array): number {
    return this.table.similarity(id, vector);
  }

  search(vector: Float32Array, k: number): Neighbour[] {
    this.check(vector);
    if (k <= 0) return [];
    if (!this.index) return this.table.search(vector, k);
    const most = Math.min(k + this.dead, this.inIndex.size);
    const { neighbors } = this.index.searchKnn(Array.from(vector), most);
    return neighbors
      .filter((id) => this.table.has(id))
      .map((id) => ({ id, similarity: this.table.similarity(id, vector) }))
      .sort((a, b) => b.similarity - a.similarity || a.id - b.id)
      .slice(0, k);
  }

  /** Vectors that were deleted but still stand in the graph. */
  private get dead(): number {
    return this.inIndex.size - this.table.size;
  }

  private addPoint(index: hnswlib.HierarchicalNSW, id: number): void {
    index.addPoint(Array.from(this.table.get(id) ?? []), id);
    this.inIndex.add(id);
  }

  private leaveGraph(): void {
    if (!this.index) return;
    this.index = undefined;
    this.inIndex = new Set();
  }

  private rebuild(): void {
    this.capacity = Math.max(1024, this.table.size * 2);
    const index = newGraph(this.dimensions, this.capacity);
    this.index = index;
    this.inIndex = new Set();
    for (const id of this.table.keys()) this.addPoint(index, id);
  }

  private check(vector: Float32Array): void {
    if (vector.length !== this.dimensions) {
      throw new DeskError('internal', `a vector of ${vector.length} numbers where ${this.dimensions} are kept`);
    }
    for (let i = 0; i < vector.length; i++) {
      if (!Number.isFinite(vector[i])) throw new DeskError('internal', 'a vector holds a value that is no number');
    }
  }
}

function newGraph(dimensions: number, capacity: number): hnswlib.HierarchicalNSW {
  const index = new hnswlib.HierarchicalNSW('ip', dimensions);
  index.initIndex({ maxElements: capacity, m: graph.m, efConstruction: graph.efConstruction, randomSeed: graph.seed });
  index.setEf(graph.efSearch);
  return index;
}
