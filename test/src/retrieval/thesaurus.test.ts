import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeskError } from '../../../src/kernel/errors.ts';
import { findAbbreviations, rootsOf, Thesaurus } from '../../../src/retrieval/thesaurus.ts';
import { parseThesaurus } from '../../../src/retrieval/thesaurus-file.ts';
import { anyText, longTexts, patience } from './hostile-text.ts';

function variantsOf(thesaurus: Thesaurus, phrase: string): string[] {
  const match = thesaurus.match(rootsOf(phrase), 0);
  return (match?.variants ?? []).map(({ terms }) => terms.join(' '));
}

const roots = (phrase: string) => rootsOf(phrase).join(' ');

describe('the thesaurus', () => {
  const thesaurus = new Thesaurus(
    parseThesaurus(`
synonyms:
  - [dorpshuis, gemeenschapshuis, multifunctionele accommodatie, MFA]
  - [contributie, ledenbijdrage]
broader:
  windmolen: [hernieuwbare energie]
english:
  village hall: [dorpshuis]
topics: [dorp, leden werven]
offTopic:
  sport: [voetbaluitslag, champions league]
`),
  );

  it('knows synonyms both ways, inflected or not', () => {
    expect(variantsOf(thesaurus, 'contributies')).toEqual([roots('ledenbijdrage')]);
    expect(variantsOf(thesaurus, 'ledenbijdragen')).toEqual([roots('contributie')]);
    expect(variantsOf(thesaurus, 'MFA')).toContain(roots('dorpshuizen'));
  });

  it('takes the longest phrase that starts there, function words apart', () => {
    const terms = rootsOf('een multifunctionele accommodatie in het dorp');
    expect(thesaurus.match(terms, 0)?.length).toBe(2);
    expect(thesaurus.match(terms, 1)).toBeUndefined();
  });

  it('goes from narrow to wide, and not back', () => {
    expect(variantsOf(thesaurus, 'windmolens')).toEqual([roots('hernieuwbare energie')]);
    expect(variantsOf(thesaurus, 'hernieuwbare energie')).toEqual([]);
  });

  it('is surest of a translation, less of a synonym, least of a wider word', () => {
    const weight = (phrase: string) => thesaurus.match(rootsOf(phrase), 0)?.variants[0]?.weight ?? 0;
    expect(weight('village hall')).toBe(1);
    expect(weight('contributie')).toBeLessThan(weight('village hall'));
    expect(weight('windmolen')).toBeLessThan(weight('contributie'));
  });

  it('recognises words of the field and words from outside, phrases too', () => {
    const at = (set: ReadonlySet<string>, text: string, from = 0) => Thesaurus.holds(set, rootsOf(text), from);
    expect(at(thesaurus.topics, 'dorpen')).toBe(true);
    expect(at(thesaurus.topics, 'leden werven')).toBe(true);
    expect(at(thesaurus.topics, 'leden')).toBe(false);
    expect(at(thesaurus.offTopic, 'Champions League kijken')).toBe(true);
    expect(at(thesaurus.offTopic, 'kijken')).toBe(false);
  });

  it('learns that a name and its abbreviation are the same, both ways, once', () => {
    const learner = new Thesaurus(parseThesaurus(''));
    for (let i = 0; i < 3; i++) learner.learn('Vereniging van Kleine Kernen', 'VKK');
    learner.learn('VKK', 'vkk');
    learner.learn('', 'X');
    expect(variantsOf(learner, 'VKK')).toEqual([roots('Vereniging van Kleine Kernen')]);
    expect(variantsOf(learner, 'de vereniging voor kleine kernen')).toEqual(['vkk']);
  });

  it('has no entry for what objects inherit', () => {
    for (const word of ['constructor', '__proto__', 'toString']) expect(thesaurus.match([word], 0)).toBeUndefined();
  });
});

describe('abbreviations that a text explains', () => {
  it.each([
    ['De Landelijke Vereniging voor Kleine Kernen (LVKK) helpt.', 'Landelijke Vereniging voor Kleine Kernen', 'LVKK'],
    ['Vraag de Overijsselse Vereniging Kleine Kernen (OVKK).', 'Overijsselse Vereniging Kleine Kernen', 'OVKK'],
    ['De OVKK (Overijsselse Vereniging Kleine Kernen) helpt.', 'Overijsselse Vereniging Kleine Kernen', 'OVKK'],
    ['Zie de Brede Overleggroep Kleine Dorpen (BOKD).', 'Brede Overleggroep Kleine Dorpen', 'BOKD'],
  ])('%s', (text, name, abbreviation) => {
    expect(findAbbreviations(text)).toEqual([{ name, abbreviation }]);
  });

  it.each([
    ['no abbreviation in the brackets', 'De Vereniging van Kleine Kernen (Zwolle) helpt.'],
    ['letters that are not in the name', 'De Vereniging van Kleine Kernen (BOKD) helpt.'],
    ['letters in another order', 'De Kleine Kernen Vereniging (VKK) helpt.'],
    ['a name in small letters', 'een vereniging van kleine kernen (VKK)'],
    ['a year', 'De Vereniging van Kleine Kernen (2020) helpt.'],
    ['nothing', ''],
  ])('are none with %s', (_, text) => {
    expect(findAbbreviations(text)).toEqual([]);
  });

  it('are found at once in any text', () => {
    for (const [what, text] of longTexts) {
      const started = performance.now();
      findAbbreviations(text);
      expect(performance.now() - started, what).toBeLessThan(patience);
    }
    fc.assert(fc.property(anyText, (text) => findAbbreviations(text).every(({ name }) => text.includes(name))));
  });
});

describe('a thesaurus file', () => {
  it('may be empty, or hold only comments', () => {
    for (const text of ['', '# niets\n', '---\n']) {
      expect(parseThesaurus(text)).toEqual({ synonyms: [], broader: {}, topics: [], offTopic: {}, english: {} });
    }
  });

  it.each([
    ['no YAML', 'synonyms: [dorp, [huis', /geen geldige YAML/],
    ['a group of one word', 'synonyms:\n  - [dorp]', /synonyms\.0/],
    ['a word that is a number', 'synonyms:\n  - [dorp, 12]', /synonyms\.0\.1/],
    ['an empty word', "topics: ['']", /topics\.0/],
    ['a list where names belong', 'english: [hall]', /english/],
    ['a text in place of the file', 'alles', /bestand/],
    ['a word without a list', 'broader:\n  windmolen: energie', /broader\.windmolen/],
  ])('with %s gives an error that says where', (_, text, place) => {
    let thrown: unknown;
    try {
      parseThesaurus(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(DeskError);
    expect(thrown).toMatchObject({ code: 'knowledge_invalid', expected: true });
    expect(String(thrown)).toMatch(/De woordenlijst \(thesaurus\.yaml\)/);
    expect(String(thrown)).toMatch(place);
  });
});
