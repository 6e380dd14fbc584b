import {
  afterAnswer,
  afterBeginning,
  afterFailure,
  afterNothing,
  attemptsAllowed,
  type Breaker,
  closedBreaker,
} from './breaker.ts';
import { type Bucket, fullBucket, nextTokenAt, type Rate, takeToken, tokensIn } from './token-bucket.ts';

/** How often a platform lets itself be sent something. */
export interface SendRate {
  overall: Rate;
  perConversation: Rate;
}

/** How an attempt ended, as far as it says something of the platform. Null when there was none. */
export type AttemptEnd =
  | { kind: 'delivered' | 'undeliverable' }
  | { kind: 'retry'; afterMs: number; receiverOnly?: true }
  | null;

/** What was sent through one channel since this process began, and whether it takes anything now. */
export interface SendFigures {
  delivered: number;
  undeliverable: number;
  /** Attempts that will be made again. */
  failed: number;
  /** True when the platform refuses everything: the breaker is open. */
  refusing: boolean;
}

/**
 * Decides how much may be sent through one channel at this moment: no more than the platform's rates allow, and nothing but a
 * probe now and then while it refuses everything. What may not be sent yet waits in the outbox.
 *
 * The rates hold for one process: several instances together send up to so many times as much, and then the platform's own
 * `retry_after` spaces them.
 */
export class SendGate {
  private readonly rate: SendRate | undefined;
  private breaker: Breaker = closedBreaker;
  private overall: Bucket | undefined;
  /** Of the conversations that were written to recently. */
  private readonly conversations = new Map<string, Bucket>();
  private delivered = 0;
  private undeliverable = 0;
  private failed = 0;

  constructor(rate?: SendRate) {
    this.rate = rate;
  }

  get figures(): SendFigures {
    const { delivered, undeliverable, failed } = this;
    return { delivered, undeliverable, failed, refusing: this.breaker.state === 'open' };
  }

  /** How many sends may begin now; may be infinite. */
  room(now: number): number {
    const allowed = attemptsAllowed(this.breaker, now);
    return this.rate && this.overall ? Math.min(allowed, tokensIn(this.overall, this.rate.overall, now)) : allowed;
  }

  /** Conversations that have had their share for now. */
  resting(now: number): string[] {
    const { rate } = this;
    if (!rate) return [];
    const resting: string[] = [];
    for (const [id, bucket] of this.conversations) {
      const tokens = tokensIn(bucket, rate.perConversation, now);
      if (tokens >= rate.perConversation.burst) this.conversations.delete(id);
      else if (tokens < 1) resting.push(id);
    }
    return resting;
  }

  /** When more may be sent than now; null when nothing is held up, or only by the end of a probe. */
  nextOpening(now: number): number | null {
    const { rate, overall, breaker } = this;
    // Once the pause is over a probe waits for something to send, and looking for it again and again brings it no nearer.
    if (breaker.state === 'open') return breaker.probing !== null || this.room(now) > 0 ? null : breaker.until;
    if (!rate) return null;
    if (overall && tokensIn(overall, rate.overall, now) < 1) return nextTokenAt(overall, rate.overall, now);
    const times = this.resting(now).flatMap((id) => {
      const bucket = this.conversations.get(id);
      return bucket ? [nextTokenAt(bucket, rate.perConversation, now)] : [];
    });
    return times.length === 0 ? null : Math.min(...times);
  }

  /** A send to this conversation begins. */
  begin(conversationId: string, now: number): void {
    this.breaker = afterBeginning(this.breaker, conversationId);
    const { rate } = this;
    if (!rate) return;
    this.overall = takeToken(this.overall ?? fullBucket(rate.overall, now), rate.overall, now);
    const bucket = this.conversations.get(conversationId) ?? fullBucket(rate.perConversation, now);
    this.conversations.set(conversationId, takeToken(bucket, rate.perConversation, now));
  }

  /** A send to this conversation ended. */
  end(conversationId: string, end: AttemptEnd, now: number): void {
    if (end === null) this.breaker = afterNothing(this.breaker, conversationId);
    else if (end.kind === 'retry') {
      this.failed++;
      const { afterMs, receiverOnly } = end;
      this.breaker = receiverOnly ? afterAnswer() : afterFailure(this.breaker, conversationId, now, afterMs);
    } else {
      this[end.kind]++;
      this.breaker = afterAnswer();
    }
  }
}
