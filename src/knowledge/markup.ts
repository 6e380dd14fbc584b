/**
 * Markdown inside a line. Boards paste texts that were once Markdown into any kind of file, so this is read from plain
 * text too; a member should never see the marks.
 */

/** What `plainText` left out. */
export interface MarkupCount {
  images: number;
}

/**
 * The text as it reads, without emphasis, link and picture marks. A link keeps its words, and its address where that is
 * one on the web and says more than the words do. A picture leaves only its description.
 */
export function plainText(text: string, count: MarkupCount = { images: 0 }): string {
  if (!/[*_[\]`<\\^~]/.test(text)) return text;
  return text
    .replace(/!\[([^\]\n]{0,300})\]\([^)\n]{0,2000}\)/g, (_, alt: string) => {
      count.images += 1;
      return alt;
    })
    .replace(
      /\[([^[\]\n]{1,300})\]\(\s*<?([^)\s>]{0,2000})>?(?:\s+"[^"\n]{0,300}")?\s*\)/g,
      (_, words: string, url: string) => readableLink(words, url),
    )
    .replace(/<((?:https?:\/\/|mailto:)[^\s<>]{1,500})>/gi, (_, url: string) => url.replace(/^mailto:/i, ''))
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/\*\*(?=\S)|(?<=\S)\*\*/g, '')
    .replace(/(?<![\p{L}\p{N}_])__(?=\S)|(?<=\S)__(?![\p{L}\p{N}_])/gu, '')
    .replace(/(?<![\p{L}\p{N}*])\*(?=[^\s*])([^*\n]{1,400})\*(?![\p{L}\p{N}*])/gu, '$1')
    .replace(/(?<![\p{L}\p{N}_/@.])_(?=[^\s_])([^_\n]{1,400})_(?![\p{L}\p{N}_])/gu, '$1')
    .replace(/~~(?=\S)([^~\n]{1,400})~~/g, '$1')
    .replace(/`([^`\n]{1,400})`/g, '$1')
    .replace(/(\d)\^(e|de|ste)\b\^?/g, '$1$2')
    .replace(/\\([\\`*_{}[\]()#+\-.!|>~])/g, '$1');
}

function readableLink(words: string, url: string): string {
  const address = url.replace(/^mailto:/i, '');
  if (!/^https?:\/\//i.test(url) || sameAddress(words, address)) return words;
  return `${words} (${address})`;
}

function sameAddress(words: string, address: string): boolean {
  const bare = (url: string) =>
    url
      .trim()
      .toLowerCase()
      .replace(/^https?:\/\//, '')
      .replace(/^www\./, '')
      .replace(/\/$/, '');
  return bare(words) === bare(address);
}
