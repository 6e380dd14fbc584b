import type { InboundEvent, Receiver } from '../../src/desk/channel.ts';
import { type DeskError, toDeskError } from '../../src/kernel/errors.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import { persist } from '../../src/kernel/persist.ts';

/** An event that fails this often by a fault of ours is given up, so that those behind it are not kept waiting. */
const attemptsAtMost = 5;

/** What became of an event: stored, known already, or refused with words for who sent it. Null when it was given up, or stopped. */
export type HandedOver = { kind: 'stored'; duplicate: boolean } | { kind: 'refused'; error: DeskError } | null;

/** Hands events to the desk: at least one attempt for each, and again and again when it could not be stored. */
export class HandOver {
  private readonly parts: { channel: string; receiver: Receiver; logger: Logger; signal: AbortSignal };

  constructor(parts: { channel: string; receiver: Receiver; logger: Logger; signal: AbortSignal }) {
    this.parts = parts;
  }

  async event(event: InboundEvent): Promise<HandedOver> {
    const { signal, logger } = this.parts;
    let handed: HandedOver = null;
    let failures = 0;
    const attempt = async () => {
      handed = await this.attempt(event);
    };
    const report = (error: unknown, pauseMs: number) => {
      const { code } = toDeskError(error);
      // What only has to wait, such as a database that is away, is waited for.
      if (code === 'internal' && ++failures >= attemptsAtMost) throw error;
      logger.warn({ code, pauseMs: Math.round(pauseMs) }, 'discord event not stored yet');
    };
    try {
      await (signal.aborted ? attempt() : persist(attempt, signal, { report }));
    } catch (error) {
      logger.error({ code: toDeskError(error).code, event: event.eventId }, 'discord event given up');
    }
    return handed;
  }

  /** What the desk refuses, such as a text that is too long, its sender may read; what it could not store is thrown. */
  private async attempt(event: InboundEvent): Promise<HandedOver> {
    const { receiver, channel } = this.parts;
    try {
      return { kind: 'stored', ...(await receiver.receive(channel, event)) };
    } catch (thrown) {
      const error = toDeskError(thrown);
      if (error.code !== 'message_too_long' && error.code !== 'message_empty') throw error;
      return { kind: 'refused', error };
    }
  }
}
