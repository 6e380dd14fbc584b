import { describe, expect, it } from 'vitest';
import { stem } from '../../../src/retrieval/analysis.ts';
import { verbForms } from '../../../src/retrieval/verb-forms.ts';

describe('forms of one verb', () => {
  it.each([
    ['maken', 'maakt'],
    ['maken', 'gemaakt'],
    ['regelen', 'geregeld'],
    ['aanvragen', 'aangevraagd'],
    ['emigreren', 'emigreert'],
  ])('%s leads to %s and back', (infinitive, form) => {
    expect(verbForms(stem(infinitive))).toContain(stem(form));
    expect(verbForms(stem(form))).toContain(stem(infinitive));
  });

  it('leaves names with accents, numbers and short words alone', () => {
    expect(['2026', 'na', 'één', '§date'].flatMap(verbForms)).toEqual([]);
  });
});
