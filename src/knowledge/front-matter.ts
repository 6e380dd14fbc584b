import { type Metadata, metadataKeys, readMetadata } from './metadata.ts';

/**
 * Takes front matter off a text: YAML between two lines of `---` at its very start. A text that merely begins with a rule
 * is left alone: it only counts when one of its first lines is a key that we know or a key of any kind before a colon.
 */
export function takeFrontMatter(text: string): Metadata & { body: string } {
  const start = /^\uFEFF?---[ \t]*\n/.exec(text);
  const end = start === null ? -1 : text.slice(0, 20_000).search(/\n(?:---|\.\.\.)[ \t]*(?:\n|$)/);
  if (start === null || end === -1) return { body: text, details: {}, warnings: [] };
  const yaml = text.slice(start[0].length, end + 1);
  if (!looksWritten(yaml)) return { body: text, details: {}, warnings: [] };
  const body = text.slice(end + 1).replace(/^[^\n]*\n?/, '');
  return { body, ...readMetadata(yaml, 'de kop van het bestand (tussen de regels ---)') };
}

function looksWritten(yaml: string): boolean {
  if (yaml.trim() === '') return true;
  const first =
    yaml
      .split('\n')
      .find((line) => line.trim() !== '' && !line.trim().startsWith('#'))
      ?.trim() ?? '';
  const key = /^["']?([\p{L}_-]+)["']?\s*:(?:\s|$)/u.exec(first)?.[1];
  return key !== undefined && (metadataKeys.includes(key.toLowerCase()) || /^[^.]{1,80}$/.test(first));
}
