import { expect } from 'vitest';
import type { Engine } from '../../adapters/database/engine.ts';
import type { DatabasePlace } from '../support/databases.ts';
import { audit } from './audit.ts';
import { type Episode, lifeOf } from './life.ts';
import { difference, type Line } from './report.ts';
import { type Step, steps } from './steps.ts';
import { World } from './world.ts';

const allSteps: readonly Step[] = [...steps.in, ...steps.handle, ...steps.out];

/** Which strikes are done: all of them, or every other one, the other half of which falls to the other engine. */
export type Thoroughness = { all: true } | { half: 0 | 1 };

/**
 * Kills the desk at each step of each episode of a life, starts it again, and looks whether all that follows from the episode
 * happened, once. Each life is another member's; the advisor and the database stay the same.
 */
export async function strikeEachStep(place: DatabasePlace, engine: Engine, how: Thoroughness): Promise<Line[]> {
  const world = await World.open(place);
  const advisor = { chat: 'adviseur', name: 'Anna' };
  await world.joins(advisor);
  const lines: Line[] = [];
  let before = await audit(world);
  for (const [i, step] of allSteps.entries()) {
    const life = lifeOf(world, `lid ${i}`, advisor, (chat, text) => world.platform.write(chat, text));
    for (const [j, episode] of life.entries()) {
      await world.quiet();
      const strikes = canStrike(step, episode) && ('all' in how || (i + j) % 2 === how.half);
      if (strikes) await strike(world, step, episode);
      else await episode.begin();
      await episode.end();
      await world.quiet();
      const after = await audit(world);
      const findings = difference(before, after);
      before = after;
      expect(findings.wrong, `${engine}, killed at “${step}” of “${episode.name}”`).toEqual(nothingWrong);
      lines.push({ step, rounds: strikes ? 1 : 0, findings });
    }
  }
  return lines;
}

export const nothingWrong = { lost: [], doubled: [], needlessSends: [], outOfOrder: [], answeredAfterClaim: [] };

/** What time does has not come in. */
function canStrike(step: Step, { unasked }: Episode): boolean {
  return !(unasked && (steps.in as readonly Step[]).includes(step));
}

async function strike(world: World, step: Step, episode: Episode): Promise<void> {
  await world.arm(step, 1);
  await episode.begin();
  await world.struck();
  await world.start();
}
