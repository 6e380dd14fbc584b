import type { Ticket } from '../../queue/ticket.ts';
import type { FileRefusal } from '../attachments.ts';
import type { CommandName } from '../commands.ts';
import { archiveNl } from './archive-nl.ts';
import { documentNl } from './document-nl.ts';
import { figuresNl } from './figures-nl.ts';
import { intakeNl } from './intake-nl.ts';
import { shorten } from './label.ts';
import { profileNl } from './profile-nl.ts';
import type { QueueWording } from './queue-wording.ts';
import { replyNl } from './reply-nl.ts';
import { roomNl } from './room-nl.ts';

const use: Readonly<Record<CommandName, string>> = {
  vraag: '/vraag TEKST – stel een vraag aan het archief, ook als u met een adviseur praat',
  lees: '/lees NUMMER – lees de hele tekst van een bron bij het laatste antwoord',
  mijnvragen: '/mijnvragen – uw vragen aan adviseurs',
  intrekken: '/intrekken NUMMER – trek een vraag in',
  geholpen: '/geholpen NUMMER – zeg dat een adviseur u geholpen heeft',
  cijfer: '/cijfer CIJFER – geef daarna een cijfer van 1 tot en met 5',
  naam: '/naam UW NAAM – zo noemen wij u in dit gesprek',
  koppel: '/koppel CODE – meld u aan met een code van het bestuur',
  wachtrij: '/wachtrij – vragen die wachten',
  bekijk: '/bekijk NUMMER – lees een vraag met het gesprek erbij',
  neem: '/neem NUMMER – pak een vraag op',
  verder: '/verder NUMMER – ga verder met een vraag die u hebt',
  pauze: '/pauze – wat u typt, gaat niet meer naar een lid',
  citeer: '/citeer NUMMER – zet een stuk van de kaart in uw concept; nog eens haalt het eruit',
  concept: '/concept TEKST – schrijf uw antwoord eerst op; zonder tekst: bekijk het concept',
  verstuur: '/verstuur – stuur het concept naar het lid',
  weggooien: '/weggooien – gooi het concept weg',
  vraagmee: '/vraagmee NAAM VRAAG – laat een collega meedenken',
  antwoord: '/antwoord TEKST – stuur dit naar het lid',
  notitie: '/notitie TEKST – een notitie die het lid niet ziet',
  overdragen: '/overdragen NAAM – geef de vraag aan een collega',
  teruggeven: '/teruggeven REDEN – zet de vraag terug in de wachtrij',
  afronden: '/afronden – de vraag is beantwoord',
  voorstel: '/voorstel NUMMER – stel het antwoord op een vraag voor aan het archief',
  vraagtekst: '/vraagtekst NUMMER TEKST – verbeter de vraag in uw voorstel',
  bron: '/bron NUMMER TEKST – zeg waar het antwoord in uw voorstel staat',
  indienen: '/indienen NUMMER – geef uw voorstel aan het bestuur',
  voorstellen: '/voorstellen – voorstellen die op het bestuur wachten',
  goedkeuren: '/goedkeuren NUMMER – zet een voorstel in het archief',
  afwijzen: '/afwijzen NUMMER REDEN – neem een voorstel niet over',
  document: '/document – zet een document in het archief, of stuur gewoon het bestand',
  opnemen: '/opnemen NUMMER – zet een document dat ik gelezen heb in het archief',
  titel: '/titel NUMMER TITEL – geef het eerst een betere titel',
  datum: '/datum NUMMER DATUM – geef het eerst een andere datum, zoals 2025-11-25',
  weghalen: '/weghalen NUMMER – gooi het weg, of haal het weer uit het archief',
  bijvraag: '/bijvraag NUMMER bij VRAAG – het bestand hoort bij een eigen vraag, niet in het archief',
  cijfers: '/cijfers – wat de balie dit jaar deed (/cijfers 2025: een ander jaar)',
  adviesgroep: '/adviesgroep – maak van deze groep een adviesgroep (/adviesgroep uit: stop daarmee)',
  afwezig: '/afwezig tot 2026-12-31 – u krijgt tot en met die dag geen vragen (/afwezig nee: u bent er weer)',
  taal: '/taal NL of EN – de taal waarin wij u schrijven (/taal en: English)',
  privacy: '/privacy – wat wij bewaren, en wie het leest',
  regio: '/regio PLAATS – zeg uit welk dorp of welke gemeente u komt',
  overslaan: '/overslaan – u hoeft een vraag van de balie niet te beantwoorden',
  heropen: '/heropen NUMMER – ga verder met een vraag die gesloten is',
  profiel: '/profiel – zie en verander waarvoor u gevraagd wordt',
  help: '/help – deze lijst',
};

const refusedFiles: Readonly<Record<FileRefusal, string>> = {
  too_large: 'het bestand is te groot (hooguit 20 MB)',
  unavailable: 'het bestand kwam niet bij ons aan; stuur het nog eens',
  empty: 'het bestand is leeg',
  too_many: 'hooguit 10 bestanden in één bericht',
  too_much: 'samen te groot: hooguit 40 MB in één bericht',
  unknown_type: 'dit soort bestand geven we niet door; maak er een PDF of foto van',
};

/** How much of a question stands in a list, in characters. */
const longestQuestion = 120;

const states: Readonly<Record<Ticket['state'], string>> = {
  open: 'wacht op een adviseur',
  claimed: 'een adviseur is ermee bezig',
  waiting: 'de adviseur wacht op uw antwoord',
  resolved: 'beantwoord',
  closed: 'klaar',
  withdrawn: 'ingetrokken',
};

const takenBack = '(het lid haalde dit bericht weg)';

const line = ({ number, question }: Ticket) =>
  `${number}. ${question === '' ? takenBack : shorten(question, longestQuestion)}`;

const commandList = (known: readonly CommandName[]) => known.map((name) => use[name]).join('\n');

/** What the desk says about tickets, in Dutch. */
export const queueNl: QueueWording = {
  ...replyNl,
  ...archiveNl,
  theMember: 'Lid',
  theDesk: 'Balie',
  help: (unknown, known) =>
    `${unknown ? 'Die opdracht ken ik niet. ' : ''}Stel gewoon uw vraag, of gebruik een van deze opdrachten:\n\n${commandList(known)}`,
  commandList,
  whichLanguage: 'Welke taal wilt u? Typ: /taal nl (Nederlands) of /taal en (English).',
  languageChosen: 'Goed, wij schrijven u in het Nederlands.',
  privacy:
    'Een computer leest wat u hier schrijft en zoekt het antwoord in het archief. Wij bewaren uw berichten, en het nummer van uw account om u te kunnen antwoorden. Gaat uw vraag naar een adviseur, dan kunnen de adviseurs van de vereniging haar lezen, met het gesprek erbij. Uw account ziet een adviseur niet, en uw naam alleen als u die zelf geeft. Schrijf niet meer over uzelf en anderen dan nodig is. Wilt u weten wat wij van u hebben, of moet het weg? Vraag het aan het bestuur van de vereniging.',
  describe: (name) => use[name].split(' – ')[1] ?? name,
  notHere: 'Dat doe ik niet in een groep, want hier leest iedereen mee. Stuur het mij in een privégesprek.',
  goesOnPrivately:
    'Het archief weet dit niet. Een adviseur, een vrijwilliger van de vereniging, kan u verder helpen. Dat gaat in een privégesprek met mij verder.',
  notAllowed: 'Dit kunnen alleen adviseurs en bestuursleden. Bent u dat? Meld u dan aan met uw code: /koppel CODE.',
  onlyBoard: 'Dit kunnen alleen bestuursleden. Bent u dat? Meld u dan aan met uw code: /koppel CODE.',
  whichQuestion: 'Zet uw vraag achter het woord, bijvoorbeeld: /vraag Wie kan ons helpen met subsidie?',

  whichCode: 'Zet de code van het bestuur achter het woord, bijvoorbeeld: /koppel ABCD-EFGH-JKMN-PQRS.',
  linkCode: (code) =>
    `Typ dit in het andere programma waarin u ook bereikbaar wilt zijn:\n\n/koppel ${code}\n\nDe code werkt één keer en een week lang. Geef hem aan niemand.`,
  joined: {
    advisor: (name) =>
      `Welkom${name ? `, ${name}` : ''}. U bent nu adviseur. Nieuwe vragen die bij u passen, komen in dit gesprek. ${name ? '' : 'Zeg eerst hoe het lid u mag noemen: /naam UW VOORNAAM. '}Met /wachtrij ziet u wat er wacht, met /help wat u kunt doen.`,
    board: (name) =>
      `Welkom${name ? `, ${name}` : ''}. U bent aangemeld als bestuurslid. Met /wachtrij ziet u welke vragen wachten, met /help wat u kunt doen.`,
  },
  linked: (name) =>
    `Gelukt${name ? `, ${name}` : ''}. Dit gesprek hoort nu ook bij u. Berichten komen waar u het laatst was.`,
  unknownCode: 'Deze code werkt niet. Misschien is hij al gebruikt of verlopen. Vraag het bestuur om een nieuwe.',
  tooManyCodes: 'U hebt te vaak een code geprobeerd. Wacht een uur en probeer het dan nog eens.',
  whichName: 'Zet uw naam achter het woord, bijvoorbeeld: /naam Anna. Hooguit 40 letters.',
  named: (name) => `Goed, wij noemen u ${name}.`,

  claimedForMember: (ticket, advisor) =>
    `${advisor ?? 'Een adviseur'} heeft uw vraag ${ticket} opgepakt: een mens, geen computer. Wat u hier typt, gaat vanaf nu naar ${advisor ?? 'de adviseur'}. Wilt u tussendoor iets aan het archief vragen? Begin dan met /vraag.`,
  givenBackForMember: (ticket) =>
    `De adviseur kan toch niet verder met vraag ${ticket}. Uw vraag wacht weer op een adviseur. U hoeft niets te doen.`,
  resolvedForMember: (ticket) =>
    `De adviseur denkt dat vraag ${ticket} beantwoord is. Klopt dat? Typ “geholpen”. Nog niet? Typ “niet geholpen”. Dan gaat uw vraag verder.`,
  confirmed: (ticket) => `Fijn dat u geholpen bent. Vraag ${ticket} is klaar.`,
  remindMember: (ticket, advisor) =>
    `${advisor ?? 'De adviseur'} wacht nog op uw antwoord bij vraag ${ticket}. Typ het hier.`,
  warnStale: (ticket) =>
    `Wij hoorden bij vraag ${ticket} niets meer van u. Over een paar dagen sluiten we de vraag. Typt u iets, dan blijft hij open.`,
  closedForMember: (ticket) =>
    `Vraag ${ticket} is gesloten. Toch nog iets hierover? Typ /heropen ${ticket}. Hebt u een andere vraag? Stel hem gerust.`,
  ownTickets: (tickets) =>
    tickets.length === 0
      ? 'U hebt in dit gesprek nog geen vraag aan een adviseur.'
      : `Uw vragen aan adviseurs:\n\n${tickets.map((ticket) => `${line(ticket)} (${states[ticket.state]})`).join('\n')}`,
  whichToWithdraw: (tickets) =>
    tickets.length === 0
      ? 'Er is in dit gesprek geen vraag die u kunt intrekken.'
      : `Welke vraag wilt u intrekken? Typ /intrekken met het nummer:\n\n${tickets.map(line).join('\n')}`,
  withdrawn: (ticket) => `Vraag ${ticket} is ingetrokken. Hebt u een andere vraag? Stel hem gerust.`,
  advisorUnreachable: (ticket) =>
    `Uw bericht bij vraag ${ticket} kwam nog niet aan bij de adviseur. Het staat wel bij uw vraag. Hoort de adviseur niets, dan pakt een ander de vraag op.`,

  withdrawnWithMessage: (ticket) =>
    `U hebt uw bericht weggehaald. Daarom is vraag ${ticket} ingetrokken. Wilt u hem opnieuw stellen? Typ hem gerust nog eens.`,

  filesRefused: (files) =>
    `Dit is niet doorgestuurd:\n${files.map(({ name, why }) => `- ${name}: ${refusedFiles[why]}`).join('\n')}`,
  fileNeedsQuestion:
    'Een bestand kan ik niet lezen. Wat is uw vraag erbij? Typ hem hier. Gaat uw vraag naar een adviseur, dan krijgt die het bestand erbij.',
  filesNotRead:
    'Uw bestand heb ik niet gelezen: ik antwoord op wat u typt. Wilt u het een adviseur laten zien? Typ dan: adviseur.',
  filesKept: (ticket) => `Uw bestand staat bij vraag ${ticket}. De adviseur krijgt het te zien.`,
  filesWithCommand: 'Een bestand bij een opdracht gaat naar niemand. Stuur het apart.',
  unsupported: {
    location: 'Een locatie kan ik niet doorgeven. Typ liever het adres of de naam van de plek.',
    sticker: 'Leuk, maar stickers kan ik niet lezen. Typt u het even?',
    poll: 'Een peiling kan ik niet doorgeven. Typ uw vraag in gewone woorden.',
    contact: 'Een contact geef ik niet door: dat zijn gegevens van een ander. Typ alleen wat echt nodig is.',
    other: 'Dit soort bericht kan ik niet doorgeven. Typ uw vraag, of stuur een foto of document.',
  },
  offer: (ticket, reasons) =>
    `Er wacht een vraag die bij u past (vraag ${ticket.number}).\n\n“${shorten(ticket.question, longestQuestion)}”\n\n${reasons.length > 0 ? `Waarom u? U ${reasons.join('; u ')}.` : 'Wie hem oppakt, krijgt hem.'}`,
  offerChoices: (ticket) => [
    { label: `Vraag ${ticket} oppakken`, command: `/neem ${ticket}` },
    { label: 'Eerst bekijken', command: `/bekijk ${ticket}` },
  ],
  takenBy: (ticket, name) =>
    `Vraag ${ticket} is opgepakt door ${name ?? 'een andere adviseur'}. U hoeft niets te doen.`,
  queueList: (open, mine) =>
    [
      open.length === 0 ? 'Er wacht nu geen enkele vraag.' : `Deze vragen wachten:\n${open.map(line).join('\n')}`,
      mine.length === 0
        ? null
        : `Deze vragen hebt u:\n${mine.map((ticket) => `${line(ticket)} (${ticket.state === 'waiting' ? 'het lid is aan zet' : 'u bent aan zet'})`).join('\n')}`,
      open.length === 0 ? null : 'Oppakken: /neem NUMMER. Eerst lezen: /bekijk NUMMER.',
    ]
      .filter((part) => part !== null)
      .join('\n\n'),
  quoted: ({ question }) => (question === '' ? takenBack : `“${question}”`),
  cardTitle: (ticket, member, assignee) =>
    `Vraag ${ticket.number} van ${member ?? 'een lid'}${assignee === null ? '' : `, bij ${assignee}`}:`,
  whyNoAnswer: {
    nothing_found: 'De balie vond hierover niets in het archief.',
    not_answered: 'De balie vond iets wat erop lijkt, maar geen antwoord.',
    human_requested: 'Het lid vroeg om een mens.',
    not_helpful: 'De balie gaf een antwoord, maar dat hielp het lid niet.',
    failure: 'Er ging bij de balie iets mis.',
  },
  conversation: 'Het gesprek:',
  passages: 'Wat de balie in het archief bekeek:',
  notes: 'Notities van adviseurs:',
  claimed: (ticket) =>
    `U hebt vraag ${ticket}. Alles wat u nu gewoon typt, gaat naar het lid. Niet voor het lid? Begin met /notitie.`,
  workChoices: (ticket) => [
    { label: `Vraag ${ticket} afronden`, command: `/afronden ${ticket}` },
    { label: 'Teruggeven', command: `/teruggeven ${ticket}` },
    { label: 'Even iets anders', command: '/pauze' },
  ],
  ownTicket: 'Dit is uw eigen vraag. Een collega pakt hem op.',
  tryAgain: 'Dat lukte nu niet. Er is niets veranderd. Probeer het zo nog eens.',
  resumed: (ticket) => `U werkt nu aan vraag ${ticket}. Wat u typt, gaat naar het lid van vraag ${ticket}.`,
  resumeChoices: (ticket) => [{ label: `Verder met vraag ${ticket}`, command: `/verder ${ticket}` }],
  paused: 'Goed. Wat u typt, gaat nu naar de balie en niet naar een lid. Verder met een vraag? Typ /verder NUMMER.',
  alreadyYours: (ticket) => `Vraag ${ticket} hebt u al. Typ /verder ${ticket} om eraan te werken.`,
  refused: {
    taken: (ticket, assignee) => `Vraag ${ticket} is al opgepakt door ${assignee ?? 'een andere adviseur'}.`,
    not_yours: (ticket, assignee) => `Vraag ${ticket} is niet van u, maar van ${assignee ?? 'een andere adviseur'}.`,
    not_claimed: (ticket) => `Vraag ${ticket} heeft nog niemand. Pak hem eerst op: /neem ${ticket}.`,
    ended: (ticket) => `Vraag ${ticket} is al afgerond.`,
  },
  elsewhere: (ticket) =>
    `Dit bericht hoort bij vraag ${ticket}. Daar werkt u nu niet aan: wat u typt, gaat er niet naartoe.`,
  notSent: (ticket) =>
    `${ticket === null ? 'Deze vraag' : `Vraag ${ticket}`} is niet meer van u. Uw bericht is niet naar het lid gestuurd.`,
  editNotSent: (ticket) => `Vraag ${ticket} is niet van u. Het lid ziet niet wat u veranderde.`,
  undelivered: (ticket, reason) =>
    `Uw bericht bij vraag ${ticket} kwam niet aan bij het lid${reason === 'blocked' ? ': het lid heeft de balie geblokkeerd' : ''}.`,
  givenBack: (ticket) => `Vraag ${ticket} staat weer in de wachtrij.`,
  whichColleague: (names) =>
    names.length === 0
      ? 'Er is nog geen collega aan wie u de vraag kunt overdragen.'
      : `Aan wie? Kies een collega, of typ /overdragen met de naam: ${names.join(', ')}.`,
  handedOver: (ticket, name) => `Vraag ${ticket} is nu van ${name ?? 'uw collega'}.`,
  handedToYou: (ticket, from, text) =>
    `${from ?? 'Een collega'} droeg vraag ${ticket} aan u over.${text === '' ? '' : `\n\n“${text}”`}`,
  resolved: (ticket) => `Vraag ${ticket} is afgerond. Het lid mag zeggen of dat klopt.`,
  memberConfirmed: (ticket) => `Het lid van vraag ${ticket} is geholpen. Dank u wel!`,
  memberWithdrew: (ticket) => `Het lid heeft vraag ${ticket} ingetrokken. U hoeft niets meer te doen.`,
  memberTookBack: (ticket) => `Het lid haalde de tekst van vraag ${ticket} weg. Gebruik die tekst niet meer.`,
  whichTicket: (ticket) =>
    ticket === null
      ? 'Zet het nummer van de vraag erachter, bijvoorbeeld 12.'
      : `Er is geen vraag met nummer ${ticket}.`,
  noCurrent: 'U werkt nu niet aan een vraag. Typ eerst /verder met het nummer, of /wachtrij om te kiezen.',
  whichNote: 'Zet de notitie achter het woord, bijvoorbeeld: /notitie Ik bel morgen met de gemeente.',
  noted: (ticket) => `De notitie staat bij vraag ${ticket}. Het lid ziet haar niet.`,
  nudge: (ticket) => `Het lid van vraag ${ticket} wacht op u. Lukt het niet? Dan kunt u de vraag teruggeven.`,
  leaseEnded: (ticket) => `U was lang stil bij vraag ${ticket}. Daarom staat de vraag weer in de wachtrij.`,
  untilWhen: 'Tot en met welke dag bent u weg? Typ het zo: /afwezig tot 2026-12-31. Bent u er weer? Typ /afwezig nee.',
  absent: (until) => `Goed. Tot en met ${until} bieden wij u geen vragen aan.`,
  present: 'Welkom terug. U krijgt weer vragen aangeboden.',

  reopenChoices: (ticket) => [{ label: 'Toch nog een vraag hierover', command: `/heropen ${ticket}` }],
  whichToReopen: (tickets) =>
    tickets.length === 0
      ? 'Er is in dit gesprek geen gesloten vraag. Stel gerust een nieuwe vraag.'
      : `Met welke vraag wilt u verder? Typ /heropen met het nummer:\n\n${tickets.map(line).join('\n')}`,
  reopenedFor: (ticket, advisor) =>
    `Vraag ${ticket} is weer open. Wat u nu typt, gaat naar ${advisor ?? 'de adviseur'}.`,
  reopenedForQueue: (ticket) =>
    `Vraag ${ticket} is weer open en wacht op een adviseur. Wat wilt u nog weten? Schrijf het in uw volgende bericht. Dan zet ik het erbij.`,
  reopenedWith: (ticket, advisor) =>
    `Ik heb vraag ${ticket} weer geopend en uw bericht ${advisor === null ? 'erbij gezet' : `aan ${advisor} doorgegeven`}. Was dit een nieuwe vraag? Typ dan /vraag met uw vraag erachter.`,
  memberReopened: (ticket) => `Het lid wil verder met vraag ${ticket}. De vraag is weer van u.`,

  busyElsewhere: (own, current) =>
    `Let op: dit gaat over uw eigen vraag ${own}, maar u werkt nu aan vraag ${current}. Wat u typt, gaat naar het lid van vraag ${current}. Wilt u eerst zelf antwoorden? Typ dan /pauze.`,
  pauseChoices: [{ label: 'Even iets anders', command: '/pauze' }],
  pausedForOwn: (ticket) =>
    `Goed. Wat u typt, gaat nu naar de adviseur van uw eigen vraag ${ticket}. Weer verder met een vraag van een lid? Typ /verder NUMMER.`,
  knownFor: ({ profile, roles }) => {
    const { regions = [], expertises = [] } = profile ?? {};
    if (regions.length > 0) return `werkt in ${regions.join(', ')}`;
    if (expertises.length > 0) return `weet van ${expertises.map((one) => profileNl.expertise[one]).join(', ')}`;
    return roles.includes('board') ? 'bestuur' : 'adviseur';
  },
  nameless: 'Collega zonder naam',

  intake: intakeNl,
  profile: profileNl,
  documents: documentNl,
  figures: figuresNl,
  room: roomNl,
};
