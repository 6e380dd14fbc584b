import { expect, test } from 'vitest';
import { SendGate } from '../../../src/delivery/send-gate.ts';

const refused = { kind: 'retry', afterMs: 0 } as const;

/** A gate whose breaker opened at 0. */
function openedGate(): SendGate {
  const gate = new SendGate();
  for (const receiver of ['a', 'b', 'c', 'd', 'e']) gate.end(receiver, refused, 0);
  return gate;
}

test('a platform that refuses is tried after the pause, and then as soon as there is something to send', () => {
  const gate = openedGate();
  expect([gate.room(0), gate.nextOpening(0)]).toEqual([0, 2_000]);
  expect([gate.room(2_000), gate.nextOpening(2_000)]).toEqual([1, null]);
  gate.begin('a', 2_000);
  expect([gate.room(2_000), gate.nextOpening(2_000)]).toEqual([0, null]);
  gate.end('a', refused, 3_000);
  expect([gate.room(3_000), gate.nextOpening(3_000)]).toEqual([0, 7_000]);
});

test('places that have had enough for now say nothing of the platform', () => {
  const gate = new SendGate();
  for (const receiver of ['a', 'b', 'c', 'd', 'e']) gate.end(receiver, { ...refused, receiverOnly: true }, 0);
  expect(gate.room(0)).toBe(Number.POSITIVE_INFINITY);
  expect(gate.figures).toMatchObject({ failed: 5, refusing: false });
});
