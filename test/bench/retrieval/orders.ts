import { z } from 'zod';

/** What the child process of one system at one size is asked, and what it tells: JSON each way. */

const askedQuestion = z.object({
  set: z.string(),
  id: z.string(),
  question: z.string(),
  sources: z.array(z.string()),
});
export type AskedQuestion = z.infer<typeof askedQuestion>;

export const systemOrder = z.object({
  system: z.string(),
  corpus: z.string(),
  questions: z.array(askedQuestion),
  /** The set of each real file. */
  homes: z.record(z.string(), z.string()),
  /** Seconds that building and asking may take together. */
  seconds: z.number(),
});
export type SystemOrder = z.infer<typeof systemOrder>;

const recall = z.object({ set: z.string(), asked: z.number(), at1: z.number(), at5: z.number() });
export type Recall = z.infer<typeof recall>;

const modeResult = z.object({
  name: z.string(),
  /** Milliseconds a question. */
  p50: z.number(),
  p99: z.number(),
  /** How many questions were timed. */
  timed: z.number(),
  /** Questions and hits, a set each. */
  recall: z.array(recall),
  /** Of the nearest vectors, the share found. */
  vectorRecall: z.number().optional(),
  /** Bytes of postings and of vectors that a question reads, on average. */
  touched: z.object({ postings: z.number(), vectors: z.number() }).optional(),
  /** True when time was up before every question was asked once. */
  cut: z.boolean(),
});
export type ModeResult = z.infer<typeof modeResult>;

export const systemResult = z.object({
  buildSeconds: z.number(),
  /** Growth of resident memory by building, the passages themselves left out. */
  memoryMb: z.number(),
  modes: z.array(modeResult),
});
export type SystemResult = z.infer<typeof systemResult>;
