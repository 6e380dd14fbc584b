import MiniSearch from 'minisearch';
import { tokenize } from '../../../src/retrieval/analysis.ts';
import { stopwords } from '../../../src/retrieval/stopwords.ts';
import type { Corpus, Piece } from '../retrieval/corpus.ts';
import { type Built, wanted } from './system.ts';

const fields = ['title', 'section', 'origin', 'text'];

/** MiniSearch as it comes. */
export function miniSearch(corpus: Corpus): Built {
  return built('MiniSearch', new MiniSearch<Piece>({ fields, storeFields: ['source'] }), corpus);
}

/** MiniSearch with our words, roots and stopwords. */
export function miniSearchOurWords(corpus: Corpus): Built {
  const engine = new MiniSearch<Piece>({
    fields,
    storeFields: ['source'],
    tokenize: (text) =>
      tokenize(text)
        .filter(({ folded }) => folded.length > 1 && !stopwords.has(folded))
        .map(({ term }) => term),
    processTerm: (term) => term,
  });
  return built('MiniSearch, our analysis', engine, corpus);
}

function built(name: string, engine: MiniSearch<Piece>, { pieces }: Corpus): Built {
  engine.addAll(pieces);
  const search = (question: string) =>
    engine
      .search(question)
      .slice(0, wanted)
      .map((found) => String(found['source']));
  return { modes: [() => ({ name, search })] };
}
