import { test } from 'vitest';
import { newSqlitePlace } from '../support/databases.ts';
import { strikeEachStep } from './named-steps.ts';
import { table } from './report.ts';

test('sqlite: killed at each step', { timeout: 600_000 }, async () => {
  console.info(table('sqlite', await strikeEachStep(await newSqlitePlace(), 'sqlite', { half: 0 })));
});
