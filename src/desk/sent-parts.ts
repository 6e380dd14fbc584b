/** How many messages that were sent in part are remembered. */
const remembered = 1_000;

/**
 * Remembers which parts of a message were sent, by the key of its posting: after a failure half way the next attempt goes on
 * where the one before stopped. The platform's own ids, a list for each part.
 */
export class SentParts {
  private readonly begun = new Map<string, string[][]>();

  /** What was sent so far. */
  of(key: string): readonly string[][] {
    return this.begun.get(key) ?? [];
  }

  /** Another part was sent. */
  add(key: string, refs: string[]): void {
    this.begun.set(key, [...this.of(key), refs]);
    const oldest = this.begun.keys().next();
    if (this.begun.size > remembered && oldest.done !== true) this.begun.delete(oldest.value);
  }

  /** All was sent: gives the ids of everything, and forgets it. */
  finish(key: string): string[] {
    const refs = this.of(key).flat();
    this.begun.delete(key);
    return refs;
  }
}
