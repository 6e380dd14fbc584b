import { GrammyError } from 'grammy';
import type { SendResult } from '../../src/desk/channel.ts';

/** How long to wait when Telegram refuses the bot itself: somebody has to change a setting first. */
const refusedPauseMs = 5 * 60_000;

/** What failed, in one word for the log. grammY's errors hold the address with the token in it, and are never logged. */
export function codeOf(error: unknown): string {
  return error instanceof GrammyError ? `telegram_${error.error_code}` : 'telegram_unreachable';
}

/** Where a group is now, when that is why Telegram refused. */
export function movedTo(error: unknown): number | undefined {
  return error instanceof GrammyError ? error.parameters.migrate_to_chat_id : undefined;
}

/** Whether Telegram will not do it for this chat, however often it is asked. */
export function isRefusal(error: unknown): boolean {
  return error instanceof GrammyError && (error.error_code === 400 || error.error_code === 403);
}

/** Whether Telegram says that a message is already as it should be, or gone: then there is nothing left to do. */
export function nothingToChange(error: unknown): boolean {
  return (
    error instanceof GrammyError &&
    error.error_code === 400 &&
    /message is not modified|topic_not_modified|message to (?:edit|delete) not found|message can't be (?:edited|deleted)/i.test(
      error.description,
    )
  );
}

/** What is wrong with a topic, when that is why Telegram refused. */
export function topicTrouble(error: unknown): 'gone' | 'closed' | 'rights' | undefined {
  if (!(error instanceof GrammyError) || error.error_code !== 400) return undefined;
  const { description } = error;
  if (/thread not found|topic_deleted|topic_id_invalid/i.test(description)) return 'gone';
  if (/topic_closed/i.test(description)) return 'closed';
  return /not enough rights|admin_required/i.test(description) ? 'rights' : undefined;
}

/** How long Telegram wants to be left alone, in milliseconds; undefined when it says nothing of the kind. */
export function pauseAsked(error: unknown): number | undefined {
  if (!(error instanceof GrammyError)) return undefined;
  const { retry_after: seconds } = error.parameters;
  if (seconds !== undefined) return seconds * 1000;
  // A token that is not valid any more: 401, or 404 for one that never was.
  return error.error_code === 401 || error.error_code === 404 ? refusedPauseMs : undefined;
}

/** Whether Telegram says that too much was sent. */
export function isTooMuch(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code === 429;
}

/**
 * How an attempt to send ended that Telegram refused.
 *
 * @param pauseMs until the next attempt, when Telegram says nothing of it
 */
export function resultOf(error: unknown, pauseMs: number): SendResult {
  const asked = pauseAsked(error);
  if (asked !== undefined) return { kind: 'retry', afterMs: asked, code: codeOf(error) };
  const reason = error instanceof GrammyError ? whyNever(error) : undefined;
  return reason === undefined
    ? { kind: 'retry', afterMs: pauseMs, code: codeOf(error) }
    : { kind: 'undeliverable', reason };
}

/** Why a message can never arrive; undefined when it still may. */
function whyNever({ error_code: code, description }: GrammyError): string | undefined {
  if (code === 403) {
    if (/can't initiate/i.test(description)) return 'not_started';
    if (/deactivated/i.test(description)) return 'gone';
    return /kicked|not a member/i.test(description) ? 'removed' : 'blocked';
  }
  if (code !== 400) return undefined;
  if (/chat not found|upgraded|deactivated|peer_id_invalid/i.test(description)) return 'gone';
  if (/thread not found|topic_(?:closed|deleted)/i.test(description)) return 'topic_gone';
  return 'refused';
}
