/** What an advisor is preparing to send to the member of a ticket. */
export interface ReplyDraft {
  ticketId: string;
  /** Whose draft it is: each advisor has their own. */
  personId: string;
  /** Their own words; empty when they wrote none. */
  text: string;
  /** Which of the ticket's passages it cites, by their number on the card, from 1; in the order of choosing. */
  passages: readonly number[];
  changedAt: number;
}

/** Port: drafts, one for each advisor in a ticket. They are gone once they are sent. */
export interface DraftStore {
  findDraft(ticketId: string, personId: string): Promise<ReplyDraft | undefined>;
  /** Puts a draft in the place of the one before it. */
  saveDraft(draft: ReplyDraft): Promise<void>;
  /** False when there was none. */
  dropDraft(ticketId: string, personId: string): Promise<boolean>;
}
