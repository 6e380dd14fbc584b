import fc from 'fast-check';
import { expect } from 'vitest';

type Step =
  | { do: 'add'; conversation: number }
  /** Handles, or puts off, one of the due items: the one at this place, counted round. */
  | { do: 'end'; which: number }
  | { do: 'defer'; which: number; forMs: number }
  | { do: 'wait'; forMs: number };

export type DeliverySteps = readonly Step[];

/** Anything that can happen to an inbox or an outbox with three conversations. */
export const deliverySteps: fc.Arbitrary<DeliverySteps> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constant('add' as const), conversation: fc.nat(2) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('end' as const), which: fc.nat(2) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('defer' as const),
        which: fc.nat(2),
        forMs: fc.integer({ min: -5, max: 50 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), forMs: fc.nat(60) }) },
  ),
  { maxLength: 25 },
);

/** What inbox and outbox have in common. */
interface Delivery<C> {
  add(conversation: C, label: string): Promise<void>;
  due(now: number): Promise<readonly { seq: number; label: string; attempts: number }[]>;
  nextDueAt(): Promise<number | null>;
  defer(seq: number, dueAt: number): Promise<void>;
  end(seq: number, now: number): Promise<void>;
}

interface Item {
  label: string;
  dueAt: number | null;
  attempts: number;
}

/**
 * Does the steps to a store and to a model of it that is too simple to be wrong, and compares the two after each: of every
 * conversation the oldest item only, and that only when its time has come. At the end everything is handled, so that what
 * was accepted and lost would be missed.
 */
export async function followDelivery<C>(
  steps: DeliverySteps,
  conversations: readonly C[],
  delivery: Delivery<C>,
): Promise<void> {
  const waiting: Item[][] = conversations.map(() => []);
  const arrival: string[] = [];
  const handled: string[] = [];
  let now = 1_000;

  const compare = async () => {
    const heads = waiting.flatMap((queue) => queue.slice(0, 1));
    const expected = heads
      .filter(({ dueAt }) => dueAt === null || dueAt <= now)
      .sort((a, b) => arrival.indexOf(a.label) - arrival.indexOf(b.label))
      .map(({ label, attempts }) => ({ label, attempts }));
    const due = await delivery.due(now);
    expect(due.map(({ label, attempts }) => ({ label, attempts }))).toEqual(expected);
    const dueTimes = heads.flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt]));
    expect(await delivery.nextDueAt()).toBe(dueTimes.length === 0 ? null : Math.min(...dueTimes));
    return due;
  };
  const endFirstOf = async ({ seq, label }: { seq: number; label: string }) => {
    await delivery.end(seq, now);
    waiting.find((queue) => queue[0]?.label === label)?.shift();
    handled.push(label);
  };

  for (const step of steps) {
    const due = await compare();
    const chosen = 'which' in step ? due[step.which % Math.max(due.length, 1)] : undefined;
    if (step.do === 'wait') now += step.forMs;
    if (step.do === 'end' && chosen !== undefined) await endFirstOf(chosen);
    if (step.do === 'defer' && chosen !== undefined) {
      await delivery.defer(chosen.seq, now + step.forMs);
      const item = waiting.flat().find(({ label }) => label === chosen.label);
      if (item !== undefined) Object.assign(item, { dueAt: now + step.forMs, attempts: item.attempts + 1 });
    }
    const conversation = step.do === 'add' ? conversations[step.conversation] : undefined;
    if (step.do === 'add' && conversation !== undefined) {
      const label = `item ${arrival.length}`;
      await delivery.add(conversation, label);
      arrival.push(label);
      waiting[step.conversation]?.push({ label, dueAt: null, attempts: 0 });
    }
  }

  now += 1_000_000;
  for (let due = await compare(); due.length > 0; due = await compare()) {
    for (const item of due) await endFirstOf(item);
  }
  expect([...handled].sort()).toEqual([...arrival].sort());
}
