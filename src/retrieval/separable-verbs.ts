import { stem, type Token } from './analysis.ts';

/** What a Dutch verb can leave at the end of the sentence. */
const particles = new Set('aan af bij door in mee om op over plaats terug toe uit voor weg'.split(' '));

/** Words that may follow a particle; before any other word it is a preposition (`vraag het aan de gemeente`). */
const opensClause = new Set(
  'voor van bij met tegen in op aan en of als dan om omdat wanneer terwijl zodat door'.split(' '),
);

/** How many words may stand between a verb and its particle. */
const reach = 8;

/** Forms that the stemmer does not lead back to their infinitive. */
const irregular: ReadonlyMap<string, string> = new Map(
  Object.entries({ komt: 'kom', gaat: 'ga', doet: 'doe', staat: 'sta', zegt: 'zeg' }),
);

/**
 * Dutch splits some verbs: "komt de vereniging op voor dorpen" is a form of `opkomen`, and the archive says `opkomen`. Finds
 * the verbs that, put together again, are words that are known.
 *
 * @param tokens all words of a question, function words too
 * @param known whether the archive or the thesaurus has a root
 * @returns the whole verb's root for the token of the verb
 */
export function separableVerbs(tokens: readonly Token[], known: (term: string) => boolean): Map<Token, string> {
  const found = new Map<Token, string>();
  for (const [i, verb] of tokens.entries()) {
    if (verb.folded.length < 3 || particles.has(verb.folded)) continue;
    for (const particle of particlesOf(tokens, i)) {
      const whole = rootsOf(verb.folded)
        .map((root) => stem(`${particle}${root}en`))
        .find(known);
      if (whole !== undefined) {
        found.set(verb, whole);
        break;
      }
    }
  }
  return found;
}

/** Particles that may belong to the verb at `i`: in front with `te` (`aan te tonen`), or behind, where they end a clause. */
function* particlesOf(tokens: readonly Token[], i: number): IterableIterator<string> {
  const before = tokens[i - 2];
  if (before && tokens[i - 1]?.folded === 'te' && particles.has(before.folded)) yield before.folded;
  for (let j = i + 1; j <= Math.min(i + reach, tokens.length - 1); j++) {
    const particle = tokens[j] as Token;
    const next = tokens[j + 1]?.folded;
    if (particles.has(particle.folded) && (next === undefined || opensClause.has(next))) yield particle.folded;
  }
}

function rootsOf(verb: string): string[] {
  const root = irregular.get(verb) ?? stem(verb);
  return root.endsWith('t') ? [root, root.slice(0, -1)] : [root];
}
