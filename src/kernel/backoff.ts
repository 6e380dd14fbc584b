/** Pauses that grow while something keeps failing, each with some chance in it, and begin anew when it went well. */
export class Backoff {
  private readonly first: number;
  private readonly longest: number;
  private failures = 0;

  /** @param first pause, and `longest`, in milliseconds */
  constructor(first: number, longest: number) {
    this.first = first;
    this.longest = longest;
  }

  /** How long to wait after another failure, in milliseconds. */
  next(): number {
    const pause = Math.min(this.first * 2 ** this.failures, this.longest);
    this.failures = Math.min(this.failures + 1, 30);
    return pause * (0.75 + Math.random() / 4);
  }

  /** It went well. */
  reset(): void {
    this.failures = 0;
  }
}
