import type { ErrorCode } from '../kernel/errors.ts';
import type { InboxStore } from './inbox.ts';
import type { OutboxStore } from './outbox.ts';
import type { SendFigures, SendGate } from './send-gate.ts';

/** A queue of one channel. */
export interface QueueFigures {
  waiting: number;
  failedBefore: number;
  /** Age of the oldest, in whole seconds; 0 when nothing waits. */
  oldestSeconds: number;
}

/** One channel: what waits in the database, and what this process sent. */
export interface ChannelReport {
  channel: string;
  inbox: QueueFigures;
  outbox: QueueFigures;
  sends: SendFigures;
  /** True when its events should come in here and cannot. */
  cutOff: boolean;
}

/** A channel that is open here. */
export interface OpenChannel {
  gate: SendGate;
  isCutOff(): boolean;
}

/** Puts the figures of delivery together, of the channels that are open here, by their names. */
export async function reportDelivery(
  stores: { inbox: Pick<InboxStore, 'backlogs'>; outbox: Pick<OutboxStore, 'backlogs'> },
  channels: ReadonlyMap<string, OpenChannel>,
  now: number,
): Promise<ChannelReport[]> {
  const [inbox, outbox] = await Promise.all([stores.inbox.backlogs(), stores.outbox.backlogs()]);
  const queueIn = (backlogs: typeof inbox, channel: string): QueueFigures => {
    const { waiting, failedBefore, oldestAt } = backlogs.find((backlog) => backlog.channel === channel) ?? nothing;
    return { waiting, failedBefore, oldestSeconds: oldestAt === null ? 0 : secondsBetween(oldestAt, now) };
  };
  return [...channels].map(([channel, { gate, isCutOff }]) => ({
    channel,
    inbox: queueIn(inbox, channel),
    outbox: queueIn(outbox, channel),
    sends: gate.figures,
    cutOff: isCutOff(),
  }));
}

/** What is wrong, in words that code, logs and monitors share. Null when the desk works. */
export type HealthReason = 'events_wait' | 'channel_refuses' | 'channel_cut_off' | ErrorCode;

/** Judges what the desk does for its members: does it get round to what they say, and does what it says arrive? */
export function whatIsWrong(reports: readonly ChannelReport[], maxWaitingSeconds: number): HealthReason | null {
  if (reports.some(({ inbox }) => inbox.oldestSeconds > maxWaitingSeconds)) return 'events_wait';
  if (reports.some(({ cutOff }) => cutOff)) return 'channel_cut_off';
  // With nothing to send, nothing tries whether the platform works again: another instance may have sent what waited.
  return reports.some(({ outbox, sends }) => sends.refusing && outbox.waiting > 0) ? 'channel_refuses' : null;
}

const nothing = { waiting: 0, failedBefore: 0, oldestAt: null };

function secondsBetween(from: number, to: number): number {
  return Math.max(0, Math.round((to - from) / 1_000));
}
