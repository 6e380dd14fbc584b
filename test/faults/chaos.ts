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

/** Each row of members has an advisor of its own: what one types goes to the ticket that they took last. */
const advisors: readonly Advisor[] = ['Anna', 'Bert', 'Carla', 'Dirk'].map((name) => ({
  chat: `adviseur ${name}`,
  name,
}));

/** The platform hands an event out at most so many times. */
const mostCopies = 50;
/** The desk may send so many messages between two kills, or live so long when there is little to do. */
const mostMessages = 20;
const longestPeaceMs = 5_000;
const fewestKills = 3;
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
  const lives = Promise.all(advisors.map((advisor) => live(world, dice, write, advisor, deadline)));
  const [kills] = await Promise.all([killUntil(world, dice, deadline), lives]);
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

/** One member after another, until the time is over; the last of each row blocks the desk halfway. */
async function live(world: World, dice: Dice, write: Write, advisor: Advisor, deadline: number): Promise<void> {
  for (let i = 0; ; i++) {
    const member = `lid ${i} van ${advisor.name}`;
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
  const told = queueNl.undelivered(ticket, 'blocked');
  await world.arrived(advisor.chat, told, ({ text }) => text === told);
}

/**
 * Kills the desk again and again until the time is over: at some step, or at some moment after the platform has taken a few
 * messages, so that also on a busy machine it gets on between two kills. Gives how often.
 */
async function killUntil(world: World, dice: Dice, deadline: number): Promise<number> {
  for (let kills = 0; ; kills++) {
    if (kills >= fewestKills && Date.now() > deadline) return kills;
    if (dice.below(2) === 0) await world.arm(dice.pick(allSteps), 1 + dice.below(mostMessages));
    const enough = world.ledger.taken.length + 1 + dice.below(mostMessages);
    const peaceEnds = Date.now() + longestPeaceMs;
    while (world.isAlive && world.ledger.taken.length < enough && Date.now() < peaceEnds) await delay(dice.below(20));
    await world.kill();
    await world.start();
  }
}
