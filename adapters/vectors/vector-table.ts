import type { Neighbour } from '../../src/retrieval/vector-index.ts';

/** A number between -1 and 1 is kept as a whole number between these: off by at most 1.6e-5. */
const scale = 32_767;

/** Vectors in one block. With 384 dimensions it takes 800 kB: what one vector is spread over must not be too far apart. */
const blockRows = 1_024;

/**
 * From one dimension of a block to the next. A round number of bytes would put all numbers of a vector in the same few lines of
 * a processor's cache, and reading one vector would push out its own numbers.
 */
const stride = blockRows + 32;

/** Above this size some dimensions choose the candidates: how many dimensions, and how many candidates. */
const comparedInFull = 5_000;
const weightiest = 48;
const candidates = 200;

/**
 * Unit vectors in 16 bits a number, found by comparing with each. They lie in blocks, dimension by dimension: a question has
 * few n-grams, most numbers of its vector are 0, and so most of the memory need not be read. A deleted vector's place is taken
 * by the last one, so that the table has no gaps.
 */
export class VectorTable {
  private readonly dimensions: number;
  private readonly fullUpTo: number;
  private readonly blocks: Int16Array[] = [];
  private readonly rows = new Map<number, number>();
  private readonly ids: number[] = [];

  /** @param fullUpTo up to how many vectors a search compares each in full */
  constructor(dimensions: number, fullUpTo = comparedInFull) {
    this.dimensions = dimensions;
    this.fullUpTo = fullUpTo;
  }

  get size(): number {
    return this.ids.length;
  }

  has(id: number): boolean {
    return this.rows.has(id);
  }

  keys(): Iterable<number> {
    return this.ids;
  }

  /** A vector as it is kept, or undefined. */
  get(id: number): Float32Array | undefined {
    const row = this.rows.get(id);
    if (row === undefined) return undefined;
    const { block, place } = this.find(row);
    return Float32Array.from({ length: this.dimensions }, (_, i) => (block[i * stride + place] as number) / scale);
  }

  /** Stores a vector of the right length; numbers below -1 or above 1 are not for it. */
  set(id: number, vector: Float32Array): void {
    const { block, place } = this.find(this.rows.get(id) ?? this.newRow(id));
    for (let i = 0; i < vector.length; i++) block[i * stride + place] = rounded((vector[i] as number) * scale);
  }

  delete(id: number): boolean {
    const row = this.rows.get(id);
    if (row === undefined) return false;
    const lastRow = this.ids.length - 1;
    const lastId = this.ids[lastRow] as number;
    this.copy(lastRow, row);
    this.ids[row] = lastId;
    this.rows.set(lastId, row);
    this.rows.delete(id);
    this.ids.pop();
    this.blocks.length = Math.ceil(this.ids.length / blockRows);
    return true;
  }

  similarity(id: number, vector: Float32Array): number {
    const row = this.rows.get(id);
    if (row === undefined) return 0;
    const { block, place } = this.find(row);
    let sum = 0;
    for (let i = 0; i < vector.length; i++) {
      const value = vector[i] as number;
      if (value !== 0) sum += (block[i * stride + place] as number) * value;
    }
    return sum / scale;
  }

  /**
   * The `k` nearest, nearest first, of two that are as near the lower number first. A question's weight lies in few dimensions:
   * in a large table the weightiest choose the candidates, and only those are compared in full. Of the ten nearest among
   * 100,000 passages that finds 99 %, and a long question costs no more than a short one.
   */
  search(vector: Float32Array, k: number): Neighbour[] {
    const all = Int32Array.from(vector.keys()).filter((dimension) => vector[dimension] !== 0);
    if (all.length <= weightiest || this.size <= this.fullUpTo) return this.nearest(vector, all, k);
    const weight = (dimension: number) => Math.abs(vector[dimension] as number);
    const first = all.toSorted((a, b) => weight(b) - weight(a) || a - b).subarray(0, weightiest);
    return this.nearest(vector, first, Math.max(candidates, 4 * k))
      .map(({ id }) => ({ id, similarity: this.similarity(id, vector) }))
      .sort((a, b) => b.similarity - a.similarity || a.id - b.id)
      .slice(0, k);
  }

  /** The nearest by some of the dimensions. */
  private nearest(vector: Float32Array, dimensions: Int32Array, k: number): Neighbour[] {
    const sums = new Float32Array(blockRows);
    const nearest: Neighbour[] = [];
    let floor = Number.NEGATIVE_INFINITY;
    for (const [number, block] of this.blocks.entries()) {
      const first = number * blockRows;
      const count = Math.min(blockRows, this.ids.length - first);
      multiply(block, count, dimensions, vector, sums);
      for (let i = 0; i < count; i++) {
        const similarity = (sums[i] as number) / scale;
        if (similarity < floor) continue;
        insert(nearest, { id: this.ids[first + i] as number, similarity }, k);
        if (nearest.length === k) floor = nearest[k - 1]?.similarity ?? floor;
      }
    }
    return nearest;
  }

  private newRow(id: number): number {
    const row = this.ids.length;
    this.ids.push(id);
    this.rows.set(id, row);
    if (row === this.blocks.length * blockRows) this.blocks.push(new Int16Array(stride * this.dimensions));
    return row;
  }

  private find(row: number): { block: Int16Array; place: number } {
    return { block: this.blocks[Math.floor(row / blockRows)] as Int16Array, place: row % blockRows };
  }

  private copy(from: number, to: number): void {
    const source = this.find(from);
    const target = this.find(to);
    for (let i = 0; i < this.dimensions * stride; i += stride) {
      target.block[i + target.place] = source.block[i + source.place] as number;
    }
  }
}

/** As `Math.round` for what fits in 16 bits, at a fifth of the time: every number of every vector passes here. */
function rounded(value: number): number {
  return ((value + 32_768.5) | 0) - 32_768;
}

/** Inner products of the first vectors of a block with one of which only these dimensions are not 0, four at a time. */
function multiply(block: Int16Array, count: number, dimensions: Int32Array, vector: Float32Array, sums: Float32Array) {
  sums.fill(0);
  for (let from = 0; from < dimensions.length; from += 4) {
    // Past the last dimension the last one is read again and counts for nothing.
    const at = (i: number) => dimensions[Math.min(from + i, dimensions.length - 1)] as number;
    const value = (i: number) => (from + i < dimensions.length ? (vector[at(i)] as number) : 0);
    const [a, b, c, d] = [at(0) * stride, at(1) * stride, at(2) * stride, at(3) * stride];
    const [p, q, r, s] = [value(0), value(1), value(2), value(3)];
    for (let i = 0; i < count; i++) {
      sums[i] =
        (sums[i] as number) +
        (block[a + i] as number) * p +
        (block[b + i] as number) * q +
        (block[c + i] as number) * r +
        (block[d + i] as number) * s;
    }
  }
}

/** Puts a neighbour in its place among at most `k`. */
function insert(nearest: Neighbour[], one: Neighbour, k: number): void {
  let at = nearest.length;
  while (at > 0 && isNearer(one, nearest[at - 1] as Neighbour)) at--;
  if (at >= k) return;
  nearest.splice(at, 0, one);
  if (nearest.length > k) nearest.pop();
}

function isNearer(a: Neighbour, b: Neighbour): boolean {
  return a.similarity > b.similarity || (a.similarity === b.similarity && a.id < b.id);
}
