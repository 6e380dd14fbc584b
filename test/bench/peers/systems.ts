import type { Build } from './system.ts';

/** All systems, in the order in which they are measured. Each is loaded by the process that measures it, and no other. */
export const systems: Readonly<Record<string, () => Promise<Build>>> = {
  ours: async () => (await import('./ours.ts')).ours,
  minisearch: async () => (await import('./minisearch.ts')).miniSearch,
  'minisearch-our-analysis': async () => (await import('./minisearch.ts')).miniSearchOurWords,
  orama: async () => (await import('./orama.ts')).orama,
  'langchain-bm25': async () => (await import('./langchain.ts')).langChainBm25,
  'langchain-hnswlib': async () => (await import('./langchain.ts')).langChainHnsw,
  'sqlite-fts5': async () => (await import('./sqlite.ts')).sqliteFts,
  postgres: async () => (await import('./postgres.ts')).postgres,
};
