import type { NewEdition } from '../../knowledge/knowledge-store.ts';
import type { PersonalDatum } from '../../people/personal-data.ts';
import type { Choice } from '../conversation.ts';

/** What a board member reads of a document before it goes into the archive. */
export interface Preview {
  number: number;
  edition: NewEdition;
  sections: number;
  passages: number;
  /** One of its passages, to see that it was read well. */
  sample: { text: string; section: string | null; page: number | null };
  /** What it takes the place of, by the name of its file or else by its title; null when it is new. */
  replaced: { title: string; date: string | null; edition: number; sameName: boolean } | null;
  /** Title of a document that says the same; null when there is none. */
  same: string | null;
  /** Whether another document, that it does not replace, has this title. */
  sameTitle: boolean;
  /** What in it looks personal. */
  personal: readonly PersonalDatum[];
}

/** How a preview came about. */
export interface PreviewOccasion {
  /** The question of its sender's own that it may belong to; null when none. */
  ownTicket: number | null;
  /** Set when something was written with the file that the desk did not take for a question. */
  unasked?: true;
  /** Set when the archive changed since the preview before it. */
  again?: true;
}

/** What the desk says about documents that are sent to it; all but the refusal to the board. */
export interface DocumentWording {
  /** To who may not. */
  onlyBoard: string;
  explain: string;
  waiting(documents: readonly { number: number; title: string }[]): string;
  added(documents: readonly { number: number; title: string }[]): string;
  preview(preview: Preview, occasion: PreviewOccasion, days: number): string;
  previewChoices(number: number, ownTicket: number | null): Choice[];
  showChoice(number: number, title: string): Choice;
  /** A file that could not be read, and why. */
  unreadable(message: string): string;
  noDocument(names: readonly string[]): string;
  whichDocument(number: number | null): string;
  whichTitle: string;
  titleTooLong(longest: number): string;
  whichDate: string;
  put(title: string, passages: number, replaced: boolean): string;
  putChoices(number: number): Choice[];
  alreadyPut(title: string): string;
  dropped(title: string): string;
  takenOut(title: string, restored: boolean): string;
  replacedSince(title: string): string;
  /** It was thrown away or taken out before. */
  gone: string;
  /** The message that it came with was taken back. */
  messageGone(title: string): string;
  /** The message that it came with is taken back, and it is in the archive. */
  stillIn(title: string): string;
  putWithQuestion(ticket: number): string;
}
