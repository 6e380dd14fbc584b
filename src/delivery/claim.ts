/** Who takes rows to work on, so that nobody else does as long as the holder lives. */
export interface Claim {
  /** An instance's id, see {@link Presence}. */
  holder: string;
  /** Numbers of the rows that the holder works on already; others that it holds are given to it again. */
  except: readonly number[];
  /** Conversations whose rows have to wait. */
  exceptConversations?: readonly string[];
}
