import type { InboundEvent, Receiver } from '../../src/desk/channel.ts';

/** A receiver that keeps what it is handed; a second event of the same id changes nothing. */
export class KeepingReceiver implements Receiver {
  readonly events: InboundEvent[] = [];
  readonly moves: { from: string; to: string }[] = [];
  /** Called first, for each event; throwing is a receiver that could not store it. */
  before: (event: InboundEvent) => Promise<void> | void = () => {};

  async receive(_channel: string, event: InboundEvent): Promise<{ duplicate: boolean }> {
    await this.before(event);
    const duplicate = this.events.some(({ eventId }) => eventId === event.eventId);
    if (!duplicate) this.events.push(event);
    return { duplicate };
  }

  async moved(_channel: string, from: string, to: string): Promise<void> {
    this.moves.push({ from, to });
  }

  /** The texts that came in, in order. */
  get texts(): string[] {
    return this.events.flatMap(({ action }) => (action.kind === 'text' ? [action.text] : []));
  }
}
