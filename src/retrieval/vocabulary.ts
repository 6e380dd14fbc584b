import { doubled } from './doubled.ts';

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
  private gramCounts = new Uint16Array(1024);
  private readonly gramTerms = new Map<number, GramTerms>();
  private readonly candidates = new Candidates();
  private longest = 0;

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
    this.longest = Math.max(this.longest, term.length);
    const grams = isWord(term) ? trigrams(term) : [];
    if (id === this.gramCounts.length) this.gramCounts = doubled(this.gramCounts);
    this.gramCounts[id] = grams.length;
    for (const gram of grams) {
      const list = this.gramTerms.get(gram);
      if (list) list.push(id);
      else this.gramTerms.set(gram, new GramTerms(id));
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
    const grams = trigrams(term);
    const lists = grams.map((gram) => this.gramTerms.get(gram) ?? noTerms).sort((a, b) => a.size - b.size);
    const best = new MostAlike(least, most, (a, b) => this.term(a) < this.term(b), counts);
    for (const id of this.partsOf(term)) this.consider(id, overlapIn(lists, 0, id), term, grams.length, best);
    this.considerAlike(term, lists, best);
    return best.found;
  }

  private consider(id: number, overlap: number, term: string, grams: number, best: MostAlike): void {
    const other = this.term(id);
    if (overlap < leastOverlap || other === term) return;
    best.offer(id, resemblance(term, other, overlap, grams, this.gramCounts[id] as number));
  }

  /** Terms that stand inside this one. */
  private *partsOf(term: string): IterableIterator<number> {
    const seen = new Set<number>();
    for (let start = 0; start + minLength <= term.length; start++) {
      // One letter of a question may unfold into many.
      const last = Math.min(term.length, start + this.longest);
      for (let end = start + minLength; end <= last; end++) {
        const id = this.ids.get(term.slice(start, end));
        if (id === undefined || seen.has(id)) continue;
        seen.add(id);
        yield id;
      }
    }
  }

  /**
   * Considers the terms that share enough trigrams with this one, those that stand inside it left out.
   *
   * What shares `t` of `n` trigrams shares at least one of any `n - t + 1`, so the `t - 1` longest lists are not gone through:
   * a candidate is looked up in them. (Li, Lu and Lu, "Efficient merging and filtering algorithms for approximate string
   * searches", ICDE 2008.)
   */
  private considerAlike(term: string, lists: readonly GramTerms[], best: MostAlike): void {
    const n = lists.length;
    // A term that this one stands inside shares all its trigrams but the two with an edge.
    const asPart = Math.max(leastOverlap, n - 2);
    const asSpelling = Math.ceil((best.floor * n) / (2 - best.floor) - rounding);
    const needed = Math.max(leastOverlap, Math.min(asPart, asSpelling));
    const read = n - needed + 1;
    const candidates = this.candidates.count(lists, read, this.terms.length);
    for (let i = 0; i < candidates.size; i++) {
      const id = candidates.ids[i] as number;
      const overlap = candidates.take(id);
      // The floor rises while terms are found, so that fewer and fewer are looked at closely.
      const toBeAlike = (best.floor * (n + (this.gramCounts[id] as number))) / 2 - rounding;
      const most = overlap + needed - 1;
      if (most < toBeAlike && most < asPart) continue;
      const shared = overlap + overlapIn(lists, read, id);
      if (shared < toBeAlike && shared < asPart) continue;
      const other = this.term(id);
      if (shared < toBeAlike && partAtMost(term, other) < best.floor) continue;
      // What stands inside this term was considered before.
      if (other.length < minLength || other.length > term.length || !term.includes(other)) {
        this.consider(id, shared, term, n, best);
      }
    }
  }
}

/** The terms most alike so far, in order. */
class MostAlike {
  readonly found: SimilarTerm[] = [];
  /** What is less alike than this will not be among them. */
  floor: number;
  private readonly most: number;
  private readonly comesFirst: (a: number, b: number) => boolean;
  private readonly counts: (id: number) => boolean;

  /**
   * @param least smallest similarity that counts
   * @param comesFirst which of two terms that are as alike goes first
   */
  constructor(
    least: number,
    most: number,
    comesFirst: (a: number, b: number) => boolean,
    counts: (id: number) => boolean,
  ) {
    this.floor = least;
    this.most = most;
    this.comesFirst = comesFirst;
    this.counts = counts;
  }

  offer(id: number, similarity: number): void {
    const { found, most } = this;
    if (similarity < this.floor) return;
    let at = found.length;
    while (at > 0 && this.goesBefore(id, similarity, found[at - 1] as SimilarTerm)) at--;
    if (at >= most || !this.counts(id)) return;
    found.splice(at, 0, { id, similarity });
    if (found.length > most) found.pop();
    if (found.length === most) this.floor = (found[most - 1] as SimilarTerm).similarity;
  }

  private goesBefore(id: number, similarity: number, other: SimilarTerm): boolean {
    return similarity > other.similarity || (similarity === other.similarity && this.comesFirst(id, other.id));
  }
}

/** Less than this is chance. */
const leastOverlap = 2;

/** What a sum of shares may be off. */
const rounding = 1e-9;

/** The terms that hold one trigram, by number, ascending. */
class GramTerms {
  size = 1;
  private ids = new Int32Array(2);

  constructor(first: number) {
    this.ids[0] = first;
  }

  push(id: number): void {
    if (this.size === this.ids.length) this.ids = doubled(this.ids);
    this.ids[this.size++] = id;
  }

  all(): Int32Array {
    return this.ids;
  }

  has(id: number): boolean {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.ids[middle] as number) < id) low = middle + 1;
      else high = middle;
    }
    return low < this.size && this.ids[low] === id;
  }
}

const noTerms = Object.assign(new GramTerms(0), { size: 0 });

/** In how many of the lists from this place on a term stands. */
function overlapIn(lists: readonly GramTerms[], from: number, id: number): number {
  let overlap = 0;
  for (let i = from; i < lists.length; i++) if (lists[i]?.has(id)) overlap++;
  return overlap;
}

/** The terms of some lists, each with the number of lists it stands in. Kept from call to call, so that nothing is allotted. */
class Candidates {
  size = 0;
  ids = new Int32Array(1024);
  /** A word has at most 64 letters, so it stands in no more lists than fit. */
  private overlaps = new Uint8Array(1024);

  /** Counts the first lists. Each count must be taken before the next call. */
  count(lists: readonly GramTerms[], most: number, terms: number): this {
    if (this.ids.length < terms) {
      this.ids = new Int32Array(terms * 2);
      this.overlaps = new Uint8Array(terms * 2);
    }
    const { ids, overlaps } = this;
    let size = 0;
    for (let place = 0; place < most; place++) {
      const list = lists[place] ?? noTerms;
      const all = list.all();
      for (let i = 0; i < list.size; i++) {
        const id = all[i] as number;
        const before = overlaps[id] as number;
        if (before === 0) ids[size++] = id;
        overlaps[id] = before + 1;
      }
    }
    this.size = size;
    return this;
  }

  take(id: number): number {
    const overlap = this.overlaps[id] as number;
    this.overlaps[id] = 0;
    return overlap;
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

/** The most that two terms can be alike when the one stands inside the other; nothing else is read than their lengths. */
function partAtMost(a: string, b: string): number {
  return 0.5 + (0.4 * Math.min(a.length, b.length)) / Math.max(a.length, b.length);
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
