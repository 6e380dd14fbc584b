import type { ErrorRequestHandler } from 'express';
import { toDeskError } from '../../src/kernel/errors.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import { pageContext, wordingOf } from './context.ts';
import { Refusal, type RefusalCode } from './refusal.ts';
import { noticePage } from './views/layout.ts';
import type { WebWording } from './wording/wording.ts';

/** What the body parser calls its errors, and what they are to us. */
const parserErrors: Readonly<Record<string, RefusalCode>> = {
  'entity.too.large': 'body_too_large',
  'parameters.too.many': 'body_too_large',
  'entity.parse.failed': 'bad_request',
  'request.aborted': 'bad_request',
  'request.size.invalid': 'bad_request',
  'encoding.unsupported': 'wrong_content_type',
  'charset.unsupported': 'wrong_content_type',
};

function refusalOfLibrary(error: unknown): Refusal | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'type' in error && typeof error.type === 'string' ? parserErrors[error.type] : undefined;
  if (code !== undefined) return new Refusal(code, { cause: error });
  // An address with a broken percent sign, a range outside a file, and the like: the request's fault, not ours.
  const status = 'status' in error ? error.status : undefined;
  if (typeof status !== 'number' || status < 400 || status >= 500) return undefined;
  return new Refusal(status === 404 ? 'not_found' : 'bad_request', { cause: error });
}

/** Whatever was thrown as a refusal; what nobody expected is logged whole and told to nobody. */
export function toRefusal(error: unknown, logger: Logger): Refusal {
  if (error instanceof Refusal) return error;
  const ofLibrary = refusalOfLibrary(error);
  if (ofLibrary !== undefined) return ofLibrary;
  const deskError = toDeskError(error);
  if (deskError.code === 'message_empty' || deskError.code === 'message_too_long') return new Refusal(deskError.code);
  if (deskError.code === 'database_unavailable') {
    logger.error({ error: deskError }, 'web request found no database');
    return new Refusal('unavailable', { cause: error });
  }
  if (deskError.expected) return new Refusal('bad_request', { cause: error, sentence: deskError.message });
  logger.error({ error: deskError }, 'web request failed');
  return new Refusal('internal', { cause: error });
}

function titleOf(refusal: Refusal, wording: WebWording): string {
  if (refusal.code === 'document_gone') return wording.documentGoneTitle;
  return refusal.status === 404 ? wording.notFoundTitle : wording.failureTitle;
}

/** The one place where an error becomes an answer: JSON for the script, a page for a person. */
export function errorHandler(options: { name: string; logger: Logger }): ErrorRequestHandler {
  return (error, request, response, next) => {
    const refusal = toRefusal(error, options.logger);
    if (response.headersSent) {
      next(error);
      return;
    }
    const sentence = refusal.sentence ?? wordingOf(request).refusals[refusal.code];
    response.status(refusal.status);
    if (refusal.retryAfterSeconds !== null) response.set('Retry-After', String(refusal.retryAfterSeconds));
    if (request.path.startsWith('/api/')) {
      response.json({ error: sentence, code: refusal.code });
      return;
    }
    const context = pageContext(request, options);
    const title = titleOf(refusal, context.wording);
    response.send(noticePage(context, { title, text: sentence }).toString());
  };
}
