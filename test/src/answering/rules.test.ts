import { describe, expect, it } from 'vitest';
import { selectExcerpts } from '../../../src/answering/excerpts.ts';
import { isRuledOut } from '../../../src/answering/rules.ts';
import { retrieve } from '../../../src/retrieval/retrieve.ts';
import { archiveOf } from '../retrieval/archive.ts';

const documents = {
  'huur.md': ['De grote zaal van het dorpshuis kost 45 euro per avond. De beheerder verhuurt de zaal.'],
  'bond.md': ['De WKO helpt wijken met plannen. Het bestuur van de WKO vergadert elke maand in de toren.'],
  'natuur.md': ['In het bos groeien eiken.', 'De sloot wordt gebaggerd.', 'Vleermuizen slapen in de toren.'],
};

async function verdict(question: string, earlier: readonly string[] = []): Promise<boolean | undefined> {
  const { index } = await archiveOf(documents);
  const retrieval = retrieve(index, question, earlier);
  const [best] = selectExcerpts(retrieval);
  return best && isRuledOut(retrieval, best);
}

describe('an excerpt', () => {
  it.each([
    ['the sort of fact that is asked for is not in it', 'Wat is het telefoonnummer van de beheerder?'],
    ['the archive has no word for most of the question', 'Zoekt de beheerder zwemleraren of schaatstrainers?'],
    ['the archive has no word for what is asked of an association', 'Wie is de penningmeester van de WKO?'],
    ['most of its names and numbers are unknown', 'Wat kost de zaal van de toren van Verweggen sinds 1931?'],
    ['another association is asked about', 'Kost de grote zaal van de XYZ 45 euro per avond?'],
  ])('is ruled out when %s', async (_, question) => {
    expect(await verdict(question)).toBe(true);
  });

  it('is ruled out when it meets only words of the earlier question', async () => {
    expect(await verdict('En de beheerder daar?', ['Wat kost de grote zaal per avond?'])).toBe(false);
    expect(await verdict('En de sloot daar?', ['Wat kost de grote zaal per avond?'])).toBe(true);
  });

  it.each([
    'Wat kost de grote zaal per avond?',
    'Hoe vaak vergadert het bestuur van de WKO?',
    'Verhuurt de beheerder ook een grote piano?',
    'Wat kost de grote zaal per avond in Verweggen?',
  ])('is not ruled out otherwise: %s', async (question) => {
    expect(await verdict(question)).toBe(false);
  });
});
