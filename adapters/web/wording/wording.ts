import type { Language } from '../../../src/knowledge/document.ts';
import type { Receipt } from '../presenter.ts';
import type { RefusalCode } from '../refusal.ts';
import { en } from './en.ts';
import { nl } from './nl.ts';

/** What the page says when somebody else than the desk reads what is typed. */
export interface AddresseeWording {
  /** Above the text field. */
  line: string;
  /** In the header, in place of who answers otherwise. */
  tagline: string;
}

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
  /** A link to the desk on another platform, which opens in a window of its own. */
  goOnIn: (platform: string) => string;
  helpful: string;
  notHelpful: string;
  ratedHelpful: string;
  ratedNotHelpful: string;
  examples: string;
  question: string;
  /** Above the text field while somebody else than the desk reads what is typed there, by what they are. */
  addressee: Readonly<Record<'member' | 'advisor', (ticket: number, name: string | null) => AddresseeWording>>;
  attach: string;
  attachments: string;
  /** Under an own message that went to somebody else. */
  receipt: (receipt: Receipt) => string;
  /** In front of the words that a message replies to; for a screen reader. */
  repliesTo: string;
  edit: string;
  editLabel: string;
  save: string;
  cancel: string;
  takeBack: string;
  confirmTakeBack: string;
  takeBackYes: string;
  takeBackNo: string;
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
  /** What the page's script says; `{n}` is a number, `{name}` the name of a file. */
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
    /** Name of the text field while somebody else than the desk reads what is typed there. */
    message: string;
    removeFile: string;
    fileTooLarge: string;
    filesTooLarge: string;
    tooManyFiles: string;
    chosen: string;
  };
}

const wordings: Readonly<Record<Language, WebWording>> = { nl, en };

/** The texts in a language. */
export function wordingIn(language: Language): WebWording {
  return wordings[language];
}
