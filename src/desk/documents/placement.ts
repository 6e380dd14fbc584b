import type { Document } from '../../knowledge/document.ts';
import type { KnowledgeStore, NewEdition } from '../../knowledge/knowledge-store.ts';
import { sameWords } from '../same-words.ts';
import type { ReadyEdition } from './document-draft.ts';
import { collection } from './read-sent.ts';

/** So many documents of the same length are compared with one that was sent. */
const mostCompared = 200;

/** Where a document that was sent goes in the archive. */
export interface Placement {
  path: string;
  /** What it takes the place of; undefined when it is new. */
  replaced: Document | undefined;
  /** Whether that is because of the name of the file, and not of the title. */
  sameName: boolean;
}

/** A file of the same name is a newer edition, else one of the same title; among what was sent, for a folder takes care of its own. */
export async function placementOf(
  knowledge: Pick<KnowledgeStore, 'listDocuments'>,
  { source, title }: Pick<NewEdition, 'source' | 'title'>,
): Promise<Placement> {
  const sent = await knowledge.listDocuments(collection);
  const namesake = sent.find((document) => [document.path, document.source].some((name) => sameWords(name, source)));
  const replaced = namesake ?? sent.find((document) => sameWords(document.title, title));
  return { path: replaced?.path ?? source, replaced, sameName: namesake !== undefined };
}

/** What else of the archive it resembles. */
export interface Resemblance {
  /** A document with the same text. */
  same: Document | undefined;
  /** Another one than it replaces has its title. */
  sameTitle: boolean;
}

export async function resemblanceOf(
  knowledge: Pick<KnowledgeStore, 'listDocuments' | 'passagesOf'>,
  { edition, passages }: ReadyEdition,
  replaced: Document | undefined,
): Promise<Resemblance> {
  const all = await knowledge.listDocuments();
  let same = all.find(({ contentHash }) => contentHash === edition.contentHash);
  // The same text may have been saved anew, in other bytes.
  const alike = all.filter((one) => one.passages === passages.length);
  for (const document of alike.slice(0, mostCompared)) {
    if (same) break;
    const texts = (await knowledge.passagesOf(document.id)).map(({ text }) => text);
    if (texts.every((text, i) => text === passages[i]?.text)) same = document;
  }
  const namesakes = all.filter(({ id, title }) => id !== replaced?.id && sameWords(title, edition.title));
  return { same, sameTitle: namesakes.some(({ id }) => id !== same?.id) };
}
