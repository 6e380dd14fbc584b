import { describe, test } from 'vitest';
import type { DatabasePlace } from '../support/databases.ts';
import { Dice } from '../support/dice.ts';
import { causeChaos } from './chaos.ts';
import { allLives, fewLives, strikeEachStep } from './named-steps.ts';
import { table } from './report.ts';

/** How long an engine is tried, in seconds; from so many on each step of each episode is struck. */
const seconds = Number(process.env['FAULTS_SECONDS'] ?? 600);
const thoroughFrom = 300;
/** Chaos takes at least so long, whatever the steps left over, and in a long run begins anew after so long. */
const shortestChaosMs = 15_000;
const longestChaosMs = 60_000;

/** What every engine has to stand. */
export function faultsOn(engine: string, newPlace: () => Promise<DatabasePlace>, firstLife: number): void {
  describe(`${engine} among faults`, () => {
    const deadline = Date.now() + seconds * 1_000;

    test('killed at each step', async () => {
      const lives = seconds < thoroughFrom ? fewLives : allLives;
      console.info(table(engine, await strikeEachStep(await newPlace(), firstLife, lives)));
    });

    test('killed at any moment, on a platform that fails', async () => {
      const dice = new Dice(process.env['FAULTS_SEED']);
      console.info(`faults on ${engine}: FAULTS_SEED=${dice.seed}`);
      const lines = [];
      do {
        const leftMs = deadline - Date.now();
        const forMs = Math.max(shortestChaosMs, Math.min(longestChaosMs, leftMs));
        lines.push(await causeChaos(await newPlace(), dice, forMs));
      } while (Date.now() + shortestChaosMs < deadline);
      console.info(table(engine, lines));
    });
  });
}
