import { setImmediate } from 'node:timers/promises';

/** Longest stretch of work without a break, in milliseconds: what a member who writes meanwhile has to wait. */
const stretchMs = 20;

/** Cuts long work into stretches, so that everything else in the process gets its turn. */
export class Breather {
  private since = performance.now();

  /** Lets others go first when the stretch has been long enough; costs nothing otherwise. */
  async breathe(): Promise<void> {
    if (performance.now() - this.since < stretchMs) return;
    await setImmediate();
    this.since = performance.now();
  }
}
