import { House } from '../../../src/house.ts';
import { silentLogger } from '../../../src/kernel/logger.ts';
import type { ShelvedDocument } from './corpus.ts';

const megabyte = 1024 * 1024;

/** The documents of a folder, read as the desk reads them. */
export async function readArchive(path: string, collection: string): Promise<ShelvedDocument[]> {
  const limits = { maxFileBytes: 50 * megabyte, maxUnpackedBytes: 400 * megabyte };
  const house = await House.build({ database: { kind: 'sqlite-memory' }, limits, logger: silentLogger });
  try {
    await house.ingest([path], { collection });
    const { knowledge } = house.database.stores;
    const shelf: ShelvedDocument[] = [];
    for (const document of await knowledge.listDocuments()) {
      shelf.push({ document, passages: await knowledge.passagesOf(document.id) });
    }
    return shelf;
  } finally {
    await house.close();
  }
}
