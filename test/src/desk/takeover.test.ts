import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newSqlitePlace } from '../../support/databases.ts';
import { SteppedDesk } from '../../support/stepped-desk.ts';
import { notice } from '../../support/village-notice.ts';

const seed = Number(process.env['TAKEOVER_SEED'] ?? Date.now() % 2 ** 31);

/** One step of somebody or of a pump; in any order, and a pump's work may be cut in two by another step. */
const steps = fc.array(fc.constantFrom('asks', 'claims', 'handles', 'begins sending', 'ends sending', 'waits'), {
  minLength: 8,
  maxLength: 24,
});

test('once a claim is committed no answer of the desk leaves, in whatever order things happen', async () => {
  console.info(`takeover: seed ${seed}`);
  await fc.assert(
    fc.asyncProperty(steps, async (order) => {
      const desk = await SteppedDesk.build((await newSqlitePlace()).config);
      const { inbox, outbox, conversations } = desk.database.stores;
      const channels = [desk.channel.name];
      await desk.joins('anna', 'advisor', 'Anna');
      await desk.say('lid', 'Ik wil graag een adviseur spreken over de statuten.');
      await desk.sendDue();
      const claimed = async () => (await desk.tickets())[0]?.state !== 'open';
      const sending: { seq: number; answer: boolean }[] = [];
      for (const step of order) {
        if (step === 'asks') await desk.channel.happens('lid', { kind: 'text', text: notice.rent.question });
        if (step === 'claims') await desk.channel.happens('anna', { kind: 'text', text: '/neem 1' });
        if (step === 'handles') {
          const before = await claimed();
          for (const event of await inbox.dueEvents(channels, desk.clock.now(), 9)) await desk.desk.handle(event);
          // The claim did not come through while an answer was on its way.
          if (!before && (await claimed())) expect(sending.some(({ answer }) => answer)).toBe(false);
        }
        if (step === 'begins sending') {
          for (const { seq, messageId } of await outbox.dueRows(channels, desk.clock.now(), 9)) {
            if (sending.some((one) => one.seq === seq) || !(await outbox.beginAttempt(seq, desk.clock.now()))) continue;
            const answer = (await conversations.findMessage(messageId))?.details?.outcome === 'answered';
            if (answer) expect(await claimed()).toBe(false);
            sending.push({ seq, answer });
          }
        }
        if (step === 'ends sending') {
          for (const { seq } of sending.splice(0)) await outbox.markDelivered(seq, desk.clock.now());
        }
        desk.clock.time += 150;
      }
    }),
    { seed, numRuns: 25, endOnFailure: true },
  );
});
