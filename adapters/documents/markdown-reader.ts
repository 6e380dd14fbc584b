import { decodeText } from '../../src/knowledge/decode.ts';
import type { Block, DocumentReader } from '../../src/knowledge/document-reader.ts';
import { takeFrontMatter } from '../../src/knowledge/front-matter.ts';
import { markOf } from '../../src/knowledge/lines.ts';
import { isTableLine, isTableRule, tableRows } from '../../src/knowledge/tables.ts';
import { refuseEmpty, refuseTooLong } from './text-refusals.ts';

/**
 * Markdown (CommonMark with tables): headings, paragraphs, list items and table rows. Marks inside a line are left for the
 * layout, which takes them out of every format. Comments and lines that only define a link are left out, and counted.
 */
export const markdownReader: DocumentReader = {
  extensions: ['md', 'markdown'],
  async read(file, limits) {
    refuseTooLong(file, limits);
    const { text, warnings } = decodeText(file.bytes);
    refuseEmpty(file, text);
    const { body, details, warnings: more } = takeFrontMatter(text);
    const { shown, comments } = withoutComments(body);
    const blocks = blocksOf(shown.split('\n'));
    const hidden = comments === 0 ? [] : [hiddenWarning(comments)];
    return { blocks, pages: null, details, literal: text, warnings: [...warnings, ...more, ...hidden] };
  },
};

function hiddenWarning(comments: number): string {
  return `Weggelaten: ${comments === 1 ? '1 opmerking die niet te zien is' : `${comments} opmerkingen die niet te zien zijn`}.`;
}

function withoutComments(text: string): { shown: string; comments: number } {
  let comments = 0;
  let shown = '';
  let at = 0;
  for (let start = text.indexOf('<!--'); start !== -1; start = text.indexOf('<!--', at)) {
    const end = text.indexOf('-->', start);
    if (end === -1) break;
    comments += 1;
    shown += text.slice(at, start);
    at = end + 3;
  }
  return { shown: shown + text.slice(at), comments };
}

/** A block that lines are still being added to. */
interface Open {
  kind: 'paragraph' | 'item';
  lines: string[];
}

function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let open: Open | undefined;
  const close = () => {
    if (open !== undefined) blocks.push({ kind: open.kind, text: paragraphText(open.lines), page: null });
    open = undefined;
  };
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] ?? '';
    const text = line.trim();
    const fence = /^(`{3,}|~{3,})/.exec(text)?.[1];
    const mark = markOf(line);
    if (fence !== undefined) {
      close();
      const end = endOfFence(lines, i, fence);
      for (const code of lines.slice(i + 1, end))
        if (code.trim() !== '') blocks.push({ kind: 'paragraph', text: code.trim(), page: null });
      i = end;
    } else if (open?.kind === 'paragraph' && /^(?:=+|-+)$/.test(text)) {
      blocks.push({
        kind: 'heading',
        level: text.startsWith('=') ? 1 : 2,
        text: paragraphText(open.lines),
        page: null,
      });
      open = undefined;
    } else if (mark.kind === 'blank' || mark.kind === 'rule' || /^\[[^\]]{1,100}\]:\s+\S+/.test(text)) {
      close();
    } else if (mark.kind === 'heading') {
      close();
      blocks.push({ kind: 'heading', level: mark.level, text: mark.text, page: null });
    } else if (text.includes('|') && isTableRule(lines[i + 1] ?? '')) {
      close();
      const end = endOfTable(lines, i);
      for (const row of tableRows(lines.slice(i, end))) blocks.push({ kind: 'row', text: row, page: null });
      i = end - 1;
    } else if (mark.kind === 'bullet' || (mark.kind === 'number' && beginsItem(open, mark.number))) {
      close();
      open = { kind: 'item', lines: [mark.text] };
    } else if (open === undefined) open = { kind: 'paragraph', lines: [withoutQuote(line)] };
    else open.lines.push(withoutQuote(line));
  }
  close();
  return blocks;
}

/** A number begins an item; in the middle of a paragraph only 1 does, because a line may begin with a year or an amount. */
function beginsItem(open: Open | undefined, number: string): boolean {
  return open?.kind !== 'paragraph' || number === '1';
}

function endOfFence(lines: readonly string[], start: number, fence: string): number {
  for (let i = start + 1; i < lines.length; i += 1) if ((lines[i] ?? '').trim().startsWith(fence)) return i;
  return lines.length;
}

function endOfTable(lines: readonly string[], start: number): number {
  let end = start + 2;
  while (end < lines.length && isTableLine(lines[end] ?? '')) end += 1;
  return end;
}

function withoutQuote(line: string): string {
  return line.trimStart().replace(/^(?:>\s?)+/, '');
}

/** Lines of one paragraph: a line end is a space, but a newline where two spaces or a backslash ask for one. */
function paragraphText(lines: readonly string[]): string {
  return lines
    .map((line, i) => {
      if (i === lines.length - 1) return line.trim();
      return /(?: {2,}|\\)$/.test(line) ? `${line.replace(/\\$/, '').trim()}\n` : `${line.trim()} `;
    })
    .join('')
    .trim();
}
