import type { Corpus } from '../retrieval/corpus.ts';

/** One way to ask a system. */
export interface Mode {
  name: string;
  /** Names of the files that the best passages come from, best first, at most `wanted`. */
  search(question: string): Promise<readonly string[]> | readonly string[];
  /** Of the nearest vectors, the share that it finds. */
  vectorRecall?: number;
  /** Bytes of postings and of vectors that this question reads. */
  touched?(question: string): { postings: number; vectors: number };
}

/** A system that has read the passages. */
export interface Built {
  /** Made one after another: a mode may change how the next one searches. */
  modes: readonly (() => Mode)[];
  /** Memory outside this process, in MB. */
  outsideMb?: number;
  close?(): Promise<void>;
}

/** How a system reads the passages. The questions are there for those that are tuned, not to be answered in advance. */
export type Build = (corpus: Corpus, questions: readonly string[]) => Built | Promise<Built>;

/** How many passages every system is asked for. */
export const wanted = 20;
