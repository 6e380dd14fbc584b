import { describe, expect, test } from 'vitest';
import { editionOfAnswer, type WrittenAnswer } from '../../../src/knowledge/answer-edition.ts';

const written: WrittenAnswer = {
  question: 'Mag ons dorpshuis zelf bier schenken?',
  answer: 'Ja, met een vergunning van de gemeente.\n\nU hebt nodig:\n- een leidinggevende\n- een bestuursreglement',
  basedOn: 'Alcoholwet, artikel 3',
  source: 'antwoord van een adviseur',
  language: 'nl',
  date: '2026-08-12',
  collection: 'antwoorden',
  path: 'vraag-12',
};

describe('an answer as a document', () => {
  test('has the question as its title and heading, and says where it comes from', async () => {
    const { edition, passages } = await editionOfAnswer(written, 5_000);
    expect(edition).toMatchObject({
      ...{
        title: written.question,
        basedOn: written.basedOn,
        date: written.date,
        kind: written.source,
        language: 'nl',
      },
      ...{ collection: 'antwoorden', path: 'vraag-12', source: written.source, pages: null, ingestedAt: 5_000 },
    });
    expect(edition.contentHash).toMatch(/^[0-9a-f]{64}$/);
    expect(passages.map(({ section }) => section)).toEqual([[written.question]]);
    expect(passages[0]?.text).toBe(
      'Ja, met een vergunning van de gemeente.\nU hebt nodig:\n- een leidinggevende\n- een bestuursreglement',
    );
  });

  test('has a title that fits in a citation, whatever the question', async () => {
    const question = `Wij zijn een klein dorp. ${'Wij willen graag weten hoe dat gaat. '.repeat(20)}Mag dat?`;
    const { edition, passages } = await editionOfAnswer({ ...written, question }, 5_000);
    expect(edition.title.length).toBeLessThanOrEqual(150);
    expect(passages[0]?.text).toContain('met een vergunning');
  });

  test('differs from another by its words only', async () => {
    const hash = async (change: Partial<WrittenAnswer>) =>
      (await editionOfAnswer({ ...written, ...change }, 5_000)).edition.contentHash;
    expect(await hash({ path: 'vraag-13' })).toBe(await hash({}));
    expect(await hash({ answer: 'Nee.' })).not.toBe(await hash({}));
  });

  test('without a word is refused', async () => {
    await expect(editionOfAnswer({ ...written, answer: ' \n ' }, 5_000)).rejects.toMatchObject({
      code: 'document_empty',
    });
  });
});
