import type { Clock } from '../kernel/clock.ts';
import { DeskError } from '../kernel/errors.ts';
import type { Transactor } from '../kernel/transaction.ts';
import type { Document } from './document.ts';
import type { DocumentReader, ReadLimits } from './document-reader.ts';
import type { FileSource } from './file-source.ts';
import { failedRow, type IngestReport, type IngestRow, reportOf } from './ingest-report.ts';
import type { KnowledgeStore } from './knowledge-store.ts';
import { contentHash, type FileWithSidecar, readEdition } from './read-edition.ts';
import { readerFor, refuseTooLarge, unsupported } from './reader-choice.ts';
import { documentOf, isSidecar, sidecarOf } from './sidecar.ts';

/** What ingesting a file may cost. */
export interface IngestLimits extends ReadLimits {
  maxFileBytes: number;
}

/** What ingesting needs from outside. */
export interface IngestDependencies {
  readers: readonly DocumentReader[];
  stores: Transactor<{ knowledge: KnowledgeStore }>;
  files: FileSource;
  limits: IngestLimits;
  clock: Clock;
  /** Told of every file as soon as it is done. */
  progress?: (row: IngestRow) => void;
}

/** How paths are to be taken. */
export interface IngestOptions {
  /** Name of the collection; by default the folder's real path. */
  collection?: string;
  /** Read files again that have not changed, because the reading got better. */
  again?: boolean;
}

/**
 * Takes files into the archive.
 *
 * A folder is a collection: its files and those below it are read, unchanged ones skipped, and a document whose file is
 * gone is removed. A file given by itself is the only one that is touched; it belongs to the collection that has it
 * already or that lies around it, else to its own folder. A file that fails never stops another, and leaves the edition
 * before it in place.
 */
export async function ingestPaths(
  paths: readonly string[],
  dependencies: IngestDependencies,
  options: IngestOptions = {},
): Promise<IngestReport> {
  const run = await IngestRun.begin(dependencies, options);
  for (const path of paths) await run.take(path);
  return reportOf(run.rows);
}

/** Where a file lies and where it goes. */
interface Target {
  folder: string;
  collection: string;
  path: string;
}

class IngestRun {
  readonly rows: IngestRow[] = [];
  readonly #deps: IngestDependencies;
  readonly #options: IngestOptions;
  /** Where each content is already, to tell the board of a file that is there twice. */
  readonly #places = new Map<string, { collection: string; path: string }>();

  private constructor(deps: IngestDependencies, options: IngestOptions) {
    this.#deps = deps;
    this.#options = options;
  }

  static async begin(deps: IngestDependencies, options: IngestOptions): Promise<IngestRun> {
    const run = new IngestRun(deps, options);
    for (const document of await deps.stores.stores.knowledge.listDocuments())
      run.#remember(document.contentHash, document);
    return run;
  }

  async take(given: string): Promise<void> {
    let place: Awaited<ReturnType<FileSource['look']>>;
    try {
      place = await this.#deps.files.look(given);
    } catch (error) {
      this.#add(failedRow(given, error));
      return;
    }
    if (place.kind === 'folder') await this.#takeFolder(place.path);
    else if (place.kind === 'file') await this.#takeOne(await this.#targetOf(place.path));
    else await this.#removeMissing(given, await this.#targetOf(place.path));
  }

  async #takeFolder(folder: string): Promise<void> {
    const collection = this.#options.collection ?? folder;
    const listing = await this.#deps.files.list(folder);
    const paths = new Set(listing.files.map((file) => file.path));
    const known = new Map(
      (await this.#knowledge.listDocuments(collection)).map((document) => [document.path, document]),
    );
    for (const place of listing.unreadable) {
      this.#add(failedRow(place.path === '' ? folder : place.path, new DeskError('document_missing', place.reason)));
    }
    for (const { path } of listing.files) {
      if (isSidecar(path)) {
        if (!paths.has(documentOf(path)))
          this.#skip(path, `Bij dit bestand hoort ${documentOf(path)}, en dat is er niet.`);
      } else if (isReadme(path)) continue;
      else if (this.#readerOf(path) === undefined) this.#skip(path, this.#unsupported(path));
      else await this.#takeFile({ folder, collection, path });
    }
    for (const [path, document] of known) {
      const hidden = listing.unreadable.some(
        (place) => place.path === '' || path === place.path || path.startsWith(`${place.path}/`),
      );
      if (!hidden && (!paths.has(path) || isReadme(path))) await this.#remove(document);
    }
  }

  async #takeOne(target: Target): Promise<void> {
    if (isSidecar(target.path)) await this.#takeOne({ ...target, path: documentOf(target.path) });
    else if ((await this.#sizeOf(target)) === undefined) await this.#removeMissing(target.path, target);
    else await this.#takeFile(target);
  }

  async #takeFile(target: Target): Promise<void> {
    let before: Document | undefined;
    try {
      before = await this.#knowledge.findDocumentByPath(target.collection, target.path);
      const reader = this.#readerOf(target.path);
      if (reader === undefined) throw new DeskError('document_unsupported', this.#unsupported(target.path));
      const file = await this.#fetch(target);
      const hash = contentHash(file);
      if (before?.contentHash === hash && this.#options.again !== true) {
        this.#add(rowOf('unchanged', before, []));
        return;
      }
      const read = await readEdition(file, reader, this.#deps.limits);
      const double = this.#remember(hash, target);
      const warnings = double === undefined ? read.warnings : [...read.warnings, doubleWarning(double, target)];
      const edition = {
        ...read.details,
        collection: target.collection,
        path: target.path,
        source: file.name,
        contentHash: hash,
        pages: read.pages,
        warnings,
        ingestedAt: this.#deps.clock.now(),
      };
      const saved = await this.#deps.stores.transaction(({ knowledge }) =>
        knowledge.saveEdition(edition, read.passages),
      );
      this.#add(rowOf(before === undefined ? 'new' : 'changed', saved, warnings));
    } catch (error) {
      this.#add(failedRow(target.path, error, before));
    }
  }

  async #fetch(target: Target): Promise<FileWithSidecar> {
    const { limits, files } = this.#deps;
    const name = target.path.split('/').at(-1) ?? target.path;
    refuseTooLarge(name, (await this.#sizeOf(target)) ?? 0, limits.maxFileBytes);
    const side = { ...target, path: sidecarOf(target.path) };
    const hasSidecar = ((await this.#sizeOf(side)) ?? 0) > 0;
    try {
      const bytes = await files.read(target.folder, target.path);
      const sidecar = hasSidecar ? { name: sidecarOf(name), bytes: await files.read(side.folder, side.path) } : null;
      return { name, bytes, sidecar };
    } catch (cause) {
      throw new DeskError(
        'document_missing',
        `${name} kunnen we niet openen. Sluit het in andere programma's en geef de balie leesrechten.`,
        {
          cause,
        },
      );
    }
  }

  /** The collection of a file that is given by itself. */
  async #targetOf(file: string): Promise<Target> {
    const { files } = this.#deps;
    const { folder, name } = files.split(file);
    if (this.#options.collection !== undefined) return { folder, collection: this.#options.collection, path: name };
    const collections = new Set((await this.#knowledge.listDocuments()).map((document) => document.collection));
    for (const collection of [...collections].sort((a, b) => b.length - a.length)) {
      const path = files.inside(collection, file);
      if (path !== undefined) return { folder: collection, collection, path };
    }
    return { folder, collection: folder, path: name };
  }

  async #removeMissing(given: string, target: Target): Promise<void> {
    const document = await this.#knowledge.findDocumentByPath(target.collection, target.path);
    if (document !== undefined) await this.#remove(document);
    else
      this.#add(failedRow(given, new DeskError('document_missing', `${given} bestaat niet. Kijk of de naam klopt.`)));
  }

  async #remove(document: Document): Promise<void> {
    try {
      await this.#deps.stores.transaction(({ knowledge }) => knowledge.removeDocument(document.id));
      this.#places.delete(document.contentHash);
      this.#add(rowOf('removed', document, []));
    } catch (error) {
      this.#add(failedRow(document.path, error, document));
    }
  }

  /** Notes where a content is; returns where it was already, if that is another place. */
  #remember(hash: string, { collection, path }: { collection: string; path: string }) {
    const place = this.#places.get(hash);
    if (place === undefined) this.#places.set(hash, { collection, path });
    return place === undefined || (place.collection === collection && place.path === path) ? undefined : place;
  }

  #readerOf(path: string): DocumentReader | undefined {
    return readerFor(this.#deps.readers, path);
  }

  #unsupported(path: string): string {
    return unsupported(this.#deps.readers, path);
  }

  #sizeOf(target: Target): Promise<number | undefined> {
    return this.#deps.files.size(target.folder, target.path);
  }

  #skip(path: string, warning: string): void {
    this.#add({ file: path, status: 'skipped', title: null, pages: null, passages: 0, warnings: [warning] });
  }

  #add(row: IngestRow): void {
    this.rows.push(row);
    this.#deps.progress?.(row);
  }

  get #knowledge(): KnowledgeStore {
    return this.#deps.stores.stores.knowledge;
  }
}

function rowOf(status: IngestRow['status'], document: Document, warnings: readonly string[]): IngestRow {
  const { path, title, pages, passages } = document;
  return { file: path, status, title, pages, passages, warnings };
}

function isReadme(path: string): boolean {
  return /(?:^|\/)readme\.md$/i.test(path);
}

function doubleWarning(first: { collection: string; path: string }, second: { collection: string }): string {
  const where = first.collection === second.collection ? first.path : `${first.path} in ${first.collection}`;
  return `Dit bestand is precies gelijk aan ${where}. Haal er één weg.`;
}
