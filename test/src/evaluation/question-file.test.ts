import { describe, expect, it } from 'vitest';
import { parseQuestions } from '../../../src/evaluation/question-file.ts';
import { DeskError } from '../../../src/kernel/errors.ts';

const line = (change: object = {}) => JSON.stringify({ id: 'a', question: 'Wat?', outcome: 'answered', ...change });

describe('a question file', () => {
  it('is read line by line, empty lines passed over, what is left out filled in', () => {
    const text = `${line({ history: ['Hoi'], sources: ['a.md'], facts: ['\\d+'] })}\r\n\n${line({ outcome: 'declined', kind: 'offtopic' })}\n`;
    expect(parseQuestions(text, 'x.jsonl')).toEqual([
      { id: 'a', question: 'Wat?', history: ['Hoi'], outcome: 'answered', sources: ['a.md'], facts: ['\\d+'] },
      { id: 'a', question: 'Wat?', history: [], outcome: 'declined', sources: [], facts: [], kind: 'offtopic' },
    ]);
    expect(parseQuestions('', 'x.jsonl')).toEqual([]);
  });

  it.each([
    ['no JSON', '{'],
    ['a text', '"vraag"'],
    ['no question', JSON.stringify({ id: 'a', outcome: 'answered' })],
    ['an unknown outcome', line({ outcome: 'perhaps' })],
    ['facts that are no list', line({ facts: 'x' })],
    ['a fact that is no regular expression', line({ facts: ['('] })],
  ])('with %s gives an error that names file and line', (_, wrong) => {
    let thrown: unknown;
    try {
      parseQuestions(`${line()}\n\n${wrong}\n${line()}`, 'vragen.jsonl');
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(DeskError);
    expect(thrown).toMatchObject({ code: 'usage', expected: true });
    expect(String(thrown)).toContain('vragen.jsonl, regel 3: ');
  });
});
