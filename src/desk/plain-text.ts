import type { Citation, Excerpt } from '../answering/answer.ts';
import type { Language } from '../knowledge/document.ts';
import type { Message } from './conversation.ts';
import { shorten } from './wording/label.ts';
import { wordings } from './wording/wordings.ts';

/** What a member reads is never longer, in characters: a page dumped whole is no answer. */
const maxAnswer = 1_200;

/** A message with its sources under it, for a channel that shows text only. */
export function plainText(message: Message, language: Language): string {
  return withSources(message.text, message.details?.citations ?? [], language);
}

/**
 * The excerpts that fit in an answer together with their sources and what the desk says around them: the first always, the
 * further ones as long as there is room. They come in reading order, numbered anew.
 */
export function excerptsThatFit(excerpts: readonly Excerpt[], language: Language): readonly Excerpt[] {
  const { answer, disclosure } = wordings[language];
  for (let count = excerpts.length; count > 1; count--) {
    const kept = inReadingOrder(excerpts.slice(0, count));
    const citations = kept.map((excerpt) => excerpt.citation);
    if (`${disclosure}\n\n${withSources(answer(kept), citations, language)}`.length <= maxAnswer) return kept;
  }
  return excerpts.slice(0, 1);
}

/** Excerpts of one document together, in its order; the document that answers best comes first. */
function inReadingOrder(excerpts: readonly Excerpt[]): Excerpt[] {
  const documents = [...new Set(excerpts.map((excerpt) => excerpt.citation.documentId))];
  const place = ({ citation }: Excerpt) => documents.indexOf(citation.documentId);
  return [...excerpts]
    .sort((a, b) => place(a) - place(b) || a.citation.passageId - b.citation.passageId)
    .map((excerpt, i) => ({ ...excerpt, citation: { ...excerpt.citation, number: i + 1 } }));
}

function withSources(text: string, citations: readonly Citation[], language: Language): string {
  if (citations.length === 0) return text;
  const lines = citations.map((citation) => `[${citation.number}] ${citationLabel(citation, language)}`);
  return `${text}\n\n${wordings[language].sources}:\n${lines.join('\n')}`;
}

/** Where a quote stands, in one line: title, section, page, date. */
export function citationLabel(citation: Citation, language: Language): string {
  const section = citation.section?.split(' › ').at(-1);
  const parts = [shorten(citation.title)];
  if (section && section !== citation.title) parts.push(shorten(section));
  if (citation.page !== null) parts.push(wordings[language].page(citation.page));
  return `${parts.join(', ')}${citation.date ? ` (${citation.date})` : ''}`;
}
