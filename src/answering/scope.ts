import { tokenize } from '../retrieval/analysis.ts';
import { stopwords } from '../retrieval/stopwords.ts';
import { Thesaurus } from '../retrieval/thesaurus.ts';

/** Whether a question is one for a village association's help desk. */
export type Scope = 'field' | 'outside' | 'unclear';

/** A sum to be worked out, such as `3x + 7 = 22` or `12 * 8`. */
const arithmetic =
  /\d\s*(?:[a-z]\s*)?[-+*/×:^=]\s*\(?\d|\b\d+\s*(?:keer|maal|plus|min|gedeeld door|times)\s*\d|\b(?:wortel|kwadraat) van \d/i;

/** The weather, which in Dutch is the same word as “again”: only the words around it tell. */
const weather =
  /\b(?:wat|hoe) (?:is|wordt|zal) het weer\b|\bwelk weer\b|\bweer (?:wordt|krijgen) (?:het|we|wij)\b|\bhet weer (?:(?:van|voor) )?(?:morgen|vandaag|overmorgen|dit weekend|komende week)\b/i;

/**
 * Judges a question by its words against the thesaurus: words of the field against words that a village association is never
 * asked about. A volunteer's time is what is protected here, so only a question without any word of the field is turned away.
 */
export function scopeOf(question: string, thesaurus: Thesaurus): Scope {
  const terms = tokenize(question)
    .filter((token) => token.folded.length > 1 && !stopwords.has(token.folded))
    .map((token) => token.term);
  let field = 0;
  let outside = arithmetic.test(question) || weather.test(question) ? 2 : 0;
  for (let at = 0; at < terms.length; at++) {
    if (Thesaurus.holds(thesaurus.topics, terms, at) || isCompoundOf(terms[at] ?? '', thesaurus.topics)) field++;
    else if (Thesaurus.holds(thesaurus.offTopic, terms, at)) outside++;
  }
  if (field > 0 && outside <= field) return 'field';
  return outside > 0 ? 'outside' : 'unclear';
}

/** True when a compound is made with a word of the set: `dorpshuisverzekering`. */
function isCompoundOf(term: string, words: ReadonlySet<string>): boolean {
  if (term.length < 9) return false;
  for (let at = 4; at <= term.length - 4; at++) {
    if (words.has(term.slice(at)) || words.has(term.slice(0, at))) return true;
  }
  return false;
}
