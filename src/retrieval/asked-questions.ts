import type { KnowledgeIndex } from './knowledge-index.ts';

/** A question of the archive, and its words as they are compared. */
interface Asked {
  question: string;
  words: readonly string[];
  /** The document that answers it. */
  documentId: string;
}

/**
 * The questions that stand above the paragraphs of the archive, for a channel that proposes some while somebody types. Nothing is
 * searched: what is proposed has the typed words, whole or begun, in any order.
 */
export class AskedQuestions {
  private readonly index: KnowledgeIndex;
  private readonly longest: number;
  private read: { version: number; asked: readonly Asked[] } | undefined;

  /** @param longest question that is proposed, in characters */
  constructor(index: KnowledgeIndex, longest: number) {
    this.index = index;
    this.longest = longest;
  }

  /** At most `most` of them. As long as nothing is typed, the first of each document. */
  suggest(typed: string, most: number): string[] {
    const begun = wordsOf(typed);
    const fitting =
      begun.length === 0
        ? firstOfEach(this.all())
        : this.all().filter(({ words }) => begun.every((part) => words.some((word) => word.startsWith(part))));
    return fitting.slice(0, most).map(({ question }) => question);
  }

  private all(): readonly Asked[] {
    const { version } = this.index;
    if (this.read?.version !== version) this.read = { version, asked: this.collect() };
    return this.read.asked;
  }

  private collect(): Asked[] {
    const asked = new Map<string, Asked>();
    for (const { passage, document } of this.index.lexical.all()) {
      const question = passage.section.at(-1)?.trim() ?? '';
      if (!question.endsWith('?') || question.length > this.longest || asked.has(question)) continue;
      asked.set(question, { question, words: wordsOf(question), documentId: document.id });
    }
    return [...asked.values()];
  }
}

function firstOfEach(asked: readonly Asked[]): Asked[] {
  const seen = new Set<string>();
  return asked.filter(({ documentId }) => !seen.has(documentId) && seen.add(documentId));
}

function wordsOf(text: string): string[] {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
