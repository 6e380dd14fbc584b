import type { Language } from '../../knowledge/document.ts';

/** What stands on the buttons of a chat platform, and what is said when one is pressed. */
export interface ButtonWording {
  helpful: string;
  notHelpful: string;
  source(number: number): string;
  askAdvisor: string;
  openPrivate: string;
  takenBack: string;
  pressedBefore: string;
  pressedWrong: string;
}

export const buttonWordings: Readonly<Record<Language, ButtonWording>> = {
  nl: {
    helpful: 'Geholpen',
    notHelpful: 'Niet geholpen',
    source: (number) => `Bron ${number}`,
    askAdvisor: 'Vraag een adviseur',
    openPrivate: 'Verder in een privégesprek',
    takenBack: '(bericht ingetrokken)',
    pressedBefore: 'Dat hebt u al gekozen.',
    pressedWrong: 'Deze knop werkt niet meer.',
  },
  en: {
    helpful: 'It helped',
    notHelpful: 'It did not help',
    source: (number) => `Source ${number}`,
    askAdvisor: 'Ask an advisor',
    openPrivate: 'Go on in private',
    takenBack: '(message taken back)',
    pressedBefore: 'You chose that already.',
    pressedWrong: 'This button does not work any more.',
  },
};
