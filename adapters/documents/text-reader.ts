import { decodeText } from '../../src/knowledge/decode.ts';
import type { Block, DocumentReader } from '../../src/knowledge/document-reader.ts';
import { takeFrontMatter } from '../../src/knowledge/front-matter.ts';
import { refuseEmpty, refuseTooLong } from './text-refusals.ts';

/** Plain text: every line is a `line` block, a form feed begins a new page. Front matter is read as in Markdown. */
export const textReader: DocumentReader = {
  extensions: ['txt'],
  async read(file, limits) {
    refuseTooLong(file, limits);
    const { text, warnings } = decodeText(file.bytes);
    refuseEmpty(file, text);
    const { body, details, warnings: more } = takeFrontMatter(text);
    const { blocks, pages } = linesOf(body);
    return { blocks, pages, details, literal: text, warnings: [...warnings, ...more] };
  },
};

/** The lines of a text, of which empty ones in a row count as one. */
function linesOf(text: string): { blocks: Block[]; pages: number | null } {
  const parts = text.replace(/\f\s*$/, '').split('\f');
  const paged = parts.length > 1;
  const blocks: Block[] = [];
  let blank = true;
  for (const [i, part] of parts.entries()) {
    const page = paged ? i + 1 : null;
    for (const line of part.split('\n')) {
      const empty = line.trim() === '';
      if (!(empty && blank)) blocks.push({ kind: 'line', text: empty ? '' : line, page });
      blank = empty;
    }
    if (!blank) blocks.push({ kind: 'line', text: '', page });
    blank = true;
  }
  return { blocks, pages: paged ? parts.length : null };
}
