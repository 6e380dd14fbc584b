import { describe, expect, it } from 'vitest';
import { confidenceOf } from '../../../src/answering/abstain.ts';
import type { Excerpt } from '../../../src/answering/answer.ts';
import { excerptLimits, selectExcerpts } from '../../../src/answering/excerpts.ts';
import { explainAnswer, extractAnswer } from '../../../src/answering/extract-answer.ts';
import { type Signals, signalNames } from '../../../src/answering/signals.ts';
import type { KnowledgeIndex } from '../../../src/retrieval/knowledge-index.ts';
import { retrieve } from '../../../src/retrieval/retrieve.ts';
import { archiveOf } from '../retrieval/archive.ts';

const now = Date.UTC(2026, 10, 1);

/** Enough other passages for words to be rare or common. */
const others = {
  'muziek.md': ['De fanfare repeteert op dinsdag.', 'Het koor zoekt tenoren.', 'Wie wil er trommelen?'],
  'natuur.md': ['In het bos groeien eiken.', 'De sloot wordt gebaggerd.', 'Vleermuizen slapen in de toren.'],
  'sport.md': ['De ijsbaan gaat open als het vriest.', 'Er is een nieuwe tennisbaan.', 'De gymzaal krijgt verf.'],
};

function excerptsOf(index: KnowledgeIndex, question: string): readonly Excerpt[] {
  const outcome = extractAnswer(index, question, [], now);
  return outcome.kind === 'answer' ? outcome.excerpts : [];
}

describe('an answer', () => {
  it('quotes the sentences that answer, with where they stand', async () => {
    const { index, save, knowledge } = await archiveOf(others);
    await save(
      'map/huur.pdf',
      ['Het dorpshuis van Vilsteren verhuurt drie zalen. De grote zaal kost 45 euro per avond. Koffie is apart.'],
      { source: 'huur.pdf', title: 'Huurprijzen dorpshuis', date: '2026-02' },
    );
    await index.follow(knowledge);
    const [excerpt] = excerptsOf(index, 'Wat kost de grote zaal van het dorpshuis per avond?');
    expect(excerpt?.text).toContain('De grote zaal kost 45 euro per avond.');
    expect(excerpt?.outdatedSince).toBeNull();
    expect(excerpt?.citation).toMatchObject({
      number: 1,
      source: 'huur.pdf',
      title: 'Huurprijzen dorpshuis',
      section: null,
      date: '2026-02',
      quote: excerpt?.text,
    });
  });

  it('is about the association that is asked about, or there is none', async () => {
    const { index, save, knowledge } = await archiveOf(others);
    await save(
      'map/blad.md',
      ['Het verenigingsblad van de VDB komt elk kwartaal uit. De VDB stuurt het aan alle leden.'],
      {
        title: 'Ons blad',
        organisation: 'VDB',
      },
    );
    await save('map/plan.md', ['De WKO helpt wijken met plannen. De WKO vergadert in de toren.'], {
      organisation: 'WKO',
    });
    await index.follow(knowledge);
    expect(excerptsOf(index, 'Hoe vaak komt het verenigingsblad van de VDB uit?')).not.toEqual([]);
    expect(excerptsOf(index, 'Hoe vaak komt het verenigingsblad van de WKO uit?')).toEqual([]);
  });

  it('to a question without a word of its own is not what was shown just before', async () => {
    const { index, save, knowledge } = await archiveOf(others);
    await save('map/zaal.md', ['De grote zaal kost 45 euro per avond. U huurt de grote zaal bij de beheerder.'], {});
    await index.follow(knowledge);
    const earlier = ['Wat kost de grote zaal per avond?'];
    const first = extractAnswer(index, 'Wat kost de grote zaal per avond?', [], now);
    const shown = first.kind === 'answer' ? first.excerpts.map(({ citation }) => citation.passageId) : [];
    expect(shown).toHaveLength(1);
    const again = extractAnswer(index, 'En wat dan?', earlier, now, shown);
    expect(again.kind === 'answer' ? again.excerpts.map(({ citation }) => citation.passageId) : []).not.toContain(
      shown[0],
    );
  });

  it('says from which year an old document is, and not of a recent or undated one', async () => {
    const years = ['2019', '2023-12-31', '2024', '2026-10', null];
    const told = years.map(async (date) => {
      const { index, save, knowledge } = await archiveOf(others);
      await save('huur.md', ['De grote zaal van het dorpshuis kost 45 euro per avond.'], { title: 'Huur', date });
      await index.follow(knowledge);
      return excerptsOf(index, 'Wat kost de grote zaal van het dorpshuis per avond?')[0]?.outdatedSince;
    });
    expect(await Promise.all(told)).toEqual(['2019', '2023', null, null, null]);
  });

  it('is not given to what the archive does not say, and tells what was looked at', async () => {
    const { index } = await archiveOf(others);
    for (const question of ['Hoeveel belasting betaalt een camping in Zeeland?', 'zwembadvergunning', '?']) {
      const outcome = extractAnswer(index, question, [], now);
      expect(outcome.kind).toBe('abstention');
      expect(outcome.ranked.length).toBeLessThanOrEqual(10);
    }
    const { outcome, signals } = explainAnswer(index, 'de het een', [], now);
    expect(outcome).toEqual({ kind: 'abstention', reason: 'nothing_found', confidence: 0, ranked: [] });
    expect(signals).toBeUndefined();
  });

  it('is surer where the sort of fact that is asked for stands than where it does not', async () => {
    const question = 'Wat is het telefoonnummer van de secretaris van Vilsteren?';
    const sureness = async (text: string) => {
      const { index } = await archiveOf({ ...others, 'a.md': [text] });
      return extractAnswer(index, question, [], now).confidence;
    };
    const without = await sureness('De secretaris van Vilsteren heeft een telefoon met een lang nummer.');
    expect(await sureness('De secretaris van Vilsteren heeft telefoon 0529-123456, een lang nummer.')).toBeGreaterThan(
      without,
    );
  });
});

describe('excerpts', () => {
  const sentence = (i: number) =>
    `De gemeente geeft ieder dorpshuis in kern ${i} elk jaar subsidie voor onderhoud van het dak.`;
  const long = (from: number) => Array.from({ length: 14 }, (_, i) => sentence(from + i)).join(' ');

  it.each([
    ['whole sentences', long(0), long(20), long(40)],
    ['a list', ...[0, 20, 40].map((from) => long(from).replaceAll('. ', '.\n- '))],
    ['a sentence without end', ...[0, 20, 40].map((from) => long(from).replaceAll('.', ';'))],
    ['no spaces', ...[0, 20, 40].map((from) => long(from).replaceAll(' ', ''))],
  ])('keep to what a member has attention for: %s', async (_, ...texts) => {
    const { index } = await archiveOf({ ...others, 'a.md': texts, 'b.md': texts.toReversed() });
    for (const question of ['Geeft de gemeente subsidie voor onderhoud?', 'dak dorpshuis', sentence(3)]) {
      const selections = selectExcerpts(retrieve(index, question, []));
      expect(selections.length).toBeLessThanOrEqual(excerptLimits.excerpts);
      const total = selections.reduce((sum, { text }) => sum + text.length, 0);
      expect(total).toBeLessThanOrEqual(excerptLimits.total);
      for (const { text, passage } of selections) {
        expect(passage.entry.passage.text).toContain(text);
        expect(text).toBe(text.trim());
      }
    }
  });

  it('do not say the same twice, as two copies of one letter do', async () => {
    const letter = 'Het dorpshuis in Tricht heeft sinds kort een terras met twaalf tafels.';
    const { index } = await archiveOf({ ...others, 'brief.md': [letter], 'brief-kopie.md': [letter] });
    expect(selectExcerpts(retrieve(index, 'Heeft Tricht een terras bij het dorpshuis?', []))).toHaveLength(1);
  });
});

describe('confidence', () => {
  it('is between 0 and 1 for any signals, which are between 0 and 1 themselves', async () => {
    for (const value of [0, 0.5, 1]) {
      const signals = Object.fromEntries(signalNames.map((name) => [name, value])) as Record<keyof Signals, number>;
      expect(confidenceOf(signals)).toBeGreaterThan(0);
      expect(confidenceOf(signals)).toBeLessThan(1);
    }
    const { index } = await archiveOf(others);
    for (const question of [
      'Wanneer repeteert de fanfare?',
      'Vleermuizen in 2025 te Tricht',
      'ijsbaan',
      'tel.',
      'zz 9',
    ]) {
      const { signals } = explainAnswer(index, question, [], now);
      for (const [name, value] of Object.entries(signals ?? {})) {
        expect(value, `${name} of “${question}”`).toBeGreaterThanOrEqual(0);
        expect(value, `${name} of “${question}”`).toBeLessThanOrEqual(1);
      }
    }
  });
});
