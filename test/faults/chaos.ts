import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { queueNl } from '../../src/desk/wording/queue-nl.ts';
import type { DatabasePlace } from '../support/databases.ts';
import type { Dice } from '../support/dice.ts';
import { notice } from '../support/village-notice.ts';
import { audit } from './audit.ts';
import { type Advisor, lifeOf, type Write } from './life.ts';
import { allSteps, nothingWrong } from './named-steps.ts';
import type { SendOutcome } from './platform.ts';
import type { Line } from './report.ts';
import { World } from './world.ts';

const advisors: readonly [Advisor, ...Advisor[]] = [
  { chat: 'adviseur-1', name: 'Anna' },
  { chat: 'adviseur-2', name: 'Bert' },
];

const membersAtOnce = 4;
/** The platform hands an event out at most so many times. */
const mostCopies = 50;
/** The platform fails at most so many times for one message, so that the pauses between attempts stay short. */
const mostFailures = 2;

/**
 * Members and advisors talk at once, on a platform that repeats, overtakes, refuses, keeps silent and hangs up, with a desk
 * that is killed at any moment. When the time is over everybody finishes what they were at, and everything is compared.
 */
export async function causeChaos(place: DatabasePlace, dice: Dice, forMs: number): Promise<Line> {
  const world = await World.open(place);
  for (const advisor of advisors) await world.joins(advisor);
  misbehave(world, dice);
  const deadline = Date.now() + forMs;
  const write = repeatingly(world, dice);
  const members = Array.from({ length: membersAtOnce }, (_, i) => live(world, dice, write, `lid ${i}`, deadline));
  const lives = Promise.all(members);
  const kills = await killUntilDone(world, dice, lives);
  await lives;
  await world.quiet();
  const findings = await audit(world);
  expect(findings.wrong).toEqual(nothingWrong);
  expect(world.ledger.refused).toBeGreaterThan(0);
  return { step: `chaos, seed ${dice.seed}`, rounds: kills, findings };
}

/** Each event comes once or many times, also long after it was confirmed, and before events of other chats. */
function repeatingly({ platform, ledger }: World, dice: Dice): Write {
  return (chat, text) => {
    platform.write(chat, text, dice.pick([1, 1, 1 + dice.below(mostCopies)]), dice.below(6));
    const old = ledger.events[dice.below(ledger.events.length)];
    if (old) platform.repeat(old, dice.pick([0, 0, 1 + dice.below(mostCopies)]));
  };
}

function misbehave({ platform }: World, dice: Dice): void {
  const failures = new Map<string, number>();
  platform.answer = ({ key }) => {
    const failed = failures.get(key) ?? 0;
    const outcome = failed < mostFailures ? someOutcome(dice) : ({ kind: 'ok' } as const);
    if (outcome.kind !== 'ok') failures.set(key, failed + 1);
    return outcome;
  };
}

function someOutcome(dice: Dice): SendOutcome {
  if (dice.below(3) > 0) return { kind: 'ok' };
  const taken = dice.below(2) === 0;
  return dice.pick<SendOutcome>([
    { kind: 'too_many', retryAfterMs: 50 + dice.below(200) },
    { kind: 'error' },
    { kind: 'silence', taken },
    { kind: 'reset', taken },
  ]);
}

/** One member after another, until the time is over; the last of each row is blocked on the platform halfway. */
async function live(world: World, dice: Dice, write: Write, name: string, deadline: number): Promise<void> {
  for (let i = 0; ; i++) {
    const member = `${name}-${i}`;
    const advisor = advisors[dice.below(advisors.length)] ?? advisors[0];
    const over = Date.now() > deadline;
    for (const episode of lifeOf(world, member, advisor, write)) {
      await episode.begin();
      // Who takes over while the desk answers: the member hears one of the two, never both.
      if (episode.name === 'claim') write(member, notice.phone.question);
      await episode.end();
      await delay(dice.below(50));
      if (over && episode.name === 'to member') {
        await blockMember(world, write, member, advisor);
        return;
      }
    }
  }
}

/** The member does not want to hear from the desk any more; the advisor who writes to them is told so. */
async function blockMember(world: World, write: Write, member: string, advisor: Advisor): Promise<void> {
  const taken = world.ledger.takenIn(member).findLast(({ message }) => message.details?.outcome === 'escalated');
  const ticket = taken?.message.details?.ticket ?? 0;
  world.ledger.blocked.add(member);
  write(advisor.chat, `Nog één ding, ${member}.`);
  await world.arrived(advisor.chat, ({ text }) => text === queueNl.undelivered(ticket, 'blocked'));
}

/** Kills the desk at some moment, or at some step, again and again; gives how often. */
async function killUntilDone(world: World, dice: Dice, done: Promise<unknown>): Promise<number> {
  let running = true;
  done
    .catch(() => {})
    .finally(() => {
      running = false;
    });
  let kills = 0;
  for (; running; kills++) {
    if (dice.below(2) === 0) await world.arm(dice.pick(allSteps), 1 + dice.below(4));
    await Promise.race([delay(100 + dice.below(3_000)), done]);
    await world.kill();
    await world.start();
  }
  return kills;
}
