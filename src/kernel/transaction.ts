/**
 * Port: all or nothing. `S` names the stores that one piece of work sees.
 *
 * Work inside a transaction only talks to its stores: slow things (a model, OCR, a platform) stay outside, because an
 * embedded database has one writer and everyone else waits for it.
 */
export interface Transactor<S> {
  /** Runs the work in one transaction; a throw undoes all of it and is thrown on. */
  transaction<T>(work: (stores: S) => Promise<T>): Promise<T>;
  /** The same stores outside a transaction: each call is one of its own. */
  readonly stores: S;
}
