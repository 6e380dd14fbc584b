import { expect, test } from 'vitest';
import { IdentifyBudget } from '../../../adapters/discord/identify-budget.ts';

test('sessions that follow each other fast are held back, also by a client that begins anew', async () => {
  const budget = new IdentifyBudget();
  const { signal } = new AbortController();
  // Connections that may begin side by side: only the budget holds them back.
  const begin = (shard: number, of = budget, until = signal) => of.throttler(1, 100).waitForIdentify(shard, until);
  for (let shard = 0; shard < 6; shard++) await begin(shard);
  let begun = false;
  const stop = new AbortController();
  const held = begin(6, budget, stop.signal).then(() => {
    begun = true;
  });
  // Long enough for whoever is not held back.
  for (let shard = 0; shard < 5; shard++) await begin(shard, new IdentifyBudget());
  expect(begun).toBe(false);
  stop.abort();
  await expect(held).rejects.toThrow();
});
