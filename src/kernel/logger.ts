/** What a log line may carry: codes, counts and identifiers; never the text of a message, a name or a secret. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined | Error>>;

/** Port: the log. */
export interface Logger {
  debug(fields: LogFields, event: string): void;
  info(fields: LogFields, event: string): void;
  warn(fields: LogFields, event: string): void;
  error(fields: LogFields, event: string): void;
}

/** Keeps nothing; for commands whose output is for a person. */
export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
