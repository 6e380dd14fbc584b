import type { Posting } from '../../src/desk/channel.ts';
import type { ReplyHandle } from './api.ts';

/** A reply that was put off: Discord shows that the desk is busy, until something fills it in. */
export interface PendingReply extends ReplyHandle {
  conversationKey: string;
  /** Whether a message of the desk is what is waited for. */
  isAnsweredBy(posting: Posting): boolean;
  /** Whether only one person sees it. */
  alone: boolean;
  /** What was asked, for those who read along: Discord shows them only that somebody used a command. Empty when nothing. */
  asked: string;
  /** Fulfilled when Discord shows it; false when Discord did not take it. */
  shown: Promise<boolean>;
  /** Set when its first part was filled in: from then on it stays. */
  begun?: true;
}

/** How long a reply waits to be filled in, in milliseconds; what comes later is an ordinary message. Discord's own limit is 15 minutes. */
const waitsMs = 60_000;

/** Replies to slash commands and buttons that wait for what the desk says. Lost with the process: then ordinary messages come. */
export class PendingReplies {
  private readonly waiting: { reply: PendingReply; timer: NodeJS.Timeout }[] = [];
  private readonly onUnused: (reply: PendingReply) => void;

  /** @param onUnused hears of a reply that nothing filled in */
  constructor(onUnused: (reply: PendingReply) => void) {
    this.onUnused = onUnused;
  }

  add(reply: PendingReply): void {
    const timer = setTimeout(() => {
      if (this.forget(reply) && !reply.begun) this.onUnused(reply);
    }, waitsMs).unref();
    this.waiting.push({ reply, timer });
  }

  /** Takes the reply that waits longest for this message; undefined when none does. */
  async take(conversationKey: string, posting: Posting): Promise<PendingReply | undefined> {
    const found = this.waiting.find(
      ({ reply }) => reply.conversationKey === conversationKey && reply.isAnsweredBy(posting),
    );
    if (!found) return undefined;
    this.forget(found.reply);
    return (await found.reply.shown) ? found.reply : undefined;
  }

  /** False when it was taken, or forgotten before. */
  forget(reply: PendingReply): boolean {
    const place = this.waiting.findIndex((one) => one.reply === reply);
    if (place < 0) return false;
    for (const { timer } of this.waiting.splice(place, 1)) clearTimeout(timer);
    return true;
  }
}
