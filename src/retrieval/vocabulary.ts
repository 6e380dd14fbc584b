/** A term of the vocabulary that resembles another word. */
export interface SimilarTerm {
  id: number;
  /** Above 0, at most 1. */
  similarity: number;
}

/** Shorter words than this have no relatives but themselves: too much resembles them. */
const minLength = 4;

/**
 * All terms of the archive, numbered, and found by resemblance: what an index of character n-grams over the text finds, at
 * the size of the vocabulary instead of the text. It forgives compounds (`bestuur` in `dorpshuisbestuur`), inflection that
 * the stemmer leaves, spelling and scan errors.
 *
 * Resemblance is measured on padded character trigrams: Dice for two spellings of one word, containment for a word that is a
 * part of a compound. After McNamee and Mayfield, "Character n-gram tokenization for European language text retrieval",
 * Information Retrieval 7 (2004).
 */
export class Vocabulary {
  private readonly ids = new Map<string, number>();
  private readonly terms: string[] = [];
  private readonly gramCounts: number[] = [];
  private readonly gramTerms = new Map<number, number[]>();
  private overlaps = new Uint8Array(1024);

  get size(): number {
    return this.terms.length;
  }

  /** The number of a term, or undefined when the archive does not hold it. */
  find(term: string): number | undefined {
    return this.ids.get(term);
  }

  term(id: number): string {
    return this.terms[id] ?? '';
  }

  /** The number of a term, given out when it is new. */
  add(term: string): number {
    const known = this.ids.get(term);
    if (known !== undefined) return known;
    const id = this.terms.length;
    this.ids.set(term, id);
    this.terms.push(term);
    const grams = isWord(term) ? trigrams(term) : [];
    this.gramCounts.push(grams.length);
    for (const gram of grams) {
      const list = this.gramTerms.get(gram);
      if (list) list.push(id);
      else this.gramTerms.set(gram, [id]);
    }
    return id;
  }

  /**
   * Terms that resemble this one, itself left out, most alike first; the same whatever the order in which terms came.
   *
   * @param least smallest similarity that counts
   * @param most how many at the most
   * @param counts which terms to consider: a term whose passages are gone must not take the place of one that is there
   */
  similar(term: string, least: number, most: number, counts: (id: number) => boolean = () => true): SimilarTerm[] {
    if (term.length < minLength || !isWord(term)) return [];
    if (this.overlaps.length < this.terms.length) this.overlaps = new Uint8Array(this.terms.length * 2);
    const overlaps = this.overlaps;
    const own = trigrams(term);
    const touched: number[] = [];
    for (const gram of own) {
      for (const id of this.gramTerms.get(gram) ?? []) {
        const before = overlaps[id] as number;
        if (before === 0) touched.push(id);
        overlaps[id] = before + 1;
      }
    }
    const found: SimilarTerm[] = [];
    for (const id of touched) {
      const overlap = overlaps[id] as number;
      overlaps[id] = 0;
      if (overlap < 2) continue;
      const other = this.term(id);
      if (other === term) continue;
      const similarity = resemblance(term, other, overlap, own.length, this.gramCounts[id] as number);
      if (similarity >= least && counts(id)) found.push({ id, similarity });
    }
    found.sort((a, b) => b.similarity - a.similarity || (this.term(a.id) < this.term(b.id) ? -1 : 1));
    return found.length > most ? found.slice(0, most) : found;
  }
}

/**
 * How alike two terms are that share `overlap` trigrams. A part of a compound counts by how much of the compound it is, and
 * more at the end, which in Dutch says what the thing is (`dorpshuisbestuur` is a board).
 */
function resemblance(a: string, b: string, overlap: number, gramsOfA: number, gramsOfB: number): number {
  const dice = (2 * overlap) / (gramsOfA + gramsOfB);
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length >= minLength && short.length < long.length) {
    const share = short.length / long.length;
    if (long.endsWith(short)) return Math.max(dice, 0.5 + 0.4 * share);
    if (long.startsWith(short)) return Math.max(dice, 0.45 + 0.4 * share);
    if (short.length >= 6 && long.includes(short)) return Math.max(dice, 0.4 + 0.3 * share);
  }
  return dice;
}

/** Distinct trigrams of `^term$`, each as one number. */
function trigrams(term: string): number[] {
  const grams = new Set<number>();
  let a = 94;
  let b = term.charCodeAt(0);
  for (let i = 1; i <= term.length; i++) {
    const c = i === term.length ? 36 : term.charCodeAt(i);
    grams.add((a * 65536 + b) * 65536 + c);
    a = b;
    b = c;
  }
  return [...grams];
}

function isWord(term: string): boolean {
  const first = term.charCodeAt(0);
  return term.length >= 3 && !(first >= 48 && first <= 57) && first !== 167;
}
