import { expect, onTestFinished, test, vi } from 'vitest';
import { House } from '../../src/house.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { editionOf, newPerson, newQuestion, passagesWith } from '../contract/samples.ts';
import { engines } from '../support/databases.ts';
import { roomyLimits } from '../support/stepped-desk.ts';

const day = 24 * 60 * 60_000;

test.each(engines)('a house on $engine forgets what nobody decided on, though nobody looks', async ({ newPlace }) => {
  // Only those of `setInterval`: the database goes by its own.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  let time = Date.UTC(2026, 7, 12);
  const { config } = await newPlace();
  const clock = { now: () => time };
  const house = await House.build({ database: config, limits: roomyLimits, logger: silentLogger, clock });
  onTestFinished(() => house.close());
  await house.open({ channels: [] });
  const { stores } = house.database;
  const { documentDrafts } = stores;
  const { id: personId } = await newPerson(stores.people);
  const { message } = await newQuestion(stores);
  const { number } = await documentDrafts.addDraft({
    ...{ personId, messageId: message.id, replaces: 0, createdAt: time },
    ...{ edition: editionOf('plan.pdf'), passages: passagesWith('Ons plan') },
  });
  time += 8 * day;
  vi.advanceTimersByTime(60 * 60_000);
  await vi.waitFor(async () => expect(await documentDrafts.findDraft(number)).toBeUndefined());
});
