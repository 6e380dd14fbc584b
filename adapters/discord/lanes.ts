/** Does work for each key in the order in which it came, and for different keys side by side. */
export class Lanes {
  private readonly ends = new Map<string, Promise<void>>();

  /** Adds work behind what this key has already; a failure of one is not the next one's. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.ends.get(key) ?? Promise.resolve();
    const done = before.then(work);
    const settled = done.then(
      () => {},
      () => {},
    );
    this.ends.set(key, settled);
    void settled.then(() => {
      if (this.ends.get(key) === settled) this.ends.delete(key);
    });
    return done;
  }

  /** Fulfilled when all that was added so far is done. */
  async idle(): Promise<void> {
    await Promise.all(this.ends.values());
  }
}
