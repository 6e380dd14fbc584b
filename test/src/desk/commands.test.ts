import { describe, expect, test } from 'vitest';
import { parseCommand } from '../../../src/desk/commands.ts';

describe('a command as it is typed', () => {
  test.each([
    [
      '/afwijzen 12 Noem de gemeente.\nEn de wet.',
      { name: 'afwijzen', ticket: 12, text: 'Noem de gemeente.\nEn de wet.' },
    ],
    ['/voorstel #12', { name: 'voorstel', ticket: 12, text: '' }],
    ['/teruggeven ik weet het niet', { name: 'teruggeven', ticket: null, text: 'ik weet het niet' }],
    ['/voorstel 12 45 euro', { name: 'voorstel', ticket: 12, text: '45 euro' }],
    ['/citeer 2', { name: 'citeer', number: 2, ticket: null }],
    ['/citeer [2] bij 12', { name: 'citeer', number: 2, ticket: 12 }],
    ['/cijfer 5 bij #3', { name: 'cijfer', number: 5, ticket: 3 }],
    ['/citeer twee', { name: 'citeer', number: null, ticket: null }],
    ['/concept Dag 12 mensen', { name: 'concept', number: null, ticket: null, text: 'Dag 12 mensen' }],
    ['/Neem@dorpsbalie 7', { name: 'neem', ticket: 7 }],
  ])('“%s”', (typed, read) => {
    expect(parseCommand(typed)).toMatchObject(read);
  });

  test.each(['/dansen', '/toString 1'])('“%s” is none that we know', (typed) => {
    expect(parseCommand(typed)).toBe('unknown');
  });

  test.each(['Wat kost 1/2 zaal?', '/adviseur', '1 / 2'])('“%s” is no command', (typed) => {
    expect(parseCommand(typed)).toBeUndefined();
  });
});
