/** A stored vector near the one asked for. */
export interface Neighbour {
  id: number;
  /** Cosine of the angle: 1 is the same direction. */
  similarity: number;
}

/**
 * Port: unit vectors under a number, found by nearness. A cache: it is rebuilt from the database at start, and holds nothing
 * that cannot be made again. Vectors may be kept rounded, as long as a similarity is off by less than 5e-5.
 */
export interface VectorIndex {
  readonly size: number;
  /** Stores a vector under a number, in place of the one it had. Throws a `DeskError` for a wrong length or NaN. */
  set(id: number, vector: Float32Array): void;
  delete(id: number): void;
  /** Cosine of the angle between a stored vector and this one; 0 when nothing is stored under that number. */
  similarity(id: number, vector: Float32Array): number;
  /** The `k` nearest, nearest first; fewer when there are fewer. */
  search(vector: Float32Array, k: number): Neighbour[];
}
