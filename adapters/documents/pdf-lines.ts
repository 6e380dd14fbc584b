import type { Block } from '../../src/knowledge/document-reader.ts';
import type { PrintedLine } from './pdf-columns.ts';

/** A page as lines in reading order. */
export interface PrintedPage {
  page: number;
  lines: readonly PrintedLine[];
  /** Text at an angle: a watermark, a line along the margin. */
  tilted: readonly string[];
}

/**
 * The pages as `line` blocks: each with its height relative to the body text, and an empty line where the white space
 * between two lines is more than between the lines of a paragraph.
 */
export function lineBlocks(pages: readonly PrintedPage[]): Block[] {
  const body = bodySize(pages);
  const pitch = bodyPitch(pages, body);
  const blocks: Block[] = [];
  for (const { page, lines, tilted } of pages) {
    let above: PrintedLine | null = null;
    for (const line of lines) {
      if (above !== null && isApart(above, line, pitch)) blocks.push({ kind: 'line', text: '', page });
      blocks.push({ kind: 'line', text: line.text, page, size: Math.round((line.size / body) * 100) / 100 });
      above = line;
    }
    for (const text of tilted) {
      if (blocks.length > 0) blocks.push({ kind: 'line', text: '', page });
      blocks.push({ kind: 'line', text, page });
    }
  }
  return blocks;
}

/** White space within a paragraph grows with its letters; between columns and bands distance says nothing. */
function isApart(above: PrintedLine, line: PrintedLine, pitch: number): boolean {
  if (above.group !== line.group) return true;
  const distance = line.baseline - above.baseline;
  return distance > pitch * Math.max(above.size, line.size) * 1.25 || distance < 0;
}

/** The size in which most characters are printed; sizes that differ by less than one can see count as one. */
function bodySize(pages: readonly PrintedPage[]): number {
  const sizes = new Map<number, { characters: number; total: number }>();
  for (const { size, text } of pages.flatMap((page) => page.lines)) {
    const bin = Math.round(size * 4);
    const { characters, total } = sizes.get(bin) ?? { characters: 0, total: 0 };
    sizes.set(bin, { characters: characters + text.length, total: total + size * text.length });
  }
  const [most] = [...sizes.values()].sort((a, b) => b.characters - a.characters);
  return most === undefined || most.total === 0 ? 10 : most.total / most.characters;
}

/** The usual distance between two lines of body text, in heights of its letters. */
function bodyPitch(pages: readonly PrintedPage[], body: number): number {
  const counts = new Map<number, number>();
  for (const { lines } of pages) {
    for (const [index, line] of lines.entries()) {
      const above = lines[index - 1];
      if (above === undefined || above.group !== line.group) continue;
      if (Math.abs(line.size - body) > body * 0.1 || Math.abs(above.size - body) > body * 0.1) continue;
      const pitch = Math.round(((line.baseline - above.baseline) / body) * 20) / 20;
      if (pitch > 0.8 && pitch < 2.5) counts.set(pitch, (counts.get(pitch) ?? 0) + 1);
    }
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return most?.[0] ?? 1.2;
}
