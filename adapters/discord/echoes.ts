/** How many of the newest are known. */
const most = 200;

/**
 * What somebody typed in a form or behind a slash command among advisors is no message. It is shown to all of them in one of the
 * bot's, which from then on stands for it. Lost with the process: then nothing is shown beside it.
 */
export class Echoes {
  private readonly shown = new Map<string, Promise<string | undefined>>();

  /**
   * @param ref how the desk knows what was typed
   * @param messageId fulfilled with the id of the message that shows it; undefined when none does
   */
  note(ref: string, messageId: Promise<string | undefined>): void {
    this.shown.set(ref, messageId);
    const oldest = this.shown.keys().next().value;
    if (this.shown.size > most && oldest !== undefined) this.shown.delete(oldest);
  }

  /** Id of the message that shows what is known by this; undefined when there is none. */
  async messageOf(ref: string): Promise<string | undefined> {
    return this.shown.get(ref);
  }
}
