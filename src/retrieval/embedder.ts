/** Port: turns texts into vectors of which near ones mean alike. */
export interface Embedder {
  /** Length of each vector. */
  readonly dimensions: number;
  /** Unit vectors, one a text, in order. */
  embed(texts: readonly string[]): Promise<Float32Array[]>;
}
