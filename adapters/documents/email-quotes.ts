/** A line of a plain message, and what an earlier message left in it. */
export interface MailText {
  lines: readonly string[];
  /** An earlier message stood below and was left out. */
  quoteDropped: boolean;
}

/** `Op 3 mei 2025 om 10:12 schreef Bewoner <…>:`, in Dutch and English, also when it is broken over lines. */
const wrote = /^(?:op|on)\b.{4,200}\b(?:schreef|het volgende geschreven|wrote)\b.{0,120}:\s*$/is;
const replySeparator = /^-{2,}\s*(?:oorspronkelijk bericht|original message)\s*-{2,}$|^_{20,}$/i;
const outlookHeader = /^(?:van|from):\s.+$/i;
const forwarded = /doorgestuurd bericht|forwarded message|^begin doorgestuurd|^begin forwarded/i;

/**
 * The text of a message without the earlier message that it replies to.
 *
 * The rule: from the line that introduces an earlier message (`Op … schreef …:`, `-----Oorspronkelijk bericht-----`, or the
 * `Van:`/`Verzonden:` lines that Outlook writes) all is left out, when the writer's own text stands above it. A forwarded
 * message is kept: there, it is what the writer wants to show. Lines with `>` among the writer's own text are kept without
 * the sign, because an answer written between them is not understood without them; at the end they are left out.
 */
export function withoutEarlierMessage(text: string): MailText {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const cut = startOfEarlier(lines);
  const own = cut === -1 ? lines : lines.slice(0, cut);
  const kept = withoutLastQuotes(own);
  if (kept.every((line) => line.trim() === '')) return { lines: lines.map(unquoted), quoteDropped: false };
  return {
    lines: kept.map(unquoted),
    quoteDropped: kept.length < lines.length && lines.slice(kept.length).some(hasText),
  };
}

function startOfEarlier(lines: readonly string[]): number {
  for (const [index, raw] of lines.entries()) {
    const line = raw.trim();
    if (line === '') continue;
    if (forwarded.test(line)) return -1;
    const opening = [line, lines[index + 1]?.trim() ?? '', lines[index + 2]?.trim() ?? ''];
    const introduces = [1, 2, 3].some((count) => wrote.test(opening.slice(0, count).join(' ')));
    // What follows an introduction shows whether an answer was written between the quoted lines.
    if (introduces && !answersBelow(lines.slice(index + 1))) return index;
    if (replySeparator.test(line)) return index;
    if (outlookHeader.test(line) && /^(?:verzonden|sent|datum|date|aan|to):/i.test(opening[1] ?? '')) return index;
  }
  return -1;
}

/** True when own text stands below quoted lines. */
function answersBelow(lines: readonly string[]): boolean {
  const lastQuoted = lines.findLastIndex((line) => line.startsWith('>'));
  return lastQuoted !== -1 && lines.slice(lastQuoted + 1).some(hasText);
}

function withoutLastQuotes(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => hasText(line) && !line.startsWith('>'));
  return last === -1 ? [] : lines.slice(0, last + 1);
}

function unquoted(line: string): string {
  return line.replace(/^(?:>\s?)+/, '').trimEnd();
}

function hasText(line: string): boolean {
  return line.trim() !== '';
}
