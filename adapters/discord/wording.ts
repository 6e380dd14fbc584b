import type { Language } from '../../src/knowledge/document.ts';

/** What only Discord shows: the desk's own words stand in the core. */
export interface DiscordWording {
  /** Said to whoever wants to go on in private. */
  lookInMessages: string;
  /** Stands on the button for a thread, and is the name of that thread. */
  openThread: string;
  threadName: string;
  /** Said when the thread is there, and when it cannot be. */
  threadOpen(mention: string): string;
  noThread: string;
  /** Forms among advisors: what stands on the button, above the form, and above the field in it. */
  answer: FormWording;
  note: FormWording;
}

export interface FormWording {
  button: string;
  title: string;
  field: string;
}

export const wordings: Readonly<Record<Language, DiscordWording>> = {
  nl: {
    lookInMessages:
      'Kijk bij uw privéberichten: daar gaan wij verder. Komt er niets? Sta dan privéberichten toe: open het menu van deze server, kies Privacyinstellingen en zet Privéberichten aan. Druk daarna nog eens op de knop.',
    openThread: 'Verder in een besloten draad',
    threadName: 'Vraag aan de balie',
    threadOpen: (mention) =>
      `Wij gaan verder in ${mention}. Alleen u, de balie en de beheerders van deze server lezen daar mee.`,
    noThread: 'Een besloten draad kan hier niet. Kies de andere knop: dan gaan wij verder in een privébericht.',
    answer: { button: 'Antwoord aan het lid', title: 'Antwoord aan het lid', field: 'Dit leest het lid' },
    note: { button: 'Notitie', title: 'Notitie voor adviseurs', field: 'Het lid leest dit niet' },
  },
  en: {
    lookInMessages:
      'Look at your direct messages: we go on there. Is there nothing? Then allow direct messages: open the menu of this server, choose Privacy Settings and turn Direct Messages on. Then press the button again.',
    openThread: 'Go on in a private thread',
    threadName: 'Question to the desk',
    threadOpen: (mention) =>
      `We go on in ${mention}. Only you, the desk and the admins of this server read along there.`,
    noThread: 'A private thread is not possible here. Choose the other button: then we go on in a direct message.',
    answer: { button: 'Answer the member', title: 'Answer the member', field: 'This is what the member reads' },
    note: { button: 'Note', title: 'Note for advisors', field: 'The member does not read this' },
  },
};
