import type { Citation } from '../../answering/answer.ts';
import { literalQuote } from '../../answering/quote.ts';
import type { KnowledgeStore } from '../../knowledge/knowledge-store.ts';
import { sentences } from '../../knowledge/sentences.ts';
import type { ReplyDraft } from '../../queue/draft.ts';
import type { ConsultedPassage, Ticket } from '../../queue/ticket.ts';

/** A cited passage is cut behind the sentence in which it gets longer than this, in characters. */
const longestQuote = 500;

/** A draft as the member will read it. */
export interface Assembled {
  text: string;
  citations: readonly Citation[];
}

/**
 * Puts a draft together: the advisor's own words, and under them each cited passage with its number. The numbers count from 1
 * in the order of choosing. A passage whose number stands in the advisor's words (`Dat kost 45 euro [1].`) is not quoted once
 * more, only named as a source. What is gone from the archive since is left out.
 */
export async function assemble(
  knowledge: KnowledgeStore,
  ticket: Ticket,
  { text, passages }: Pick<ReplyDraft, 'text' | 'passages'>,
): Promise<Assembled> {
  const cited = passages.flatMap((number) => ticket.passages[number - 1] ?? []);
  const found = await Promise.all(cited.map((passage) => citationOf(knowledge, passage)));
  const citations = found.flatMap((citation) => citation ?? []).map((citation, i) => ({ ...citation, number: i + 1 }));
  const quotes = citations
    .filter(({ number }) => !text.includes(`[${number}]`))
    .map(({ number, passageId }) => {
      const passage = cited.find((one) => one.passageId === passageId);
      return `“${beginningOf(passage?.text ?? '')}” [${number}]`;
    });
  return { text: [text, ...quotes].filter((part) => part !== '').join('\n\n'), citations };
}

/**
 * A passage that the desk looked at, as a citation; undefined when the archive does not hold it in that form any more, so that
 * nobody is pointed to words that stand nowhere.
 */
export async function citationOf(
  knowledge: KnowledgeStore,
  { passageId, source, title, section, page }: ConsultedPassage,
): Promise<Citation | undefined> {
  const passage = await knowledge.findPassage(passageId);
  const document = passage && (await knowledge.findDocument(passage.documentId));
  if (!passage || !document) return undefined;
  const quote = literalQuote(passage.text, 0, passage.seams);
  return { number: 1, passageId, documentId: document.id, source, title, section, page, date: document.date, quote };
}

/** The whole sentences of a text up to some length; at least one. */
function beginningOf(text: string): string {
  const ends = sentences(text).map(({ end }) => end);
  const end = ends.find((one) => one >= longestQuote) ?? text.length;
  return end >= text.trimEnd().length ? text.trim() : `${text.slice(0, end).trim()} …`;
}
