import type { Regions } from '../people/regions.ts';
import type { Intake } from '../queue/ticket.ts';
import { fold } from '../retrieval/analysis.ts';

/** One of the short questions that a member is asked about a ticket. */
export type IntakeField = keyof Intake;

/** The questions, in the order in which they are asked. */
export const intakeFields: readonly IntakeField[] = ['place', 'tried', 'neededBy'];

/**
 * How a message reads as the answer to a question of the intake. `perhaps` could be a question to the archive as well: then
 * the archive is asked first, and only what it does not answer goes with the ticket, where a human reads it.
 */
export type IntakeReading = 'answer' | 'perhaps' | 'skipped' | 'no';

const skips =
  /^\W*(?:nee?n?(?:\W+(?:hoor|dank\w*(?: u| je)?(?: wel)?|bedankt|liever niet))*|overslaan|sla (?:maar |dit |deze |die )?over|skip|pass|no(?: thanks| thank you)?|geen idee|(?:dat )?weet ik (?:zo |nog |echt )?niet|(?:dat )?zeg ik liever niet|liever niet|n ?v ?t|niet van toepassing|doet er niet toe|i (?:do not|don ?t) know|rather not)\W*$/;

/** What people put in front of a question. */
const leadIn =
  '^\\W*(?:(?:en|maar|ok|oke|hallo|hoi|dag|goede\\w+|nog iets|nog een vraag|andere vraag|vraag|vraagje|trouwens|ook|dank\\w*|bedankt|hello|hi|and|but|also)\\b\\W*)*';
const subject =
  '(?:er|ik|je|jij|u|we|wij|jullie|de|het|een|ons|onze|iemand|dit|dat|die|there|i|you|they|it|the|a|our|my|anyone|someone)';
/** Begins as a question does: with a question word, or with the verb. */
const question = new RegExp(
  `${leadIn}(?:(?:hoe|hoeveel|wie|wat|waar\\w*|wanneer|welke?|how|who|what|where|why|when|which)\\b|(?:is|zijn|was|kan|kun|kunt|kunnen|mag|mogen|moet|moeten|wil|wilt|willen|heeft|hebt|heb|hebben|weet|weten|bestaat|bestaan|geldt|gelden|krijg|krijgen|zou|zouden|can|could|may|must|are|do|does|should|will|would|have|has) ${subject}\\b)`,
);
/** Begins with what somebody wants to have or to know. */
const wish = new RegExp(
  `${leadIn}(?:(?:ik|wij|we|i) (?:zoek|zoeken|wil|willen|wou|zou|zouden|vraag|vragen|moet|moeten|need|want|would|wonder|ben benieuwd|(?:ben|zijn|am|are) (?:op zoek|van plan|looking)|(?:heb|hebben) (?:ook )?(?:nog )?een (?:andere )?vraag)\\b|graag\\b|zoek\\w*\\b|(?:informatie|uitleg|hulp|advies|tips?) (?:over|bij|voor)\\b)`,
);

/** Words around the name of a place that say nothing besides. */
const aroundPlace = new Set(
  'in uit te bij van de het een wij we ik ben zijn woon wonen kom komen zit zitten dorp dorpje dorpen stad gemeente provincie regio streek kern kernen klein kleine vereniging dorpsvereniging dorpsraad dorpsbelang dorpsbelangen belangenvereniging plaatselijk belang stichting dorpshuis onze ons mijn is dat en nabij omgeving buurt ligt hier gaat om plaats naam heet ja dank u je wel bedankt prima ok oke hallo s t from live near village town municipality of the i are am our'.split(
    ' ',
  ),
);
/** Says where somebody lives, also when the place is on no list. */
const livesIn =
  /^\W*(?:(?:wij|we|ik|i) (?:wonen|woon|komen|kom|zitten|zit|live|come|(?:zijn|ben|are|am)\b.{0,40}\b(?:van|uit|in|te|of|from))|(?:ons|onze|het|mijn|our|my) (?:dorp|dorpje|plaats|gemeente|vereniging|kern|village) (?:is|heet|ligt))\b/;

const hasDone =
  /\b(?:gebeld|gevraagd|gemaild|gezocht|gekeken|gegoogeld|geprobeerd|gesproken|gelezen|overlegd|contact (?:gehad|opgenomen|gezocht)|aangevraagd|ingediend|benaderd|geschreven|gestuurd|geweest|besproken|afgewezen|opgezocht|nagevraagd|uitgezocht|bezocht|gedaan|ingevuld|niets|niks|nog geen|nog niet|tried|asked|called|emailed|mailed|searched|looked|googled|contacted|spoke|nothing|not yet)\b/;

const inTime = new RegExp(
  `\\b(?:${[
    'vandaag|vanavond|morgen|overmorgen|(?:maan|dins|woens|donder|vrij|zater|zon)dag|weekend|weken|week|maanden|maand|jaar|kwartaal',
    'januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|jan|feb|mrt|apr|jun|jul|aug|sept?|okt|nov|dec',
    'spoed|haast|zsm|z s m|zo (?:snel|spoedig) mogelijk|snel|maakt niet (?:zo ?veel |veel )?uit|(?:op|voor) (?:de|onze) (?:volgende )?(?:leden)?vergadering',
    'zomer|winter|herfst|voorjaar|najaar|kerst|pasen|vakantie|today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|month|year|asap|urgent|soon|rush|hurry|january|february|march|may|june|july|october',
    '20\\d\\d|\\d{1,2} \\d{1,2}',
  ].join('|')})\\b`,
);

/** Longest answers that are believed to be one, in words. */
const mostWords = { place: 25, tried: 40, neededBy: 15 } as const;
/** Without any sign of an answer but its length: in words. */
const short = { place: 4, tried: 8, neededBy: 6 } as const;

/**
 * Reads a message that comes after a question of the intake.
 *
 * @param isOfField whether a text has words that this desk is asked about
 */
export function readIntakeAnswer(
  field: IntakeField,
  text: string,
  regions: Regions,
  isOfField: (text: string) => boolean,
): IntakeReading {
  const folded = plainWords(text);
  if (skips.test(folded)) return 'skipped';
  const words = folded.split(' ').length;
  if (words > mostWords[field] || question.test(folded)) return 'no';
  const asks = text.trim().endsWith('?');
  switch (field) {
    case 'place':
      if (namesPlaceOnly(text, regions)) return 'answer';
      return asks || wish.test(folded) ? 'no' : readPlace(text, folded, regions, isOfField);
    case 'tried':
      if (wish.test(folded)) return 'no';
      if (hasDone.test(folded)) return asks ? 'perhaps' : 'answer';
      return !asks && words <= short.tried ? 'perhaps' : 'no';
    case 'neededBy':
      if (inTime.test(folded)) return asks && words > short.neededBy ? 'no' : 'answer';
      return !asks && words <= short.neededBy && !wish.test(folded) ? 'perhaps' : 'no';
  }
}

/** True for a text without the form of a question or a wish. */
export function asksNothing(text: string): boolean {
  const folded = plainWords(text);
  return !text.trim().endsWith('?') && !question.test(folded) && !wish.test(folded);
}

/** True for a text that names a place that we know, and says nothing else. */
export function namesPlaceOnly(text: string, regions: Regions): boolean {
  const around = regions.around(text);
  return around !== null && besides(around).length === 0 && !question.test(plainWords(text));
}

function readPlace(
  text: string,
  folded: string,
  regions: Regions,
  isOfField: (text: string) => boolean,
): IntakeReading {
  if (livesIn.test(folded)) return 'perhaps';
  const around = regions.around(text);
  const rest = besides(around ?? folded);
  if (isOfField(rest.join(' '))) return 'no';
  return around !== null || rest.length <= short.place ? 'perhaps' : 'no';
}

function besides(folded: string): string[] {
  return folded.split(' ').filter((word) => word !== '' && !aroundPlace.has(word));
}

function plainWords(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
