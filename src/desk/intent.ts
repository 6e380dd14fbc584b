import { fold } from '../retrieval/analysis.ts';

/** What a member wants with a message. */
export type Intent =
  | { kind: 'question' }
  | { kind: 'greeting' }
  | { kind: 'thanks' }
  | { kind: 'farewell' }
  /** Asks what the desk is or can do. */
  | { kind: 'about' }
  /** Asks for a human; `bare` when it does not say about what. */
  | { kind: 'human'; bare: boolean }
  /** Says of the last answer whether it helped, in words. */
  | { kind: 'rating'; helpful: boolean }
  /** Says nothing that can be read: only emoji or punctuation. */
  | { kind: 'wordless' };

const person =
  '(?:adviseur|advisor|iemand|mens|persoon|medewerker|vrijwilliger|bestuurslid|contactpersoon|someone|human|person|somebody)';
const contact =
  '(?:spreken|praten|bellen|terugbellen|overleggen|sparren|contact|afspraak|gesprek|doorverbinden|doorverbind|speak|talk|call)';
const wish =
  '(?:wil|willen|wilt|graag|liever|kan ik|kunnen wij|kunnen we|mag ik|zou|verbind|can i|want|like to|please|mogelijk|even|met een)';

const humanPatterns = [
  new RegExp(`\\b${wish}\\b.{0,60}\\b${person}\\b.{0,25}\\b${contact}\\b`),
  new RegExp(
    `\\b${wish}\\b.{0,40}\\b${contact}\\b.{0,15}\\b(?:met|to|with)\\b.{0,15}\\b(?:een |echte |an? )*${person}\\b`,
  ),
  /\b(?:bel|belt|mail) (?:mij|me|ons)\b|\bneem(?:t)? (?:(?:u|je|jullie|iemand) )?contact (?:met (?:mij|me|ons) )?op\b/,
  /\b(?:vraag|stuur|geef|zet)\b.{0,40}\b(?:naar|door aan|bij|aan) (?:een |de )?(?:adviseur|mens)\b/,
  /\b(?:een|echte?) (?:echt )?mens\b.{0,20}\b(?:spreken|praten|nodig|graag|helpen)\b/,
  /\b(?:wil|willen|graag|liever)\b.{0,30}\b(?:een )?(?:adviseur|mens)\b\W*$/,
  /\b(?:kan|kunt|kun|wil)\b.{0,10}\b(?:een )?(?:adviseur|vrijwilliger|iemand)\b.{0,20}\b(?:mij|me|ons)\b.{0,20}\b(?:bellen|terugbellen|mailen|bezoeken)\b/,
];

const bareHuman =
  /^\W*(?:\/adviseur|(?:een |de |vraag (?:een |de )?)?(?:adviseur|mens|human|advisor)(?: (?:graag|aub|please|alstublieft|alsjeblieft))?|help mij|ik wil (?:graag )?(?:een mens|een adviseur|iemand)(?: spreken)?)\W*$/;

const about =
  /\b(?:wie|wat) (?:ben|bent) (?:je|jij|u)\b|\bwat (?:kan|kun|kunt) (?:je|jij|u|deze (?:bot|balie|chat))(?: (?:allemaal|hier|eigenlijk|voor (?:mij|ons|me)|doen|doe))*\W*$|\b(?:ben|bent) (?:je|jij|u) (?:een )?(?:computer|robot|bot|mens|echt|ai)\b|\bspreek ik met een\b|\bwat is (?:de |een )?dorpsbalie\b|\bhoe werkt (?:dit|deze (?:chat|bot|balie))\b|\bwho are you\b|\bwhat (?:are you|can you do)\b|\bare you (?:a |an )?(?:robot|bot|computer|human|ai)\b|^\W*\/?(?:help|start)\W*$/;

const greeting =
  /^\W*(?:hallo|hoi|hey|hee|hai|dag|goede(?:n)?\s?(?:morgen|middag|avond|dag)|hello|hi|good (?:morning|afternoon|evening)|moin)(?: (?:allemaal|daar|balie|dorpsbalie|there|iedereen))?\W*$/;
const thanks =
  /^\W*(?:(?:ok(?:e|ay)?|top|super|fijn|mooi|prima|geweldig|helder|duidelijk)\W+)?(?:(?:heel |hartelijk |erg |veel )?(?:dank|bedankt|thanks|thank)(?: (?:je|u|you|jullie))?(?: (?:wel|zeer|so much|very much))?|dankjewel|dankuwel|thx)(?:\W+.{0,30})?$/;
const praise = /^\W*(?:ok(?:e|ay)?|top|super|fijn|mooi|prima|geweldig|helder|duidelijk|begrepen)\W*$/;
const farewell = /^\W*(?:tot ziens|doei|fijne dag|dag hoor|tot later|bye|goodbye|groetjes)\W*$/;

/** Recognises what is no question, by the way people say it; everything else is a question. */
export function recogniseIntent(text: string): Intent {
  const folded = fold(text).replace(/\s+/g, ' ').trim();
  if (!/[\p{L}\p{N}]/u.test(folded)) return { kind: 'wordless' };
  if (/^\W*niet geholpen\W*$/.test(folded)) return { kind: 'rating', helpful: false };
  if (/^\W*geholpen\W*$/.test(folded)) return { kind: 'rating', helpful: true };
  if (bareHuman.test(folded)) return { kind: 'human', bare: true };
  if (folded.length <= 300 && humanPatterns.some((pattern) => pattern.test(folded)))
    return { kind: 'human', bare: false };
  if (greeting.test(folded)) return { kind: 'greeting' };
  if (thanks.test(folded) || praise.test(folded)) return { kind: 'thanks' };
  if (farewell.test(folded)) return { kind: 'farewell' };
  if (folded.length <= 120 && about.test(folded)) return { kind: 'about' };
  return { kind: 'question' };
}
