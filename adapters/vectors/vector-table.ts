import type { Neighbour } from '../../src/retrieval/vector-index.ts';

/** A number between -1 and 1 is kept as a whole number between these: off by at most 1.6e-5. */
const scale = 32_767;

/** Rows in one block; a block of 384 dimensions takes 3 MB. */
const blockRows = 4_096;

/**
 * Unit vectors in 16 bits a number, row after row in blocks, and found by comparing with each. A deleted row is taken by the
 * last one, so that the table has no gaps.
 */
export class VectorTable {
  private readonly dimensions: number;
  private readonly blocks: Int16Array[] = [];
  private readonly rows = new Map<number, number>();
  private readonly ids: number[] = [];

  constructor(dimensions: number) {
    this.dimensions = dimensions;
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
    return row === undefined ? undefined : Float32Array.from(this.row(row), (value) => value / scale);
  }

  /** Stores a vector of the right length; numbers below -1 or above 1 are not for it. */
  set(id: number, vector: Float32Array): void {
    const row = this.rows.get(id) ?? this.newRow(id);
    const kept = this.row(row);
    for (let i = 0; i < kept.length; i++) kept[i] = Math.round((vector[i] as number) * scale);
  }

  delete(id: number): boolean {
    const row = this.rows.get(id);
    if (row === undefined) return false;
    const lastRow = this.ids.length - 1;
    const lastId = this.ids[lastRow] as number;
    this.row(row).set(this.row(lastRow));
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
    const kept = this.row(row);
    let sum = 0;
    for (let i = 0; i < kept.length; i++) sum += (kept[i] as number) * (vector[i] as number);
    return sum / scale;
  }

  /** The `k` nearest, nearest first, of two that are as near the lower number first. */
  search(vector: Float32Array, k: number): Neighbour[] {
    const { dimensions } = this;
    // A question has few n-grams: most numbers of its vector are 0 and need no looking at.
    const places = Int32Array.from(vector.keys()).filter((place) => vector[place] !== 0);
    const values = Float64Array.from(places, (place) => (vector[place] as number) / scale);
    const nearest: Neighbour[] = [];
    let floor = Number.NEGATIVE_INFINITY;
    for (const [number, block] of this.blocks.entries()) {
      const first = number * blockRows;
      const count = Math.min(blockRows, this.ids.length - first);
      for (let i = 0; i < count; i++) {
        const similarity = product(block, i * dimensions, places, values);
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
    if (row === this.blocks.length * blockRows) this.blocks.push(new Int16Array(blockRows * this.dimensions));
    return row;
  }

  private row(row: number): Int16Array {
    const start = (row % blockRows) * this.dimensions;
    const block = this.blocks[Math.floor(row / blockRows)] as Int16Array;
    return block.subarray(start, start + this.dimensions);
  }
}

/** Inner product of a row with a vector of which only these places are not 0. Two sums, so that neither waits for the other. */
function product(block: Int16Array, start: number, places: Int32Array, values: Float64Array): number {
  let even = 0;
  let odd = 0;
  const pairs = places.length & ~1;
  for (let i = 0; i < pairs; i += 2) {
    even += (block[start + (places[i] as number)] as number) * (values[i] as number);
    odd += (block[start + (places[i + 1] as number)] as number) * (values[i + 1] as number);
  }
  if (pairs < places.length) even += (block[start + (places[pairs] as number)] as number) * (values[pairs] as number);
  return even + odd;
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
