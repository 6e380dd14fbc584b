import type { ChatSending } from '../support/chat-channel.ts';

/** An event of the platform, with all that the platform knows of it. */
export interface PlatformEvent {
  id: string;
  chat: string;
  text: string;
  /** Was it confirmed, in any of its copies? From then on it is the desk's. */
  acknowledged: boolean;
}

/** A message that the platform took. */
export interface Taken extends ChatSending {
  /** The process that sent it. */
  run: number;
  /** The answer to it never reached the sender, or the sender died before it could note it. */
  answerLost: boolean;
}

/** Everything that the platform was told, told and took, in order. It outlives every process of the desk. */
export class Ledger {
  readonly events: PlatformEvent[] = [];
  readonly taken: Taken[] = [];
  /** Chats whose messages are refused with 403. */
  readonly blocked = new Set<string>();
  refused = 0;
  /** How often an event was handed to the desk, copies and repetitions counted. */
  deliveries = 0;

  takenIn(chat: string): Taken[] {
    return this.taken.filter((one) => one.chat === chat && one.action === 'send');
  }

  /** Whoever sent these had not noted the answer when it died: it may send them again, once. */
  noteDeath(run: number, unendedKeys: ReadonlySet<string>): void {
    for (const one of this.taken) if (one.run === run && unendedKeys.has(one.key)) one.answerLost = true;
  }

  /** The sender heard nothing, perhaps because the machine was too busy to hear it in time. */
  noteUnheard(key: string): void {
    const last = this.taken.findLast((one) => one.key === key);
    if (last) last.answerLost = true;
  }

  /** Sends that came more than once, by whether the answer to the earlier one was lost. */
  doubled(): { allowed: number; forbidden: number; lostAnswers: number } {
    const sum = { allowed: 0, forbidden: 0, lostAnswers: 0 };
    const last = new Map<string, Taken>();
    for (const one of this.taken) {
      const earlier = last.get(one.key);
      if (earlier) sum[earlier.answerLost ? 'allowed' : 'forbidden'] += 1;
      if (one.answerLost) sum.lostAnswers += 1;
      last.set(one.key, one);
    }
    return sum;
  }
}
