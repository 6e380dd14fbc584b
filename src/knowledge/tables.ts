import { collapseSpace } from './characters.ts';

/** Whether a line can be part of a Markdown table. */
export function isTableLine(line: string): boolean {
  return /^\s*\|.*\|\s*$/.test(line) || (line.match(/(?<!\\)\|/g)?.length ?? 0) >= 2;
}

/** Whether a line separates the head of a Markdown table from its rows: `|---|:--:|`. */
export function isTableRule(line: string): boolean {
  return line.includes('-') && line.includes('|') && /^[\s|:-]+$/.test(line);
}

/**
 * The rows of a Markdown table as texts that can be read on their own: each cell with the head of its column in front,
 * cells separated by ` | `, empty cells left out. `lines` are the head, the rule and the rows.
 */
export function tableRows(lines: readonly string[]): string[] {
  const head = cells(lines[0] ?? '');
  return lines.slice(2).flatMap((line) => {
    const texts = cells(line).flatMap((cell, i) => {
      if (cell === '') return [];
      const label = head[i] ?? '';
      return [label === '' ? cell : `${label}: ${cell}`];
    });
    return texts.length === 0 ? [] : [texts.join(' | ')];
  });
}

function cells(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).map((cell) => collapseSpace(cell.replace(/\\\|/g, '|')));
}
