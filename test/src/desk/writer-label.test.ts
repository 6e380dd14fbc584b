import { expect, test } from 'vitest';
import { writerLabel } from '../../../src/desk/writer-label.ts';

test.each([
  ['nl', 'advisor', 'Anna', 'Adviseur Anna'],
  ['nl', 'advisor', 'een adviseur', 'Een adviseur'],
  ['nl', 'advisor', 'Lidwien', 'Adviseur Lidwien'],
  ['nl', 'member', 'een lid', 'Een lid'],
  ['nl', 'member', '', 'Lid'],
  ['en', 'advisor', 'Anna', 'Advisor Anna'],
] as const)('%s, %s, “%s”: %s', (language, from, name, label) => {
  expect(writerLabel({ from, name }, language)).toBe(label);
});

test('a member who calls themselves an advisor is still shown as a member', () => {
  expect(writerLabel({ from: 'member', name: 'adviseur Piet' }, 'nl')).toBe('Lid adviseur Piet');
});
