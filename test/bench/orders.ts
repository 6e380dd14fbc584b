import { z } from 'zod';

/** What a child process of the bench is asked, and what it tells: one JSON object each way. */

const heaps = z.object({ k: z.number(), beta: z.number() });

export const fillOrder = z.object({
  step: z.literal('fill'),
  directory: z.string(),
  archive: z.array(z.string()),
  passages: z.number(),
});
export type FillOrder = z.infer<typeof fillOrder>;

export const filled = z.object({
  passages: z.number(),
  documents: z.number(),
  /** How many of the passages stand in real documents. */
  real: z.number(),
  law: heaps,
  growth: z.object({ words: z.number(), vocabulary: z.number(), expected: z.number(), fitted: heaps }),
});
export type Filled = z.infer<typeof filled>;

export const measureOrder = z.object({ step: z.literal('measure'), directory: z.string(), questions: z.number() });
export type MeasureOrder = z.infer<typeof measureOrder>;

const latency = z.object({ p50: z.number(), p99: z.number(), count: z.number() });

export const measured = z.object({
  /** From an empty index to one that holds the whole archive, reading the database included. */
  indexSeconds: z.number(),
  vocabulary: z.number(),
  /** Memory of the process after collecting garbage: without the index, and with it. */
  rssBeforeMb: z.number(),
  rssMb: z.number(),
  /** The most that it ever was. */
  rssPeakMb: z.number(),
  /** Milliseconds through inbox, desk, database and outbox. */
  desk: latency,
  /** Milliseconds of finding and answering alone. */
  extract: latency,
  answered: z.number(),
});
export type Measured = z.infer<typeof measured>;

export const order = z.discriminatedUnion('step', [fillOrder, measureOrder]);
