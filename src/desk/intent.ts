import { fold } from '../retrieval/analysis.ts';

/** What a member wants with a message. */
export type Intent =
  | { kind: 'question' }
  | { kind: 'greeting' }
  | { kind: 'thanks' }
  | { kind: 'farewell' }
  /** Takes the question back. */
  | { kind: 'withdrawn' }
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
  '(?:spreken|praten|bellen|terugbellen|overleggen|sparren|contact|afspraak|gesprek|aan de lijn|speak|talk|call)';
const wish =
  '(?:wil|willen|wilt|graag|liever|kan ik|kunnen wij|kunnen we|mag ik|zou|can i|want|like to|please|mogelijk|even|met een)';

const humanPatterns = [
  new RegExp(`\\b${wish}\\b.{0,60}\\b${person}\\b.{0,25}\\b${contact}\\b`),
  new RegExp(
    `\\b${wish}\\b.{0,40}\\b${contact}\\b.{0,15}\\b(?:met|to|with)\\b.{0,15}\\b(?:een |echte |an? )*${person}\\b`,
  ),
  /\b(?:bel|belt|mail) (?:mij|me|ons)\b|\bneem(?:t)? (?:(?:u|je|jullie|iemand) )?contact (?:met (?:mij|me|ons) )?op\b/,
  /\b(?:vraag|stuur|geef|zet)\b.{0,40}\b(?:naar|door aan|bij|aan) (?:een |de )?(?:adviseur|mens)\b/,
  /\b(?:wilt u|wil je|willen jullie|kunt u|kun je|kunnen jullie|kan iemand)\b.{0,15}\bcontact met (?:mij|me|ons) opnemen\b/,
  /\bverbind (?:mij|me|ons)\b|\b(?:mij|me|ons) (?:graag |even )?door\s?(?:te )?verbinden\b/,
  /\b(?:ik|wij|we|mij) (?:heb |hebben |wil |maar )?(?:veel )?(?:liever |maar )?(?:een |met een )(?:echte? )?(?:mens|adviseur)\b/,
  /\b(?:een|echte?) (?:echt )?mens\b.{0,20}\b(?:spreken|praten|nodig|graag|helpen)\b/,
  /\b(?:wil|willen|graag|liever)\b.{0,30}\b(?:een )?(?:adviseur|mens)\b\W*$/,
  /\b(?:kan|kunt|kun|wil)\b.{0,10}\b(?:een )?(?:adviseur|vrijwilliger|iemand)\b.{0,20}\b(?:mij|me|ons)\b.{0,20}\b(?:bellen|terugbellen|mailen|bezoeken)\b/,
];

/** Asks about something. With one of these in front it is no wish, unless the asker wants to reach someone themselves. */
const interrogative = '(?:hoe|hoeveel|wie|wat|waar|waarom|waarover|wanneer|welke?|how|who|what|where|why|when|which)';
const asksAbout = new RegExp(`^\\W*(?:en |maar )?${interrogative}\\b`);
const ownWish = /\b(?:kan|mag|kunnen|mogen|can|may) (?:ik|wij|we|i)\b/;
const asksMore = new RegExp(`\\?|\\b${interrogative}\\b`);

const bareHuman =
  /^\W*(?:\/adviseur|(?:een |de |vraag (?:een |de )?)?(?:adviseur|mens|human|advisor)(?: (?:graag|aub|please|alstublieft|alsjeblieft))?|help mij|ik wil (?:graag )?(?:een mens|een adviseur|iemand)(?: spreken)?)\W*$/;

const about =
  /\b(?:wie|wat) (?:ben|bent) (?:je|jij|u)\b|\bwat (?:kan|kun|kunt) (?:je|jij|u|deze (?:bot|balie|chat))(?: (?:allemaal|hier|eigenlijk|voor (?:mij|ons|me)|doen|doe))*\W*$|\b(?:ben|bent) (?:je|jij|u) (?:een )?(?:computer|robot|bot|mens|echt|ai)\b|\bspreek ik met een\b|\bwat is (?:de |een )?dorpsbalie\b|\bhoe werkt (?:dit|deze (?:chat|bot|balie))\b|\bwho are you\b|\bwhat (?:are you|can you do)\b|\bare you (?:a |an )?(?:robot|bot|computer|human|ai)\b|^\W*\/?(?:help|start)\W*$/;

const greeting =
  /^\W*(?:hallo|hoi|hey|hee|hai|dag|goede(?:n)?\s?(?:morgen|middag|avond|dag)|hello|hi|good (?:morning|afternoon|evening)|moin)(?: (?:allemaal|daar|balie|dorpsbalie|there|iedereen))?\W*$/;
const thanks =
  /^\W*(?:(?:ok(?:e|ay)?|top|super|fijn|mooi|prima|geweldig|helder|duidelijk)\W+)?(?:(?:heel |hartelijk |erg |veel )?(?:dank|bedankt|thanks|thank)(?: (?:je|u|you|jullie))?(?: (?:wel|zeer|so much|very much))?|dankjewel|dankuwel|thx)(?:\W+.{0,30})?$/;
const praise = /^\W*(?:ok(?:e|ay)?|top|super|fijn|mooi|prima|geweldig|helder|duidelijk|begrepen)\W*$/;
const farewell =
  /^\W*(?:tot ziens|doei|fijne (?:dag|avond|middag)|goed weekend|dag hoor|tot later|bye|goodbye|groetjes)(?: (?:nog|verder|allemaal|iedereen))?\W*$/;

/** Says that a question is coming, and not yet which. */
const announces =
  /^\W*(?:(?:hallo|hoi|dag|beste \w+|goede\w*\s?(?:morgen|middag|avond)|hello|hi)\W+)?(?:(?:ik|wij|we) (?:heb|hebben) (?:nog |ook |even )?(?:een|wat|enkele) (?:vraag|vragen|vraagje|vraagjes)(?: (?:over|voor|aan) [^?]{0,60})?|(?:kunt u|kun je|kunnen jullie|kan u) (?:mij|me|ons) (?:misschien |even )?helpen|i have a question(?: about [^?]{0,60})?|can you help (?:me|us))\W*$/;
const withdraws =
  /^\W*(?:(?:ach|nee|ok|oke)\W+)?(?:laat maar|laat (?:het )?(?:maar )?zitten|(?:het )?hoeft (?:al )?niet meer|niet meer nodig|never mind)(?:\W.{0,30})?$/;
const complains =
  /^\W*(?:nee\W+)?(?:(?:dat|dit) (?:klopt|is) (?:helemaal |echt |toch )?niet(?: waar| goed| juist| wat ik (?:vroeg|bedoel(?:de)?))?|(?:dat|dit) (?:bedoel(?:de)?|vroeg) ik (?:helemaal )?niet)\W*$/;

/** A wish for a human that says no more than that; what it is about has to be asked. */
const saysWhy =
  /\b(?:over|omdat|want|vanwege|wegens|bij|met (?:een|ons|mijn|de|het)|voor (?:een|ons|mijn|de|het)|about|because)\b/;
const shortWish = 60;

/** That the last answer helped, or not: `geholpen`, `dat hielp niet`, `nee, dit heeft mij niet geholpen`. */
const rating =
  /^\W*(?:(?:ja|jazeker|zeker|nee|neen|helaas)\W+)?(?:(?:ik|wij|we) (?:ben|zijn) |(?:dit|dat|het|(?:dit|dat|het|uw|je|jullie) antwoord)(?: heeft)? )?(?:(?:mij|me|ons) )?(?<no>niet )?(?:(?:echt|goed|helemaal|heel goed) )?(?:geholpen|hielp)(?: (?:mij|me|ons))?(?<not> (?:helaas )?niet)?(?: echt)?\W*$/;
const useless =
  /^\W*(?:hier|daar|(?:dit|dat|het) antwoord) heb ik (?:helaas |echt )?(?:niets|niks|weinig) aan\W*$|^\W*(?:that|this|it) (?:did not|didn['’]t) help\W*$|^\W*not helpful\W*$/;
const useful = /^\W*(?:(?:that|this|it) helped|helpful)\W*$/;

/** Recognises what is no question, by the way people say it; everything else is a question. */
export function recogniseIntent(text: string): Intent {
  const folded = fold(text).replace(/\s+/g, ' ').trim();
  if (!/[\p{L}\p{N}]/u.test(folded)) return { kind: 'wordless' };
  const rated = recogniseRating(folded);
  if (rated !== undefined) return { kind: 'rating', helpful: rated };
  if (complains.test(folded)) return { kind: 'rating', helpful: false };
  if (bareHuman.test(folded)) return { kind: 'human', bare: true };
  if (folded.length <= 300 && asksForHuman(folded)) {
    return { kind: 'human', bare: folded.length <= shortWish && !saysWhy.test(folded) };
  }
  if (withdraws.test(folded)) return { kind: 'withdrawn' };
  if (announces.test(folded)) return { kind: 'greeting' };
  if (greeting.test(folded)) return { kind: 'greeting' };
  if ((thanks.test(folded) && !asksMore.test(folded)) || praise.test(folded)) return { kind: 'thanks' };
  if (farewell.test(folded)) return { kind: 'farewell' };
  if (folded.length <= 120 && about.test(folded)) return { kind: 'about' };
  return { kind: 'question' };
}

function asksForHuman(folded: string): boolean {
  if (asksAbout.test(folded) && !ownWish.test(folded)) return false;
  return humanPatterns.some((pattern) => pattern.test(folded));
}

function recogniseRating(folded: string): boolean | undefined {
  const said = rating.exec(folded)?.groups;
  if (said) return said['no'] === undefined && said['not'] === undefined;
  if (useless.test(folded)) return false;
  return useful.test(folded) ? true : undefined;
}
