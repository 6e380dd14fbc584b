/** An address as Discord finds one in a text: nothing in it is read as markup, and the sign of escape would break it. */
const address = /https?:\/\/[^\s<]*[^<.,:;"')\]\s]/g;

/** Markup wherever it stands. The end of a link is none without its beginning. */
const marks = /[\\*_~`|<[]/g;

/** Markup at the beginning of a line, which after a cut any word may stand at: headings, quotes, lists, small print. */
const lineMarks = /(?<=^|\s)(?:[#>+-]|(?<=(?:^|\s))\d{1,9}\.(?=\s|$))/g;

/** A text as Discord shows it letter for letter, whatever stands in it. Who is named in it is not called: that is an option. */
export function escaped(text: string): string {
  let shown = '';
  let from = 0;
  for (const { index, 0: link } of text.matchAll(address)) {
    shown += escapedWords(apart(text.slice(from, index), from)) + link;
    from = index + link.length;
  }
  return shown + escapedWords(apart(text.slice(from), from));
}

/** A sign of escape right behind an address would be read as part of it: then a space goes between. */
function apart(words: string, from: number): string {
  return from === 0 ? words : words.replace(/^[.,:;"')\]]*(?=<)/, '$& ');
}

function escapedWords(text: string): string {
  return text.replace(marks, '\\$&').replace(lineMarks, (mark) => `${mark.slice(0, -1)}\\${mark.slice(-1)}`);
}

/** Stretches of an escaped text that no cut may part: a sign with its escape, and an address. */
export function unbroken(text: string): { start: number; end: number }[] {
  return [...text.matchAll(new RegExp(`\\\\[^0-9A-Za-z\\s]|${address.source}`, 'g'))].map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
  }));
}

/** What somebody wrote, without the signs that only say how it looks. */
export function withoutMarkup(text: string): string {
  const plain = text
    .replace(/\\([!-/:-@[-`{-~])/g, (_, sign: string) => String.fromCodePoint(aside + sign.charCodeAt(0)))
    .replace(/```(?:\w+\n)?([\s\S]*?)```/g, '$1')
    .replace(/`([^`\n]+)`/g, '$1')
    .replace(/\[([^\]\n]+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/g, '$1 ($2)')
    .replace(/<(https?:\/\/[^\s>]+)>/g, '$1')
    .replace(/(\*\*|__|~~|\|\|)(?=\S)([\s\S]*?\S)\1/g, '$2')
    .replace(/(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])/g, '$1')
    .replace(/(?<![\w_])_(?=[^\s_])([^_\n]*[^\s_])_(?![\w_])/g, '$1')
    .replace(/^(?:#{1,3}|-#|>>>|>) /gm, '');
  return plain.replace(/[\u{f0000}-\u{f007f}]/gu, (sign) =>
    String.fromCodePoint((sign.codePointAt(0) ?? aside) - aside),
  );
}

/** Signs that were escaped are kept out of the way here, among characters that nobody types. */
const aside = 0xf0000;
