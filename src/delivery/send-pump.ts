import type { Clock } from '../kernel/clock.ts';
import type { Logger } from '../kernel/logger.ts';
import type { Claim } from './claim.ts';
import type { OutboxRow, OutboxStore } from './outbox.ts';
import { Pump } from './pump.ts';
import type { AttemptEnd, SendGate } from './send-gate.ts';

/** What is sent through one channel, and by what. */
export interface SendPumpParts {
  channel: string;
  gate: SendGate;
  outbox: Pick<OutboxStore, 'dueRows' | 'nextRowDueAt'>;
  /** Under which name rows are claimed; null when none may be. */
  holder(): string | null;
  /** Makes one attempt, and notes in the store how it ended. */
  send(row: OutboxRow): Promise<AttemptEnd>;
  clock: Clock;
  logger: Logger;
}

/** Empties the outbox of one channel, as fast as its gate allows. Each channel has a pump, so that none waits for another. */
export function createSendPump(parts: SendPumpParts): Pump<OutboxRow> {
  const { channel, gate, outbox, clock, logger } = parts;
  return new Pump<OutboxRow>({
    name: `outbox ${channel}`,
    async due(now, limit, except) {
      const holder = parts.holder();
      const room = Math.min(limit, gate.room(now));
      if (holder === null || room < 1) return [];
      const claim: Claim = { holder, except, exceptConversations: gate.resting(now) };
      const rows = await outbox.dueRows([channel], now, room, claim);
      for (const { conversationId } of rows) gate.begin(conversationId, now);
      return rows;
    },
    async nextDueAt() {
      const opensAt = gate.nextOpening(clock.now());
      if (gate.room(clock.now()) < 1) return opensAt;
      const dueAt = await outbox.nextRowDueAt([channel]);
      return opensAt === null || dueAt === null ? (opensAt ?? dueAt) : Math.min(opensAt, dueAt);
    },
    async work(row) {
      let end: AttemptEnd = null;
      try {
        end = await parts.send(row);
      } finally {
        gate.end(row.conversationId, end, clock.now());
      }
    },
    clock,
    logger,
  });
}
