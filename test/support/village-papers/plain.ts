import type { FixtureContent, FixtureTable } from '../documents/content.ts';

/** The same content as a plain text that somebody typed: headings on a line of their own, a table in columns. */
export function typedText(content: FixtureContent): string {
  const blocks = content.blocks.map((block, i) => {
    if (block.kind === 'heading') return `\n${block.text}\n\n`;
    if (block.kind === 'table') return `${columns(block)}\n`;
    if (block.kind === 'paragraph') return `${block.text}\n\n`;
    return `- ${block.text}\n${content.blocks[i + 1]?.kind === 'item' ? '' : '\n'}`;
  });
  return `${content.title}\n\n${blocks.join('')}`;
}

function columns(table: FixtureTable): string {
  const rows = [table.header, ...table.rows];
  const widths = table.header.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return `${rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('   ')
        .trimEnd(),
    )
    .join('\n')}\n`;
}
