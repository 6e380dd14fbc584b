import type { Language } from '../knowledge/document.ts';
import { fold } from '../retrieval/analysis.ts';

const words: Record<Language, ReadonlySet<string>> = {
  nl: new Set(
    'de het een en ik je jij u wij we van voor met op bij naar om te is zijn kan kun kunnen mag moet hoe wat wie waar wanneer waarom welke er niet geen ook dat die dit als of maar heeft hebben wordt ons onze mijn graag jullie zoek wil hoeveel vaak hallo hoi goedemorgen goedemiddag goedenavond goedendag doei groetjes dank bedankt adres vereniging dorp dorpshuis'.split(
      ' ',
    ),
  ),
  en: new Set(
    'the a an and i you he she it we they of for with at to is are was can could may must how what who where when why which there not no also that this these those if or but has have does do did our my your please would should many much often hello good morning afternoon evening thanks thank help about'.split(
      ' ',
    ),
  ),
};

/** Words that both languages have tell nothing. */
const shared = new Set([...words.nl].filter((word) => words.en.has(word)));

/**
 * The language of a short message, by its function words; a message that says too little keeps the language of the
 * conversation. Language detectors by n-grams are unsure of three words; function words are not.
 */
export function detectLanguage(text: string, current: Language): Language {
  const found = fold(text).match(/\p{L}+/gu) ?? [];
  const count = (language: Language) => found.filter((word) => words[language].has(word) && !shared.has(word)).length;
  const nl = count('nl');
  const en = count('en');
  if (en >= 2 && en > nl * 1.5) return 'en';
  if (nl >= 1 && nl >= en) return 'nl';
  return current;
}
