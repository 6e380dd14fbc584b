import type { ReplyWording } from './reply-wording.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

function ago(ms: number): string {
  const [unit, size] =
    ms < hourMs
      ? (['minute', minuteMs] as const)
      : ms < 2 * dayMs
        ? (['hour', hourMs] as const)
        : (['day', dayMs] as const);
  return new Intl.RelativeTimeFormat('nl-NL').format(-Math.floor(ms / size), unit);
}

const someone = (names: readonly string[]) =>
  names.length > 0 ? names.join(', ') : '(er is nog geen collega met een naam)';

/** About the work on one answer, in Dutch. */
export const replyNl: ReplyWording = {
  askedAt: (at, now, timeZone) => {
    const day = new Intl.DateTimeFormat('nl-NL', { weekday: 'long', day: 'numeric', month: 'long', timeZone }).format(
      at,
    );
    const time = new Intl.DateTimeFormat('nl-NL', { hour: '2-digit', minute: '2-digit', timeZone }).format(at);
    return `Gevraagd op ${day} om ${time} uur, ${now - at < minuteMs ? 'zojuist' : ago(now - at)}.`;
  },
  helpedBefore: (advisor) => `Dit lid is eerder geholpen door ${advisor ?? 'een andere adviseur'}.`,
  similar: 'Eerder beantwoord door een adviseur:',
  similarTicket: (ticket, question, answer) => `- Vraag ${ticket}: “${question}”\n  Antwoord: ${answer}`,
  thinkAlong: (names) => `Denkt mee: ${names.join(', ')}.`,
  note: (by, text) => `- ${by === null ? '' : `${by}: `}${text}`,

  citeChoices: (numbers, ticket) =>
    numbers.map((number) => ({ label: `Citeer [${number}]`, command: `/citeer ${number} bij ${ticket}` })),
  draft: (ticket) =>
    `Concept bij vraag ${ticket}. Eigen woorden erboven? Typ /concept met uw tekst. Het lid ziet straks dit:`,
  draftChoices: (ticket) => [
    { label: 'Versturen', command: `/verstuur ${ticket}` },
    { label: 'Weggooien', command: `/weggooien ${ticket}` },
  ],
  draftEmpty: 'Er is nog geen concept. Typ /concept met uw tekst, of /citeer met het nummer van een stuk op de kaart.',
  whichPassage: (most) =>
    most === 0
      ? 'Bij deze vraag vond de balie geen stukken om te citeren.'
      : `Welk stuk? Typ /citeer met een nummer van 1 tot en met ${most}, zoals het op de kaart staat.`,
  passageGone: (number) =>
    `Stuk [${number}] staat niet meer zo in het archief: er is een nieuwere versie. Daarom citeer ik het niet.`,
  draftSent: (ticket) => `Verstuurd naar het lid van vraag ${ticket}.`,
  draftDropped: (ticket) => `Het concept bij vraag ${ticket} is weg. Er is niets verstuurd.`,

  whichCompanion: (names) => `Wie mag meedenken? Typ /vraagmee met een van deze namen: ${someone(names)}.`,
  askedAlong: (ticket, name) =>
    `${name ?? 'Uw collega'} denkt mee bij vraag ${ticket}. U blijft het lid antwoorden. Met uw collega praat u via /notitie: het lid ziet dat niet.`,
  alongWithYou: (ticket, by, text) =>
    `${by ?? 'Een collega'} vraagt u mee te denken bij vraag ${ticket}.${text === '' ? '' : `\n\n“${text}”`}`,
  alongChoices: (ticket) => [{ label: `Meedenken met vraag ${ticket}`, command: `/verder ${ticket}` }],
  thinkingAlong: (ticket, assignee) =>
    `U denkt mee met vraag ${ticket}. Wat u nu typt, is een notitie voor ${assignee ?? 'uw collega'}. Het lid ziet het niet. Stoppen: /pauze.`,
  noFilesInNote: 'Een bestand gaat niet mee met een notitie. Stuur het uw collega zelf.',
  alongEnded: (ticket) =>
    `Uw collega is klaar met vraag ${ticket}. Wat u typt, is nu geen notitie meer: het gaat naar de balie.`,
  noteFor: (ticket, by, text) =>
    `Notitie van ${by ?? 'een collega'} bij vraag ${ticket} (het lid ziet dit niet):\n\n${text}`,
  replyToNote: 'Reageren? Begin met /notitie.',
  replyToNoteElsewhere: (ticket) => `Reageren? Typ eerst /verder ${ticket}, en dan /notitie met uw tekst.`,

  helpedChoices: (ticket) => [
    { label: 'Ja, ik ben geholpen', command: `/geholpen ${ticket}` },
    { label: 'Nee, nog niet', command: `/heropen ${ticket}` },
  ],
  whichMark: 'Wilt u ons een cijfer geven? 1 is slecht, 5 is heel goed. Het hoeft niet.',
  markChoices: (ticket) =>
    ['1', '2', '3', '4', '5'].map((label) => ({ label, command: `/cijfer ${label} bij ${ticket}` })),
  marked: 'Dank u wel voor uw cijfer.',
  nothingToMark: 'Er is nu geen vraag waar u een cijfer voor kunt geven.',
};
