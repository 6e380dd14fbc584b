import type { Ticket } from '../../queue/ticket.ts';
import type { RoomWording } from './room-wording.ts';

const by = (advisor: string | null) => advisor ?? 'een adviseur';

const states: Readonly<Record<Ticket['state'], (advisor: string | null) => string>> = {
  open: () => 'open',
  claimed: (advisor) => `opgepakt door ${by(advisor)}`,
  waiting: (advisor) => `${by(advisor)} wacht op lid`,
  resolved: () => 'opgelost',
  closed: () => 'gesloten',
  withdrawn: () => 'ingetrokken',
};

const rule = 'Wat u hier typt, blijft onder adviseurs. Alleen /antwoord met uw tekst erachter gaat naar het lid.';

/** What the desk says in a group of advisors, in Dutch. */
export const roomNl: RoomWording = {
  title: ({ number, state, question }, assignee) =>
    [`#${number}`, states[state](assignee), question].filter((part) => part !== '').join(' · '),
  rule,

  groupNotHere: 'In dit programma kan ik nog geen adviesgroep bijhouden.',
  groupMade:
    'Dit is nu een adviesgroep: iedereen in deze groep kan de vragen van leden lezen. Elke vraag voor een adviseur krijgt hier een eigen plek. Wat u daar typt, blijft onder adviseurs. Alleen /antwoord met uw tekst erachter gaat naar het lid. Stoppen: /adviesgroep uit.',
  groupEnded: 'Dit is geen adviesgroep meer. Hier komen geen vragen van leden meer.',
  groupRefused:
    'Alleen een bestuurslid kan een groep tot adviesgroep maken. Dat gaat zo: typ /adviesgroep in die groep.',
  help: (unknown, commands) => `${unknown ? 'Die opdracht ken ik niet. ' : ''}${rule} Dit kan hier:\n\n${commands}`,
  groupRule: 'In deze groep doe ik alleen iets met opdrachten. Met /help ziet u welke. Het lid leest hier niet mee.',
  linkFirst:
    'Ik weet nog niet dat u adviseur bent. Stuur mij in een privégesprek /koppel met de code van het bestuur. Daarna kunt u hier meedoen.',
  whichRoom:
    'Bij welke vraag? Typ dit op de plek van de vraag, of zet het nummer erachter. Met /wachtrij ziet u de vragen.',
  needsRights:
    'Ik mag in deze groep geen onderwerp of thread openen. Daarom zet ik de vragen in de groep zelf: antwoord daar op de kaart. Geef mij het recht om onderwerpen of threads te beheren, dan krijgt elke nieuwe vraag een eigen plek.',

  claimed: (ticket, advisor) =>
    `${advisor ?? 'Een adviseur'} heeft vraag ${ticket}. Met /antwoord gaat uw tekst naar het lid, ook bij een foto of document. De rest blijft onder adviseurs.`,
  taken: (ticket, advisor) => `Vraag ${ticket} is opgepakt door ${by(advisor)}. Die werkt er ergens anders aan.`,
  workChoices: (ticket) => [
    { label: `Vraag ${ticket} afronden`, command: `/afronden ${ticket}` },
    { label: 'Overdragen', command: `/overdragen ${ticket}` },
    { label: 'Teruggeven', command: `/teruggeven ${ticket}` },
  ],
  free: (ticket) => `Vraag ${ticket} is weer vrij. Wie pakt hem op?`,
  reopened: (ticket, advisor) => `Het lid wil verder met vraag ${ticket}. De vraag is weer van ${by(advisor)}.`,
  ended: {
    resolved: (ticket) => `Vraag ${ticket} is afgerond.`,
    closed: (ticket) => `Vraag ${ticket} is gesloten.`,
    withdrawn: (ticket) => `Het lid heeft vraag ${ticket} ingetrokken.`,
  },
  handedInRoom: (ticket, from) =>
    `${from ?? 'Een collega'} droeg vraag ${ticket} aan u over. U werkt eraan in de adviesgroep. Zit u daar niet in? Typ dan /verder ${ticket}: dan werkt u hier verder.`,
  workedOnInRoom: (ticket) =>
    `Er is niets naar het lid gestuurd, want aan vraag ${ticket} werkt u in de adviesgroep. Wilt u hier verder? Typ /verder ${ticket} en stuur uw bericht opnieuw.`,
  nudge: (ticket, advisor) =>
    `${advisor ?? 'Beste adviseur'}, het lid van vraag ${ticket} wacht op u. Lukt het niet? Dan kunt u de vraag teruggeven.`,
  openedAgain: (ticket) =>
    `De plek van vraag ${ticket} was weg. Ik heb een nieuwe gemaakt. Met /bekijk leest u de vraag en het gesprek.`,
  lost: (ticket) =>
    `Ik kan in de adviesgroep niets meer schrijven. Vraag ${ticket} gaat daarom hier verder: typ /verder ${ticket}. Daarna gaat wat u typt naar het lid.`,

  whichAnswer: 'Zet uw antwoord achter het woord, bijvoorbeeld: /antwoord U kunt de zaal op maandag huren.',
  claimFirst: (ticket) =>
    `Er is niets naar het lid gestuurd, want vraag ${ticket} heeft nog niemand. Pak hem eerst op.`,
  alreadySent: 'Dit bericht is al naar het lid gestuurd.',
  stayedInside: 'Dit bleef onder adviseurs: het lid ziet het niet.',
  editStayed: 'Deze wijziging ziet het lid niet. Moet dat wel? Zet dan /antwoord voor uw tekst.',
  answerAnew:
    'Er is niets naar het lid gestuurd: een bericht dat u verandert, blijft onder adviseurs. Stuur /antwoord met uw tekst als nieuw bericht.',
  sendAfterAll: [{ label: 'Stuur dit naar het lid', command: '/antwoord' }],
};
