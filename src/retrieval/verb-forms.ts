import { stem } from './analysis.ts';

/** What a Dutch verb can carry in front, and leaves in front of `ge` in its participle: `aanvragen`, `aangevraagd`. */
const particles = 'aan af bij door in mee na om op over plaats samen terug toe uit voor weg'.split(' ');

/**
 * Forms of one verb that the stemmer leaves apart: the third person (`vraagt`), whose vowel is doubled, and the weak
 * participle (`aangevraagd`), from the root (`vrag`, `aanvrag`) and back. Whether such a word exists, the archive knows.
 */
export function verbForms(term: string): string[] {
  if (term.length < 3 || !/^[a-z]+$/.test(term)) return [];
  const forms = new Set<string>();
  if (term.endsWith('t')) {
    forms.add(term.slice(0, -1));
    forms.add(stem(term.slice(0, -1)));
  } else {
    forms.add(`${term}t`);
    forms.add(`${doubled(term)}t`);
  }
  const participle = /^([a-z]*?)ge([a-z]{3,})[dt]$/.exec(term);
  if (participle && (participle[1] === '' || particles.includes(participle[1] as string))) {
    forms.add(stem(`${participle[1]}${participle[2]}`));
    forms.add(`${participle[1]}${participle[2]}`);
  } else {
    const particle = particles.find((p) => term.startsWith(p) && term.length >= p.length + 3) ?? '';
    const rest = term.slice(particle.length);
    for (const root of [rest, doubled(rest)]) {
      for (const end of ['d', 't']) {
        forms.add(`${particle}ge${root}${end}`);
        if (particle !== '') forms.add(`ge${particle}${root}${end}`);
      }
    }
  }
  forms.delete(term);
  return [...forms];
}

/** The root as it stands in a closed syllable: `vrag` as `vraag`; a root without a single vowel before its end stays. */
function doubled(root: string): string {
  return root.replace(/([^aeiou]|^)([aeou])([^aeiouwxy])$/, '$1$2$2$3');
}
