import { BM25Retriever } from '@langchain/community/retrievers/bm25';
import { HNSWLib } from '@langchain/community/vectorstores/hnswlib';
import { Document } from '@langchain/core/documents';
import { Embeddings } from '@langchain/core/embeddings';
import { HashedEmbedder } from '../../../src/retrieval/hashed-embedder.ts';
import { type Corpus, type Piece, wholeText } from '../retrieval/corpus.ts';
import { type Built, type Mode, wanted } from './system.ts';

/** LangChain's BM25Retriever as it comes. */
export function langChainBm25({ pieces }: Corpus): Built {
  const retriever = BM25Retriever.fromDocuments(pieces.map(documentOf), { k: wanted });
  const search = async (question: string) => sourcesOf(await retriever.invoke(question));
  return { modes: [() => ({ name: 'LangChain BM25Retriever', search })] };
}

/** How hard the graph may be searched for it to find what an exact search finds. */
const efforts = [20, 50, 100, 200, 400, 800, 1_600, 3_200];
const enough = 0.99;
/** Questions whose neighbours are compared with the exact ones. */
const compared = 100;

/** LangChain's HNSWLib with our vectors: as it comes, and searched as hard as it takes to find the same as an exact search. */
export async function langChainHnsw({ pieces }: Corpus, questions: readonly string[]): Promise<Built> {
  const embedder = new HashedEmbedder();
  embedder.learn(pieces.map(({ text }) => text));
  const store = await HNSWLib.fromDocuments(pieces.map(documentOf), new HashedEmbeddings(embedder));
  const sample = questions.slice(0, compared).map((question) => embedder.embedNow(question));
  const exact = nearest(embedder, pieces, sample);
  const vectorRecall = () => {
    let found = 0;
    for (const [i, vector] of sample.entries()) {
      const { neighbors } = store.index.searchKnn(Array.from(vector), Math.min(wanted, pieces.length));
      found += neighbors.filter((id) => exact[i]?.has(id)).length;
    }
    return found / (sample.length * wanted);
  };
  const search = async (question: string) => sourcesOf(await store.similaritySearch(question, wanted));
  const asItComes = (): Mode => ({ name: 'LangChain HNSWLib', search, vectorRecall: vectorRecall() });
  const tuned = (): Mode => {
    for (const ef of efforts) {
      store.index.setEf(ef);
      const reached = vectorRecall();
      if (reached >= enough || ef === efforts[efforts.length - 1]) {
        return { name: `LangChain HNSWLib, tuned`, search, vectorRecall: reached };
      }
    }
    throw new Error('there are no efforts to try');
  };
  return { modes: [asItComes, tuned] };
}

/** Our hashed vectors, as LangChain wants them. */
class HashedEmbeddings extends Embeddings {
  private readonly embedder: HashedEmbedder;

  constructor(embedder: HashedEmbedder) {
    super({});
    this.embedder = embedder;
  }

  embedDocuments(texts: string[]): Promise<number[][]> {
    return Promise.resolve(texts.map((text) => Array.from(this.embedder.embedNow(text))));
  }

  embedQuery(text: string): Promise<number[]> {
    return Promise.resolve(Array.from(this.embedder.embedNow(text)));
  }
}

/** For each vector the places of the pieces nearest to it, every one compared. */
function nearest(embedder: HashedEmbedder, pieces: readonly Piece[], sample: readonly Float32Array[]): Set<number>[] {
  const best = sample.map((): { place: number; similarity: number }[] => []);
  for (const [place, piece] of pieces.entries()) {
    const stored = embedder.embedNow(wholeText(piece));
    for (const [i, vector] of sample.entries()) {
      let similarity = 0;
      for (let d = 0; d < vector.length; d++) similarity += (vector[d] as number) * (stored[d] as number);
      const list = best[i] ?? [];
      if (list.length === wanted && similarity <= (list[wanted - 1]?.similarity ?? -1)) continue;
      list.push({ place, similarity });
      list.sort((a, b) => b.similarity - a.similarity);
      if (list.length > wanted) list.pop();
    }
  }
  return best.map((list) => new Set(list.map(({ place }) => place)));
}

function documentOf(piece: Piece): Document<{ source: string }> {
  return new Document({ pageContent: wholeText(piece), metadata: { source: piece.source } });
}

function sourcesOf(found: readonly Document[]): string[] {
  return found.map(({ metadata }) => String(metadata['source']));
}
