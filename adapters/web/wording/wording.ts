import type { Language } from '../../../src/knowledge/document.ts';
import type { RefusalCode } from '../refusal.ts';
import { en } from './en.ts';
import { nl } from './nl.ts';

/** Every text of the pages themselves. What the desk says comes from the core. */
export interface WebWording {
  language: Language;
  /** Formats dates and times. */
  locale: string;
  /** Always in view: who answers, and that a human can be reached. */
  tagline: string;
  skipToQuestion: string;
  navigation: string;
  otherLanguage: { code: Language; label: string };
  conversation: string;
  documents: string;
  newConversation: string;
  confirmNewConversation: string;
  log: string;
  earlierMessages: string;
  you: string;
  desk: string;
  /** Beside the name of whoever wrote a relayed message. */
  aboutTicket: (ticket: number) => string;
  /** Says at a glance that no computer wrote it. */
  human: string;
  edited: string;
  withdrawn: string;
  sources: string;
  page: (page: number) => string;
  quote: string;
  openSource: (number: number) => string;
  /** Under a message that announces a ticket. */
  ticket: (number: number) => string;
  choices: string;
  ratingQuestion: string;
  helpful: string;
  notHelpful: string;
  ratedHelpful: string;
  ratedNotHelpful: string;
  examples: string;
  question: string;
  send: string;
  sendHint: string;
  withoutScript: string;
  refresh: string;
  documentsIntro: string;
  noDocuments: string;
  columns: { title: string; organisation: string; date: string; kind: string; passages: string };
  passageCount: (count: number) => string;
  backToConversation: string;
  backToDocuments: string;
  original: string;
  document: string;
  notFoundTitle: string;
  documentGoneTitle: string;
  failureTitle: string;
  passageGone: string;
  refusals: Readonly<Record<RefusalCode, string>>;
  /** What the page's script says; `{n}` is a number. */
  script: {
    searching: string;
    sending: string;
    sendAgain: string;
    waiting: string;
    offline: string;
    online: string;
    reload: string;
    left: string;
    over: string;
    empty: string;
  };
}

const wordings: Readonly<Record<Language, WebWording>> = { nl, en };

/** The texts in a language. */
export function wordingIn(language: Language): WebWording {
  return wordings[language];
}
