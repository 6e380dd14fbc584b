/** Something that happened, for whoever looks after it. */
export interface Signal {
  /** What it is about, as `knowledge` or the name of a channel. */
  topic: string;
  /** Which one, in terms of the topic; holds no text of people. At most a few hundred characters. */
  subject: string;
}

/** What hears signals. */
export interface SignalListener {
  heard(signal: Signal): void;
  /** Signals may have been missed: look at everything. */
  missed(): void;
}

/**
 * Port: words to the other processes that share the database. They save waiting and nothing more: one can get lost, so
 * whoever listens looks by itself now and then too.
 */
export interface Signals {
  /** Tells the others; never throws and waits for nothing. */
  tell(signal: Signal): void;
  /** Hears what others tell until the database is closed. */
  listen(listener: SignalListener): void;
}
