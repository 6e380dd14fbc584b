import type { Language } from '../../src/knowledge/document.ts';

/** What only Discord shows: the desk's own words stand in the core. */
export interface DiscordWording {
  /** Said to whoever wants to go on in private. */
  lookInMessages: string;
}

export const wordings: Readonly<Record<Language, DiscordWording>> = {
  nl: {
    lookInMessages:
      'Kijk bij uw privéberichten: daar gaan wij verder. Komt er niets? Sta dan privéberichten toe: open het menu van deze server, kies Privacyinstellingen en zet Privéberichten aan. Druk daarna nog eens op de knop.',
  },
  en: {
    lookInMessages:
      'Look at your direct messages: we go on there. Is there nothing? Then allow direct messages: open the menu of this server, choose Privacy Settings and turn Direct Messages on. Then press the button again.',
  },
};
