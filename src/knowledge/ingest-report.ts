import { DeskError, type ErrorCode, toDeskError } from '../kernel/errors.ts';
import type { Document } from './document.ts';

/** What became of a file. `skipped` is one that is no document, or of a sort that we do not read. */
export type IngestStatus = 'new' | 'changed' | 'unchanged' | 'removed' | 'skipped' | 'failed';

/** One file of an ingest. */
export interface IngestRow {
  /** Path inside the collection, or the path that was given when nothing is there. */
  file: string;
  status: IngestStatus;
  title: string | null;
  pages: number | null;
  passages: number;
  /** For a board member, in Dutch. */
  warnings: readonly string[];
  /** Why it failed, and what can be done. */
  error?: { code: ErrorCode; message: string; cause: unknown };
}

/** What became of everything that was given. */
export interface IngestReport {
  rows: readonly IngestRow[];
  /** How many files have each status. */
  counts: Readonly<Record<IngestStatus, number>>;
  /** How many failed: more than 0 makes the command end with an error. */
  failed: number;
}

/** The report of some rows. */
export function reportOf(rows: readonly IngestRow[]): IngestReport {
  const counts = { new: 0, changed: 0, unchanged: 0, removed: 0, skipped: 0, failed: 0 };
  for (const row of rows) counts[row.status] += 1;
  return { rows, counts, failed: counts.failed };
}

/** The row of a file that could not be taken in. `kept` is the edition that stays in its place. */
export function failedRow(file: string, thrown: unknown, kept?: Document): IngestRow {
  const error = thrown instanceof DeskError ? thrown : toDeskError(thrown);
  const warnings = kept === undefined ? [] : ['De vorige versie blijft in het archief en geeft nog antwoorden.'];
  return {
    file,
    status: 'failed',
    title: kept?.title ?? null,
    pages: kept?.pages ?? null,
    passages: kept?.passages ?? 0,
    warnings,
    error: { code: error.code, message: messageFor(error), cause: error.cause },
  };
}

/** A message of ours is Dutch and says what to do; one from elsewhere is for the log, and the board reads this. */
export function messageFor(error: DeskError): string {
  if (error.code !== 'internal') return error.message;
  return `Hier ging iets mis dat niet aan het bestand ligt. Probeer het nog eens. (${error.message})`;
}
