import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { FileSource, ListedFile, Listing, Place, UnreadablePlace } from '../../src/knowledge/file-source.ts';

/** Deeper than any board files its papers. */
const deepest = 40;

/** The files of this computer. */
export const fileSource: FileSource = {
  async look(path): Promise<Place> {
    let real: string;
    try {
      real = await realpath(path);
    } catch (error) {
      if (!isMissing(error)) throw error;
      return { kind: 'missing', path: await realParent(resolve(path)) };
    }
    return { kind: (await stat(real)).isDirectory() ? 'folder' : 'file', path: real };
  },

  async list(folder): Promise<Listing> {
    const files: ListedFile[] = [];
    const unreadable: UnreadablePlace[] = [];
    await walk(folder, '', new Set(), 0, files, unreadable);
    files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    return { files, unreadable };
  },

  async size(folder, path) {
    try {
      if (!(await staysInside(folder, path))) return undefined;
      const found = await stat(join(folder, path));
      return found.isFile() ? found.size : undefined;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  },

  read: (folder, path) => readFile(join(folder, path)),

  split: (file) => ({ folder: dirname(file), name: basename(file) }),

  inside(folder, file) {
    const path = relative(folder, file);
    if (path === '' || isAbsolute(path) || path === '..' || path.startsWith(`..${sep}`)) return undefined;
    return path.split(sep).join('/');
  },
};

async function walk(
  folder: string,
  inside: string,
  above: ReadonlySet<string>,
  depth: number,
  files: ListedFile[],
  unreadable: UnreadablePlace[],
): Promise<void> {
  const path = join(folder, inside);
  let names: string[];
  let real: string;
  try {
    real = await realpath(path);
    names = await readdir(path);
  } catch (error) {
    unreadable.push({ path: inside, reason: reasonOf(error, 'Deze map') });
    return;
  }
  // a link to a folder above would go on for ever
  if (above.has(real)) return;
  if (depth >= deepest) {
    unreadable.push({ path: inside, reason: 'Deze map ligt te diep. Zet de bestanden in een map hoger.' });
    return;
  }
  for (const name of names) {
    if (name.startsWith('.')) continue;
    const below = inside === '' ? name : `${inside}/${name}`;
    try {
      if (!(await staysInside(folder, below))) {
        unreadable.push({ path: below, reason: outside });
        continue;
      }
      const found = await stat(join(folder, below));
      if (found.isDirectory()) await walk(folder, below, new Set([...above, real]), depth + 1, files, unreadable);
      else if (found.isFile()) files.push({ path: below, bytes: found.size });
      else unreadable.push({ path: below, reason: 'Dit is geen bestand en geen map. Haal het uit deze map weg.' });
    } catch (error) {
      unreadable.push({ path: below, reason: reasonOf(error, 'Dit bestand') });
    }
  }
}

const outside =
  'Dit is een verwijzing naar iets buiten de map die u laat inlezen. Zet het stuk zelf in de map, of laat die andere map ook inlezen.';

/** Whether a path, links followed, is still in the folder: a link must not bring in what nobody meant to share. */
async function staysInside(folder: string, path: string): Promise<boolean> {
  const from = relative(await realpath(folder), await realpath(join(folder, path)));
  return !isAbsolute(from) && from !== '..' && !from.startsWith(`..${sep}`);
}

function reasonOf(error: unknown, what: string): string {
  const code = codeOf(error);
  if (code === 'EACCES' || code === 'EPERM') return `${what} mogen we niet openen. Geef de balie leesrechten.`;
  if (code === 'ENOENT') return `${what} is een verwijzing naar iets dat er niet meer is.`;
  if (code === 'ELOOP') return `${what} is een verwijzing die naar zichzelf verwijst. Haal die weg.`;
  return `${what} kunnen we niet openen (${code ?? 'onbekende fout'}).`;
}

/** The path of something that is gone, under the real path of the folder that it was in. */
async function realParent(path: string): Promise<string> {
  try {
    return join(await realpath(dirname(path)), basename(path));
  } catch {
    return path;
  }
}

function isMissing(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
