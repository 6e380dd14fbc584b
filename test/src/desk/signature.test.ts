import { expect, test } from 'vitest';
import { addresseeOf } from '../../../src/desk/queue/addressee.ts';
import { writerLabel } from '../../../src/desk/writer-label.ts';
import { newSqlitePlace } from '../../support/databases.ts';
import { SteppedDesk } from '../../support/stepped-desk.ts';

test('with the desk’s name for it, nothing that a member reads names the advisor', async () => {
  const signature = { kind: 'desk', name: 'Dorpssteunpunt' } as const;
  const desk = await SteppedDesk.build((await newSqlitePlace()).config, (database) => database, signature);
  await desk.joins('anna', 'advisor', 'Anna');
  await desk.joins('bert', 'advisor', 'Bert');
  await desk.happens('lid', { kind: 'text', text: 'Ik wil graag een adviseur spreken over de statuten.' });
  await desk.happens('anna', { kind: 'text', text: '/neem 1' });
  await desk.happens('anna', { kind: 'text', text: 'Dag lid' });
  await desk.happens('anna', { kind: 'text', text: '/overdragen Bert' });
  const lid = await desk.conversation('lid');
  expect(lid && (await addresseeOf(desk.database.stores, lid, signature))).toMatchObject({
    role: 'advisor',
    name: null,
  });
  desk.clock.time += 4 * 24 * 3_600_000;
  await desk.doDueTasks();
  await desk.happens('bert', { kind: 'text', text: '/verder 1' });
  await desk.happens('bert', { kind: 'text', text: '/afronden' });
  await desk.happens('lid', { kind: 'text', text: '/heropen 1' });
  const read = await desk.transcript('lid');
  const labels = read.flatMap(({ relay }) => (relay ? [writerLabel(relay, 'nl')] : []));
  expect(labels).toEqual(['Dorpssteunpunt']);
  const said = read.map(({ text }) => text).join('\n');
  expect(said).toContain('Een adviseur heeft uw vraag 1 opgepakt');
  expect(said).not.toMatch(/Anna|Bert/);
});
