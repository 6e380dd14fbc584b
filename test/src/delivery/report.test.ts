import { expect, test } from 'vitest';
import type { Backlog } from '../../../src/delivery/backlog.ts';
import { reportDelivery, whatIsWrong } from '../../../src/delivery/report.ts';
import { SendGate } from '../../../src/delivery/send-gate.ts';

const web = { channel: 'web', waiting: 2, failedBefore: 1, oldestAt: 90_000 };
const elsewhere = { channel: 'elders', waiting: 9, failedBefore: 9, oldestAt: 0 };

const reportWith = (gate = new SendGate(), toSend: readonly Backlog[] = [], cutOff = false) =>
  reportDelivery(
    { inbox: { backlogs: async () => [elsewhere, web] }, outbox: { backlogs: async () => [...toSend] } },
    new Map([['web', { gate, isCutOff: () => cutOff }]]),
    150_000,
  );

test('tells of the channels that are open here what waits, how long, and what was sent', async () => {
  expect(await reportWith()).toEqual([
    {
      channel: 'web',
      inbox: { waiting: 2, failedBefore: 1, oldestSeconds: 60 },
      outbox: { waiting: 0, failedBefore: 0, oldestSeconds: 0 },
      sends: { delivered: 0, undeliverable: 0, failed: 0, refusing: false },
      cutOff: false,
    },
  ]);
});

test('something is wrong when an event waits too long, a channel refuses what there is to send, or hears nothing', async () => {
  expect(whatIsWrong(await reportWith(), 60)).toBeNull();
  expect(whatIsWrong(await reportWith(), 59)).toBe('events_wait');
  const refused = new SendGate();
  for (const receiver of ['a', 'b', 'c', 'd', 'e']) refused.end(receiver, { kind: 'retry', afterMs: 0 }, 0);
  expect(whatIsWrong(await reportWith(refused, [web]), 60)).toBe('channel_refuses');
  expect(whatIsWrong(await reportWith(refused), 60)).toBeNull();
  expect(whatIsWrong(await reportWith(undefined, [], true), 60)).toBe('channel_cut_off');
});
