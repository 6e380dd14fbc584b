import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Scope, scopeOf } from '../../../src/answering/scope.ts';
import { Thesaurus } from '../../../src/retrieval/thesaurus.ts';
import { parseThesaurus } from '../../../src/retrieval/thesaurus-file.ts';
import { longTexts, patience } from '../retrieval/hostile-text.ts';

const file = new URL('../../../knowledge/thesaurus.yaml', import.meta.url);
const thesaurus = new Thesaurus(parseThesaurus(readFileSync(file, 'utf8')));

describe('the scope of a question', () => {
  it.each<[Scope, string]>([
    ['field', 'Krijgt ons dorpshuis subsidie?'],
    ['field', 'Hoe werven wij vrijwilligers?'],
    ['field', 'Hebben wij een dorpshuisverzekering nodig?'],
    ['field', 'Wat vindt de gemeente van een voetbalveld bij het dorp?'],
    ['outside', 'Wat is 12 * 8?'],
    ['outside', '3x + 7 = 22'],
    ['outside', 'de wortel van 9'],
    ['outside', 'Wat wordt het weer morgen?'],
    ['outside', 'Hoeveel is 17 keer 23?'],
    ['unclear', 'Komt het gezelschap weer bijeen?'],
    ['unclear', 'Hoe zit dat dan?'],
    ['unclear', ''],
    ['unclear', '🏡'],
  ])('is %s: “%s”', (scope, question) => {
    expect(scopeOf(question, thesaurus)).toBe(scope);
  });

  it('is outside for words that a village is never asked about', () => {
    const own = new Thesaurus(parseThesaurus('offTopic:\n  spel: [schaakopening]\ntopics: [dorp]'));
    expect(scopeOf('Wat is een goede schaakopening?', own)).toBe('outside');
    expect(scopeOf('Is er in ons dorp iemand met een goede schaakopening?', own)).toBe('field');
  });

  it.each(longTexts)('is seen at once: %s', (_, text) => {
    const started = performance.now();
    scopeOf(text, thesaurus);
    expect(performance.now() - started).toBeLessThan(patience / 2);
  });
});
