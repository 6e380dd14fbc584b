import type { Excerpt } from '../../answering/answer.ts';
import type { EscalationReason } from '../../queue/ticket.ts';
import { shorten } from './label.ts';
import { queueNl } from './queue-nl.ts';
import type { Wording } from './wording.ts';

const disclosure = 'U praat met een computer. Liever een mens? Typ “adviseur”.';

const unanswered: Record<EscalationReason, string> = {
  nothing_found: 'Ik heb hier in het archief niets over gevonden.',
  not_answered:
    'In het archief staat wel iets wat erop lijkt, maar geen antwoord op uw vraag. Daarom geef ik geen antwoord.',
  human_requested: 'Dat kan.',
  not_helpful: 'Jammer dat dit u niet hielp.',
  failure: 'Er ging bij ons iets mis. Dat ligt niet aan u.',
};

export const nl: Wording = {
  disclosure,
  welcome: `Welkom bij de Dorpsbalie. Stel hier uw vraag over uw dorp, uw dorpshuis of uw vereniging. Ik zoek het antwoord in het archief en laat zien waar het staat. ${disclosure}`,
  greeting: 'Goedendag! Wat wilt u weten over uw dorp, uw dorpshuis of uw vereniging?',
  thanks: 'Graag gedaan. Hebt u nog een vraag? Stel hem gerust.',
  farewell: 'Tot ziens!',
  about:
    'Ik ben de Dorpsbalie: een computerprogramma, geen mens. Ik zoek antwoorden in het archief van de verenigingen van kleine kernen. Dat zijn brochures, plannen en brieven. Ik zeg er altijd bij waar het staat. Weet het archief het niet? Dan zet ik uw vraag klaar voor een adviseur: een vrijwilliger die u verder helpt. Typ “adviseur” als u meteen een mens wilt.',
  withdrawn: 'Goed, dan laat ik het zo. Hebt u een andere vraag? Stel hem gerust.',
  wordless: 'Ik kan dit bericht niet lezen. Typ uw vraag in gewone woorden.',
  whatForAdvisor: (ticket) =>
    `Dat kan. Een adviseur krijgt uw verzoek. Dat is een vrijwilliger van de vereniging. Uw verzoek heeft nummer ${ticket}. Wat wilt u vragen? Schrijf het in uw volgende bericht. Dan zet ik het erbij.`,
  toldMore: (ticket) => `Ik heb het bij vraag ${ticket} gezet. Het antwoord van de adviseur komt in dit gesprek.`,
  answer: (excerpts) => excerpts.map(paragraph).join('\n\n'),
  escalated: (reason, ticket) =>
    `${unanswered[reason]} Uw vraag staat klaar voor een adviseur. Dat is een vrijwilliger van de vereniging. Uw vraag heeft nummer ${ticket}. Het antwoord komt in dit gesprek.`,
  alreadyAsked: (ticket) =>
    `Deze vraag staat al klaar voor een adviseur, onder nummer ${ticket}. Ik heb erbij gezet dat u er nog eens om vroeg. Het antwoord komt in dit gesprek.`,
  declined:
    'Daar weet ik niets van. Ik help met vragen over dorpen, dorpshuizen en verenigingen. Hebt u zo’n vraag? Stel hem gerust. Typ “adviseur” als u toch een mens wilt spreken.',
  late: 'Sorry dat u zo lang moest wachten. Ik was een tijd niet bereikbaar. Hieronder leest u mijn antwoord.',
  passage: (number, where, text) => `Bron ${number}: ${where}\n\n${text}`,
  whichSource: (sources) =>
    sources === 0
      ? 'Er is nog geen antwoord met bronnen. Stel gerust uw vraag.'
      : `Welke bron wilt u lezen? Typ bijvoorbeeld: /lees 1. Het laatste antwoord heeft ${sources === 1 ? 'één bron' : `${sources} bronnen`}.`,
  helped: 'Fijn dat het u hielp.',
  nothingToRate: 'Er is nog geen antwoord om iets over te zeggen. Stel gerust uw vraag.',
  questionGone: 'Uw vraag staat er niet meer. Wilt u er toch hulp bij? Stel hem dan opnieuw.',
  queue: queueNl,
  sources: 'Bronnen',
  page: (page) => `blz. ${page}`,
};

/** An excerpt with its number; an old edition is named as such, once for excerpts of it in a row. */
function paragraph({ citation, outdatedSince, text }: Excerpt, i: number, excerpts: readonly Excerpt[]): string {
  const named = outdatedSince === null || excerpts[i - 1]?.citation.documentId === citation.documentId;
  const year = outdatedSince !== null && !citation.title.includes(outdatedSince) ? ` uit ${outdatedSince}` : '';
  return `${named ? '' : `Volgens “${shorten(citation.title)}”${year}:\n`}${text} [${citation.number}]`;
}
