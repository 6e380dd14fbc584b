import type { NewPassage } from '../../knowledge/document.ts';
import type { NewEdition } from '../../knowledge/knowledge-store.ts';

/** An edition with its passages, ready for the archive. */
export interface ReadyEdition {
  edition: NewEdition;
  passages: readonly NewPassage[];
}

/**
 * Where a draft stands: `waiting` for who sent it, `added` to the archive, or `dropped`: thrown away, taken out of the archive
 * again, or put with a question.
 */
export type DraftState = 'waiting' | 'added' | 'dropped';

/** A document that a board member sent, as it was read. */
export interface DocumentDraft extends ReadyEdition {
  /** What its sender calls it by. */
  number: number;
  /** Who sent it, and the message that it came with. */
  personId: string;
  messageId: string;
  state: DraftState;
  /** The edition in the archive whose place it takes, by its number, as its sender was shown; 0 when none. */
  replaces: number;
  /** What it took the place of, to be put back; null when nothing. */
  former: ReadyEdition | null;
  /** When it was sent, or shown anew since: from then on it waits. */
  createdAt: number;
}

export type NewDocumentDraft = Omit<DocumentDraft, 'number' | 'state' | 'former'>;

/** A draft in a list: without its text. */
export type ListedDraft = Pick<DocumentDraft, 'number' | 'personId' | 'messageId' | 'state' | 'edition'>;

/** Port: documents that board members sent, before and after they decided on them. */
export interface DocumentDraftStore {
  /** Keeps a draft under the next number, waiting. */
  addDraft(draft: NewDocumentDraft): Promise<DocumentDraft>;
  findDraft(number: number): Promise<DocumentDraft | undefined>;
  /** The newest in this state, of one person or of all, at most `limit`; newest first. */
  listDrafts(state: DraftState, limit: number, personId?: string): Promise<ListedDraft[]>;
  /** Changes a draft that is in this state, in one statement; false, and nothing done, when it is not. */
  changeDraft(
    number: number,
    from: DraftState,
    change: Partial<Omit<DocumentDraft, 'number' | 'personId' | 'messageId'>>,
  ): Promise<boolean>;
  /** What came with this message and was taken for a document, whatever became of it; oldest first. */
  draftsOf(messageId: string): Promise<ListedDraft[]>;
  /** Forgets what was sent before this moment and is in nobody's hands any more: all but what was added. Gives how many. */
  forgetBefore(moment: number): Promise<number>;
}
