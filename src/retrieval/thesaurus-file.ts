import { parse } from 'yaml';
import { DeskError } from '../kernel/errors.ts';
import { type ThesaurusFile, thesaurusFile } from './thesaurus.ts';

/**
 * Parses the board's thesaurus.
 *
 * @param text content of `thesaurus.yaml`
 * @throws DeskError `knowledge_invalid`, in Dutch, naming the place that is wrong
 */
export function parseThesaurus(text: string): ThesaurusFile {
  let content: unknown;
  try {
    content = parse(text) ?? {};
  } catch (cause) {
    throw new DeskError(
      'knowledge_invalid',
      `De woordenlijst (thesaurus.yaml) is geen geldige YAML: ${String(cause)}`,
      { cause },
    );
  }
  const parsed = thesaurusFile.safeParse(content);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'bestand'} (${issue.message})`);
  throw new DeskError('knowledge_invalid', `De woordenlijst (thesaurus.yaml) klopt niet bij: ${places.join('; ')}`);
}
