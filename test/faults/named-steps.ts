import { expect } from 'vitest';
import type { DatabasePlace } from '../support/databases.ts';
import { audit } from './audit.ts';
import { type Episode, lifeOf } from './life.ts';
import { difference, type Line } from './report.ts';
import { type Step, steps } from './steps.ts';
import { World } from './world.ts';

export const allSteps = [...steps.in, ...steps.handle, ...steps.out] as const;

/** So many lives, from this one on, make up a short run, in which every step is struck at least once. */
export const fewLives = 4;
/** In so many lives every step of every episode is struck. */
export const allLives = allSteps.length;

/**
 * Kills the desk at a step of each episode of a life, each time another one, starts it again, and looks whether all that
 * follows from the episode happened, once. Each life is another member's; advisor and database stay the same.
 */
export async function strikeEachStep(place: DatabasePlace, firstLife: number, lives: number): Promise<Line<Step>[]> {
  const world = await World.open(place);
  const advisor = { chat: 'adviseur', name: 'Anna' };
  await world.joins(advisor);
  await world.quiet();
  const lines: Line<Step>[] = [];
  let before = await audit(world);
  for (let i = firstLife; i < firstLife + lives; i++) {
    const life = lifeOf(world, `lid ${i}`, advisor, (chat, text) => world.platform.write(chat, text));
    for (const [j, episode] of life.entries()) {
      const step = stepFor(i, j);
      const strikes = canStrike(step, episode);
      const where = `killed at “${step}” of “${episode.name}”`;
      try {
        await live(world, episode, strikes ? step : undefined);
      } catch (error) {
        throw new Error(`${where}: not over`, { cause: error });
      }
      const after = await audit(world);
      const findings = difference(before, after);
      before = after;
      expect(findings.wrong, where).toEqual(nothingWrong);
      if (strikes) lines.push({ step, rounds: 1, findings });
    }
  }
  return lines.sort((one, other) => allSteps.indexOf(one.step) - allSteps.indexOf(other.step));
}

/** So chosen that every episode meets every step in all lives, and every step occurs in any few of them. */
function stepFor(life: number, episode: number): Step {
  return allSteps[(life + 4 * episode) % allSteps.length] ?? allSteps[0];
}

export const nothingWrong = { lost: [], doubled: [], needlessSends: [], outOfOrder: [], answeredAfterClaim: [] };

/** What time does has not come in. */
function canStrike(step: Step, { unasked }: Episode): boolean {
  return !(unasked && (steps.in as readonly Step[]).includes(step));
}

/** Lets an episode happen to its end, with the desk killed at this step of it and started again. */
async function live(world: World, episode: Episode, killedAt: Step | undefined): Promise<void> {
  if (killedAt !== undefined) await world.arm(killedAt, 1);
  await episode.begin();
  if (killedAt !== undefined) {
    await world.struck();
    await world.start();
  }
  await episode.end();
  await world.quiet();
}
