import type { IngestReport, IngestRow, IngestStatus } from '../../src/knowledge/ingest-report.ts';

const statuses: Record<IngestStatus, string> = {
  new: 'nieuw',
  changed: 'gewijzigd',
  unchanged: 'zelfde',
  removed: 'weg',
  skipped: 'overgeslagen',
  failed: 'MISLUKT',
};

const columns = ['bestand', 'stand', 'titel', "pagina's", 'passages'] as const;
const widest = 44;

/** One line for a file that is done, so that long work can be followed. */
export function progressLine(done: number, row: IngestRow): string {
  return `${done}. ${row.file}: ${statuses[row.status]}`;
}

/** What became of every file, as a table with the warnings under it, for a board member to read. */
export function ingestTable(report: IngestReport): string {
  const rows = report.rows.map((row) => [
    shorten(row.file),
    statuses[row.status],
    shorten(row.title ?? '-'),
    row.pages === null ? '-' : String(row.pages),
    String(row.passages),
  ]);
  const widths = columns.map((name, i) => Math.max(name.length, ...rows.map((row) => [...(row[i] ?? '')].length)));
  const format = (cells: readonly string[]) =>
    cells
      .map((cell, i) => pad(cell, widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  const lines = [format(columns), format(widths.map((width) => '-'.repeat(width))), ...rows.map(format)];
  const remarks = report.rows.flatMap((row) => [
    ...(row.error ? [`- ${row.file}: ${row.error.message}`] : []),
    ...row.warnings.map((warning) => `- ${row.file}: ${warning}`),
  ]);
  if (remarks.length > 0) lines.push('', 'Let op:', ...remarks);
  const counts = Object.entries(report.counts).filter(([, count]) => count > 0);
  const summary = counts.map(([status, count]) => `${count} ${statuses[status as IngestStatus]}`).join(', ');
  lines.push(
    '',
    report.rows.length === 0 ? 'Er zijn geen bestanden gevonden.' : `In totaal ${report.rows.length}: ${summary}.`,
  );
  return lines.join('\n');
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length <= widest ? text : `${characters.slice(0, widest - 1).join('')}…`;
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - [...text].length));
}
