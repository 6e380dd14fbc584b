import { mkdir, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { DeskError } from '../../src/kernel/errors.ts';

/** More files of one name than this are no accident. */
const mostOfOneName = 1_000;

/**
 * Saves a file in this folder, readable for its owner only, and gives the path. A file that is there already stays: the new
 * one gets a number, as in `foto (2).png`.
 *
 * @param name as the core keeps it: without folders and signs that a file system takes amiss
 */
export async function saveIn(folder: string, name: string, content: Uint8Array): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { name: stem, ext } = parse(name);
  for (let count = 1; count <= mostOfOneName; count++) {
    const path = join(folder, count === 1 ? name : `${stem} (${count})${ext}`);
    try {
      await writeFile(path, content, { flag: 'wx', mode: 0o600 });
      return path;
    } catch (thrown) {
      if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST')) throw thrown;
    }
  }
  throw new DeskError('config_invalid', `In ${folder} staan al ${mostOfOneName} bestanden met de naam ${name}.`);
}
