import { describe, expect, it } from 'vitest';
import { ingestTable, progressLine } from '../../../adapters/terminal/ingest-command.ts';
import { DeskError } from '../../../src/kernel/errors.ts';
import { failedRow, type IngestRow, reportOf } from '../../../src/knowledge/ingest-report.ts';

function row(change: Partial<IngestRow>): IngestRow {
  return { file: 'gids.pdf', status: 'new', title: 'Gids', pages: 3, passages: 12, warnings: [], ...change };
}

describe('what became of the files', () => {
  it('is a table with a line a file, and the sum under it', () => {
    const table = ingestTable(
      reportOf([row({}), row({ file: 'brief.eml', status: 'unchanged', pages: null, title: null })]),
    );
    expect(table.split('\n')).toEqual([
      "bestand    stand   titel  pagina's  passages",
      '---------  ------  -----  --------  --------',
      'gids.pdf   nieuw   Gids   3         12',
      'brief.eml  zelfde  -      -         12',
      '',
      'In totaal 2: 1 nieuw, 1 zelfde.',
    ]);
  });

  it('says under the table what is to be looked at: failures first with their reason, then warnings', () => {
    const failed = failedRow('stuk.pdf', new DeskError('document_corrupt', 'stuk.pdf is beschadigd.'));
    const table = ingestTable(reportOf([failed, row({ warnings: ['Bladzijde 3 heeft geen tekst.'] })]));
    expect(table).toContain(
      '\n\nLet op:\n- stuk.pdf: stuk.pdf is beschadigd.\n- gids.pdf: Bladzijde 3 heeft geen tekst.\n',
    );
    expect(table).toMatch(/^stuk\.pdf +MISLUKT/m);
    expect(table).toMatch(/In totaal 2: .*1 MISLUKT/);
  });

  it('keeps its columns, however long a name is and whatever it is written with', () => {
    const names = ['a'.repeat(200), '🏡'.repeat(60), 'é', 'x'.repeat(44)];
    const lines = ingestTable(reportOf(names.map((file) => row({ file })))).split('\n');
    const starts = lines.slice(2, 2 + names.length).map((line) => [...line].join(' ').indexOf('n i e u w'));
    expect(new Set(starts.map((at) => at > 0)).size).toBe(1);
    expect(new Set(lines.slice(2, 6).map((line) => [...line].length)).size).toBe(1);
    expect(lines[2]).toContain(`${'a'.repeat(43)}…  nieuw`);
    expect(lines[5]).toContain(`${'x'.repeat(44)}  nieuw`);
  });

  it('says so when there was nothing', () => {
    expect(ingestTable(reportOf([]))).toContain('Er zijn geen bestanden gevonden.');
  });

  it('can be followed while it goes on', () => {
    expect(progressLine(7, row({ status: 'removed' }))).toBe('7. gids.pdf: weg');
  });
});
