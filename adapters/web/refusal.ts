/** Why a request was not carried out; the page's script and the wording know these words. */
export type RefusalCode =
  | 'bad_request'
  | 'body_too_large'
  | 'conversation_changed'
  | 'cross_origin'
  | 'message_empty'
  | 'message_too_long'
  | 'no_session'
  | 'not_found'
  | 'document_gone'
  | 'files_too_large'
  | 'internal'
  | 'rate_limited'
  | 'too_many_streams'
  | 'unavailable'
  | 'wrong_content_type';

const statuses: Readonly<Record<RefusalCode, number>> = {
  bad_request: 400,
  body_too_large: 413,
  conversation_changed: 409,
  cross_origin: 403,
  message_empty: 400,
  message_too_long: 413,
  no_session: 401,
  not_found: 404,
  document_gone: 404,
  files_too_large: 413,
  internal: 500,
  rate_limited: 429,
  too_many_streams: 429,
  unavailable: 503,
  wrong_content_type: 415,
};

/** A request that ends in an error answer. What the member reads of it comes from the wording, by its code. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly status: number;
  /** Seconds to wait before it makes sense to try again. */
  readonly retryAfterSeconds: number | null;
  /** What the desk itself says of it, in place of the wording. */
  readonly sentence: string | null;

  constructor(code: RefusalCode, options: { cause?: unknown; retryAfterSeconds?: number; sentence?: string } = {}) {
    super(code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Refusal';
    this.code = code;
    this.status = statuses[code];
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.sentence = options.sentence ?? null;
  }
}
