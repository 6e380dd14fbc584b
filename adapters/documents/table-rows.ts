/** A cell of a table, as its format tells it. */
export interface Cell {
  text: string;
  /** The format says that it is a column's name. */
  header: boolean;
  /** All of its text is bold: many writers mark column names so. */
  bold: boolean;
  columns: number;
  rows: number;
}

/** A cell that says nothing of itself but its text. */
export function plainCell(text: string, rest: Partial<Omit<Cell, 'text'>> = {}): Cell {
  return { text, header: false, bold: false, columns: 1, rows: 1, ...rest };
}

/** A wider or longer merged cell than this is a mistake or an attack. */
const maxColumns = 64;
const maxMergedRows = 1000;

/**
 * The rows of a table as text: `Regio: Noord | Ambassadeur: ja`. A merged cell counts for every row that it covers, and an
 * empty cell is left out. The header is the row that the format calls so, or the first row when it alone is bold, or when
 * three or more columns each have a short name without figures; of a table with two columns the first row is more often
 * contents than header. The header itself is no row.
 */
export function tableRows(rows: readonly (readonly Cell[])[]): string[] {
  const grid = spread(rows);
  const header = headerRow(rows, grid);
  const names = header === -1 ? [] : (grid[header] ?? []);
  const written: string[] = [];
  grid.forEach((cells, index) => {
    if (index <= header) return;
    const text = cells
      .map((cell, column) => withName(names[column] ?? '', cell))
      .filter((cell) => cell !== '')
      .join(' | ');
    if (text !== '') written.push(text);
  });
  return written.length === 0 && header !== -1 ? [names.filter((name) => name !== '').join(' | ')] : written;
}

function withName(name: string, text: string): string {
  if (name === '' || text === '') return text;
  return /[:?]$/.test(name) ? `${name} ${text}` : `${name}: ${text}`;
}

/** The index of the row that names the columns, or -1. */
function headerRow(rows: readonly (readonly Cell[])[], grid: readonly (readonly string[])[]): number {
  const first = rows[0];
  if (first === undefined || (grid[0]?.length ?? 0) < 2) return -1;
  let declared = -1;
  while (isHeader(rows[declared + 1])) declared += 1;
  // A writer that calls every row a header means the first.
  if (declared >= 0) return declared < rows.length - 1 ? declared : 0;
  if (rows.length < 2 || !first.every((cell) => cell.text !== '')) return -1;
  const bold = (row: readonly Cell[]): boolean => row.every((cell) => cell.bold || cell.text === '');
  if (bold(first) && !rows.slice(1).every(bold)) return 0;
  const names = first.every((cell) => cell.text.length <= 40 && !/\d|[.!?]$/.test(cell.text));
  return first.length >= 3 && names && rows.length >= 3 ? 0 : -1;
}

function isHeader(row: readonly Cell[] | undefined): boolean {
  return row !== undefined && row.length > 0 && row.every((cell) => cell.header);
}

/** Every cell in its own column; a cell that covers more columns stands in the first, one that covers more rows in each. */
function spread(rows: readonly (readonly Cell[])[]): string[][] {
  const reaching: { text: string; rows: number }[] = [];
  return rows.map((row) => {
    const cells: string[] = [];
    const fill = (): void => {
      for (let above = reaching[cells.length]; above !== undefined && above.rows > 0; above = reaching[cells.length]) {
        above.rows -= 1;
        cells.push(above.text);
      }
    };
    for (const cell of row) {
      fill();
      const text = cell.text.replace(/\s+/g, ' ').trim();
      for (let column = 0; column < Math.min(cell.columns, maxColumns) && cells.length < maxColumns; column += 1) {
        reaching[cells.length] = { text: column === 0 ? text : '', rows: Math.min(cell.rows, maxMergedRows) - 1 };
        cells.push(column === 0 ? text : '');
      }
    }
    fill();
    return cells;
  });
}
