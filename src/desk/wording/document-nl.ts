import type { Language } from '../../knowledge/document.ts';
import { namedData } from './archive-nl.ts';
import type { DocumentWording, Preview, PreviewOccasion } from './document-wording.ts';
import { shorten } from './label.ts';

/** Longest piece of a passage, and most of the reader's warnings, in a preview. */
const longestSample = 300;
const mostWarnings = 5;

const languageNames: Readonly<Record<Language, string>> = { nl: 'Nederlands', en: 'Engels' };

function counted(count: number, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`;
}

function details({ edition, sections, passages }: Preview): string {
  const language = languageNames[edition.language as Language] ?? 'niet herkend';
  const size = [
    ...(edition.pages === null ? [] : [counted(edition.pages, 'bladzijde', 'bladzijden')]),
    ...(sections === 0 ? [] : [counted(sections, 'kopje', 'kopjes')]),
    counted(passages, 'stuk tekst', 'stukken tekst'),
  ];
  return [
    `Titel: ${edition.title}`,
    ...(edition.organisation === null ? [] : [`Van: ${edition.organisation}`]),
    `Datum: ${edition.date ?? 'niet gevonden'}`,
    `Soort: ${edition.kind ?? 'niet gevonden'}`,
    `Taal: ${language}`,
    `Omvang: ${size.join(', ')}`,
  ].join('\n');
}

function sample({ sample: { text, section, page } }: Preview): string {
  const where = [
    ...(section === null ? [] : [`onder “${shorten(section)}”`]),
    ...(page === null ? [] : [`bladzijde ${page}`]),
  ];
  return `Zo heb ik het gelezen${where.length > 0 ? ` (${where.join(', ')})` : ''}:\n“${shorten(text, longestSample)}”`;
}

function warnings({ edition, same, sameTitle, personal }: Preview): string[] {
  const more = edition.warnings.length - mostWarnings;
  const list = [
    ...(same === null ? [] : [`Dezelfde tekst staat al in het archief: “${shorten(same)}”. Twee keer is niet nodig.`]),
    ...(sameTitle ? ['Het archief heeft ook een ander document met deze titel. Dat blijft staan.'] : []),
    ...(personal.length > 0 ? [`Er staat ${namedData(personal)} in. Mag iedereen dat lezen?`] : []),
    ...edition.warnings.slice(0, mostWarnings),
    ...(more > 0 ? [`En nog ${counted(more, 'opmerking', 'opmerkingen')}.`] : []),
  ];
  return list.length === 0 ? [] : [`Let op:\n${list.map((line) => `- ${line}`).join('\n')}`];
}

function place({ number, replaced }: Preview): string {
  if (replaced === null) return 'Dit document is nieuw in het archief.';
  const was = `“${shorten(replaced.title)}”${replaced.date === null ? '' : ` (${replaced.date})`}`;
  const apart = replaced.sameName
    ? 'Gooi het dan weg, en stuur het met een andere bestandsnaam.'
    : `Geef het dan eerst een andere titel: /titel ${number} ANDERE TITEL`;
  return `Dit wordt editie ${replaced.edition + 1}. Het komt in de plaats van ${was}: die tekst gaat weg. Is het een ander document? ${apart}`;
}

function occasion({ ownTicket, unasked }: PreviewOccasion): string[] {
  return [
    ...(ownTicket === null
      ? []
      : [
          `U hebt zelf ook een vraag bij ons: vraag ${ownTicket}. Is het bestand daarvoor? Kies dan “Bij mijn vraag ${ownTicket}”. De adviseur krijgt het, en het komt niet in het archief.`,
        ]),
    ...(unasked
      ? ['Wat u erbij schreef, heb ik niet als vraag gelezen. Is het een vraag? Typ hem dan zonder bestand.']
      : []),
  ];
}

/** About documents that are sent to the desk, in Dutch. */
export const documentNl: DocumentWording = {
  onlyBoard:
    'Alleen het bestuur kan een document in het archief zetten. Hebt u een stuk dat erin hoort? Geef het aan het bestuur. Hebt u er een vraag over? Typ dan uw vraag.',
  explain:
    'Zo zet u een document in het archief: stuur het bestand hier, bijvoorbeeld een PDF of een Word-bestand. Eerst laat ik zien wat ik heb gelezen. Daarna beslist u. Werkt u aan een vraag van een lid? Dan gaat een bestand naar dat lid. Zet in dat geval /document bij het bestand.',
  waiting: (documents) =>
    `Deze wachten op uw besluit:\n${documents.map(({ number, title }) => `${number}. ${shorten(title)}`).join('\n')}`,
  added: (documents) =>
    `Dit kwam er het laatst bij. Weer eruit? Typ /weghalen met het nummer.\n${documents.map(({ number, title }) => `${number}. ${shorten(title)}`).join('\n')}`,
  preview: (preview, how, days) =>
    [
      ...(how.again ? ['Het archief is intussen veranderd. Kijk nog een keer.'] : []),
      `Ik heb “${preview.edition.source}” gelezen. Het staat nog niet in het archief.`,
      details(preview),
      sample(preview),
      ...warnings(preview),
      place(preview),
      `Zet u het in het archief, dan kan iedereen het lezen en geeft de balie er antwoorden uit. Klopt de titel of de datum niet? Typ dan eerst:\n/titel ${preview.number} DE GOEDE TITEL\n/datum ${preview.number} 2025-11-25`,
      ...occasion(how),
      `Doet u niets? Dan gooi ik het na ${days} dagen weg.`,
    ].join('\n\n'),
  previewChoices: (number, ownTicket) => [
    { label: 'In het archief zetten', command: `/opnemen ${number}` },
    ...(ownTicket === null
      ? []
      : [{ label: `Bij mijn vraag ${ownTicket}`, command: `/bijvraag ${number} bij ${ownTicket}` }]),
    { label: 'Weggooien', command: `/weghalen ${number}` },
  ],
  showChoice: (number, title) => ({ label: `${number}. ${shorten(title, 30)}`, command: `/document ${number}` }),
  unreadable: (message) => `${message} Er komt nu niets van in het archief.`,
  noDocument: (names) =>
    `${names.map((name) => `“${name}”`).join(' en ')}: een foto, film of geluid is geen document voor het archief. Hoort het bij een vraag? Typ dan uw vraag.`,
  whichDocument: (number) =>
    number === null
      ? 'Welk document? Zet het nummer erachter. Typ /document om de nummers te zien.'
      : `Ik heb geen document met nummer ${number} dat op u wacht. Typ /document om de nummers te zien.`,
  whichTitle: 'Zet de titel achter het nummer, bijvoorbeeld: /titel 7 Jaarverslag 2025.',
  titleTooLong: (longest) => `Deze titel is te lang. Gebruik hoogstens ${longest} tekens.`,
  whichDate:
    'Zet de datum achter het nummer: /datum 7 2025-11-25. Alleen een maand of een jaar mag ook: 2025-11 of 2025.',
  put: (title, passages, replaced) =>
    `“${shorten(title)}” staat in het archief: ${counted(passages, 'stuk tekst', 'stukken tekst')}. De balie geeft er vanaf nu antwoorden uit.${replaced ? ' De vorige editie is weg.' : ''}`,
  putChoices: (number) => [{ label: 'Haal weer weg', command: `/weghalen ${number}` }],
  alreadyPut: (title) => `“${shorten(title)}” staat al in het archief.`,
  dropped: (title) => `“${shorten(title)}” is weggegooid. Er staat niets van in het archief.`,
  takenOut: (title, restored) =>
    `“${shorten(title)}” is weer uit het archief.${restored ? ' De editie van daarvoor staat er weer.' : ''}`,
  replacedSince: (title) =>
    `Van “${shorten(title)}” staat intussen een nieuwere editie in het archief, of het is al weg. Daarom haal ik niets weg.`,
  gone: 'Dit document is al weg. Stuur het bestand opnieuw als het er toch in moet.',
  messageGone: (title) => `U hebt het bericht met “${shorten(title)}” weggehaald. Daarom komt het niet in het archief.`,
  stillIn: (title) => `U hebt het bericht weggehaald. “${shorten(title)}” staat nog in het archief.`,
  putWithQuestion: (ticket) =>
    `Het bestand staat nu bij vraag ${ticket}. De adviseur krijgt het te zien. Het komt niet in het archief.`,
};
