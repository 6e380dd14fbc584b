import { eld } from 'eld/extrasmall';
import { type Language, languages } from './document.ts';

/** Words that hardly any text goes without, and that its neighbours do not have. */
const frequent: Readonly<Record<Language | 'fy', ReadonlySet<string>>> = {
  nl: new Set(
    'de het een van en is dat niet zijn met voor op te wordt worden ook door naar bij uit dit deze kan aan om'.split(
      ' ',
    ),
  ),
  en: new Set('the of and to in is that for it with as on are this be by not from or an at have has you we'.split(' ')),
  fy: new Set(
    'it fan en de yn is dat net wy jo mei foar op te wurdt ek troch nei by út dit dizze kin oan om binne hat dy der'.split(
      ' ',
    ),
  ),
};

/**
 * The language of a text, of those that the desk answers in; null for another one or too little text to tell. Frisian
 * looks like Dutch to a detector that does not know it, so the small words are asked first.
 */
export function findLanguage(text: string): Language | null {
  const sample = text.slice(0, 20_000);
  const words = sample.toLowerCase().match(/[\p{L}'’]+/gu) ?? [];
  if (words.length < 4) return null;
  const share = { nl: 0, en: 0, fy: 0 };
  for (const word of words) {
    if (frequent.nl.has(word)) share.nl += 1;
    if (frequent.en.has(word)) share.en += 1;
    if (frequent.fy.has(word)) share.fy += 1;
  }
  if (share.fy > share.nl && share.fy > 3) return null;
  if (words.length < 25) {
    if (share.nl > share.en) return 'nl';
    return share.en > share.nl ? 'en' : null;
  }
  const found = eld.detect(sample);
  return languages.find((language) => language === found.language && share[language] / words.length > 0.02) ?? null;
}
