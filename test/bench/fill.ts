import { House } from '../../src/house.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { madeEdition } from './made-edition.ts';
import type { Filled, FillOrder } from './orders.ts';
import { type BaseDocument, Recombiner } from './recombine.ts';

/** Documents in one transaction. */
const together = 50;
const seed = 20_261_101;
const megabyte = 1024 * 1024;

/** Fills a data directory: the articles that ship, the archive that was given, and documents made of them up to the size. */
export async function fill({ directory, archive, passages }: FillOrder): Promise<Filled> {
  const limits = { maxFileBytes: 50 * megabyte, maxUnpackedBytes: 400 * megabyte };
  const house = await House.build({ database: { kind: 'sqlite', directory }, limits, logger: silentLogger });
  try {
    await house.ingestShipped();
    if (archive.length > 0) await house.ingest(archive);
    const { database } = house;
    const base: BaseDocument[] = [];
    for (const { id, title, organisation } of await database.stores.knowledge.listDocuments()) {
      base.push({ title, organisation, passages: await database.stores.knowledge.passagesOf(id) });
    }
    const real = base.reduce((sum, document) => sum + document.passages.length, 0);
    const recombiner = new Recombiner(base, seed);
    let stored = real;
    let documents = base.length;
    while (stored < passages) {
      await database.transaction(async ({ knowledge }) => {
        for (let i = 0; i < together && stored < passages; i++) {
          const made = recombiner.next();
          const kept = made.passages.slice(0, passages - stored);
          await knowledge.saveEdition(madeEdition(made, documents), kept);
          stored += kept.length;
          documents++;
        }
      });
    }
    return { passages: stored, documents, real, law: recombiner.law, growth: recombiner.growth() };
  } finally {
    await house.close();
  }
}
