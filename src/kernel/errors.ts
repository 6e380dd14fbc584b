/**
 * The one error tree. An error says whether it was to be expected: an expected error is somebody's situation (a wrong
 * setting, a corrupt file) and its message is read by that person; an unexpected one is our fault and is logged whole.
 */

/** What went wrong, in one word that code, logs and tests share. */
export type ErrorCode =
  | 'config_invalid'
  | 'usage'
  | 'database_newer'
  | 'database_unavailable'
  | 'server_running'
  | 'document_missing'
  | 'document_unsupported'
  | 'document_empty'
  | 'document_too_large'
  | 'document_encrypted'
  | 'document_corrupt'
  | 'document_image_only'
  | 'document_bomb'
  | 'metadata_invalid'
  | 'knowledge_invalid'
  | 'message_too_long'
  | 'message_empty'
  | 'not_found'
  | 'busy'
  | 'internal';

/** An error with a code, a cause and a message that its reader understands (Dutch where a person outside reads it). */
export class DeskError extends Error {
  readonly code: ErrorCode;
  /** True when it is somebody's situation rather than a fault of the program. */
  readonly expected: boolean;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; expected?: boolean } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DeskError';
    this.code = code;
    this.expected = options.expected ?? code !== 'internal';
  }
}

/** Any thrown value as a {@link DeskError}; what is not one yet becomes an unexpected `internal` error with its cause. */
export function toDeskError(thrown: unknown): DeskError {
  if (thrown instanceof DeskError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new DeskError('internal', message, { cause: thrown });
}
