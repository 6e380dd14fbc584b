import { expect, test } from 'vitest';
import { AskedQuestions } from '../../../src/retrieval/asked-questions.ts';
import { editionOf, passagesWith } from '../../contract/samples.ts';
import { archiveOf } from './archive.ts';

/** An archive of documents of which each paragraph stands under a heading. */
async function archiveUnder(documents: Readonly<Record<string, readonly string[]>>) {
  const archive = await archiveOf();
  const save = async (path: string, headings: readonly string[]) => {
    const texts = headings.map((heading, i) => `Tekst ${i} onder ${heading}`);
    const passages = passagesWith(...texts).map((passage, i) => ({ ...passage, section: ['Deel', headings[i] ?? ''] }));
    await archive.knowledge.saveEdition(editionOf(path), passages);
    await archive.index.follow(archive.knowledge);
  };
  for (const [path, headings] of Object.entries(documents)) await save(path, headings);
  return { index: archive.index, save };
}

test('proposes the questions of the archive that have the typed words, whole or begun', async () => {
  const { index } = await archiveUnder({
    'visie.md': ['Wie maakt de dorpsvisie?', 'Het belang', 'Wat kost een dorpsvisie?'],
    'geld.md': ['Wie geeft subsidie?', 'Wie maakt de dorpsvisie?'],
  });
  const questions = new AskedQuestions(index, 100);
  expect(questions.suggest('', 10)).toEqual(['Wie maakt de dorpsvisie?', 'Wie geeft subsidie?']);
  expect(questions.suggest('dorpsv', 10)).toEqual(['Wie maakt de dorpsvisie?', 'Wat kost een dorpsvisie?']);
  expect(questions.suggest('SUBSÍDIE wie', 10)).toEqual(['Wie geeft subsidie?']);
  expect(questions.suggest('wie', 1)).toEqual(['Wie maakt de dorpsvisie?']);
  expect(questions.suggest('belang', 10)).toEqual([]);
  expect(new AskedQuestions(index, 20).suggest('wie', 10)).toEqual(['Wie geeft subsidie?']);
});

test('follows the archive', async () => {
  const { index, save } = await archiveUnder({ 'a.md': ['Wie maait het gras?'] });
  const questions = new AskedQuestions(index, 100);
  expect(questions.suggest('gras', 10)).toEqual(['Wie maait het gras?']);
  await save('a.md', ['Wie knipt de heg?']);
  expect(questions.suggest('gras', 10)).toEqual([]);
  expect(questions.suggest('heg', 10)).toEqual(['Wie knipt de heg?']);
});
