/** The engines that the desk runs on, as the health address and the log name them. */
export type Engine = 'sqlite' | 'postgresql';

/** Where the database is. */
export type DatabaseConfig =
  /** A file in this directory, made when there is none. */
  | { kind: 'sqlite'; directory: string }
  /** In memory, gone when it is closed: for a trial and for tests. */
  | { kind: 'sqlite-memory' }
  /** A server; the URL may hold a password and never reaches a message or a log. */
  | { kind: 'postgresql'; url: string };
