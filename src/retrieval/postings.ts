/**
 * The passages that hold one term, with how much each holds of it. Two parallel typed arrays that grow by half: 8 bytes a
 * posting, and nothing for the garbage collector to walk.
 */
export class PostingList {
  size = 0;
  ordinals = new Int32Array(2);
  weights = new Float32Array(2);

  /** Adds a passage, which must not be in the list yet. */
  add(ordinal: number, weight: number): void {
    if (this.size === this.ordinals.length) this.grow();
    this.ordinals[this.size] = ordinal;
    this.weights[this.size] = weight;
    this.size++;
  }

  /** Takes out all passages that `gone` marks with 1. The order of the others stays. */
  removeMarked(gone: Uint8Array): void {
    let kept = 0;
    for (let i = 0; i < this.size; i++) {
      const ordinal = this.ordinals[i] as number;
      if (gone[ordinal] === 1) continue;
      this.ordinals[kept] = ordinal;
      this.weights[kept] = this.weights[i] as number;
      kept++;
    }
    this.size = kept;
  }

  private grow(): void {
    const capacity = Math.ceil(this.ordinals.length * 1.5) + 2;
    const ordinals = new Int32Array(capacity);
    ordinals.set(this.ordinals);
    this.ordinals = ordinals;
    const weights = new Float32Array(capacity);
    weights.set(this.weights);
    this.weights = weights;
  }
}
