import type { Citation } from '../answering/answer.ts';
import type { Language } from '../knowledge/document.ts';
import type { Message } from './conversation.ts';
import { wordings } from './wording/wording.ts';

/** Longest title or section in a list of sources, in characters. */
const maxLabel = 70;

/** A message with its sources under it, for a channel that shows text only. */
export function plainText(message: Message, language: Language): string {
  const citations = message.details?.citations ?? [];
  if (citations.length === 0) return message.text;
  const lines = citations.map((citation) => `[${citation.number}] ${citationLabel(citation, language)}`);
  return `${message.text}\n\n${wordings[language].sources}:\n${lines.join('\n')}`;
}

/** Where a quote stands, in one line: title, section, page, date. */
export function citationLabel(citation: Citation, language: Language): string {
  const section = citation.section?.split(' › ').at(-1);
  const parts = [shorten(citation.title)];
  if (section && section !== citation.title) parts.push(shorten(section));
  if (citation.page !== null) parts.push(wordings[language].page(citation.page));
  return `${parts.join(', ')}${citation.date ? ` (${citation.date})` : ''}`;
}

function shorten(label: string): string {
  return label.length <= maxLabel ? label : `${label.slice(0, maxLabel - 1).trimEnd()}…`;
}
