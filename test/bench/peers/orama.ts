import { create, insertMultiple, search } from '@orama/orama';
import { language, stemmer } from '@orama/stemmers/dutch';
import { stopwords } from '@orama/stopwords/dutch';
import type { Corpus } from '../retrieval/corpus.ts';
import { type Built, wanted } from './system.ts';

/** Orama with its own Dutch stemmer and stopwords. */
export async function orama({ pieces }: Corpus): Promise<Built> {
  const engine = create({
    schema: { title: 'string', section: 'string', origin: 'string', text: 'string' },
    components: { tokenizer: { stemming: true, language, stemmer, stopWords: stopwords } },
  });
  await insertMultiple(
    engine,
    pieces.map(({ source, title, section, origin, text }) => ({ source, title, section, origin, text })),
    1_000,
  );
  const find = async (question: string) => {
    const { hits } = await search(engine, { term: question, limit: wanted });
    return hits.map(({ document }) => String(document['source' as keyof typeof document] ?? ''));
  };
  return { modes: [() => ({ name: 'Orama, Dutch', search: find })] };
}
