/** Chance that can be had again: the same seed throws the same. */
export class Dice {
  readonly seed: number;
  private state: number;

  /** @param seed as it stands in an environment variable; a new one when there is none */
  constructor(seed: string | undefined) {
    this.seed = seed === undefined || seed === '' ? Math.floor(Math.random() * 2 ** 31) : Number(seed);
    this.state = this.seed;
  }

  /** A whole number from 0, below `limit`. The generator is mulberry32. */
  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.below(choices.length)] ?? choices[0];
  }
}
