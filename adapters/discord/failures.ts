import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import type { SendResult } from '../../src/desk/channel.ts';

/** How long to wait when Discord refuses the bot itself: somebody has to change a setting first. */
export const refusedPauseMs = 5 * 60_000;

/** How long to wait when Discord says that something goes too fast, and not for how long. */
const tooFastPauseMs = 60_000;

/** Codes of Discord's errors (documentation: Opcodes and Status Codes > JSON). */
const codes = {
  unknownChannel: 10003,
  unknownGuild: 10004,
  unknownMessage: 10008,
  unknownUser: 10013,
  unknownWebhook: 10015,
  unknownInteraction: 10062,
  openingTooFast: 40003,
  tooLarge: 40005,
  missingAccess: 50001,
  cannotMessageUser: 50007,
  editsOfOthers: 50005,
  missingPermissions: 50013,
  invalidWebhookToken: 50027,
  invalidRecipient: 50033,
  archivedThread: 50083,
  noSharedGuild: 50278,
  lockedThread: 160005,
} as const;

/** What failed, in one word for the log: never the request, which holds what people wrote. */
export function codeOf(error: unknown): string {
  if (error instanceof DiscordAPIError) return `discord_${error.status}_${error.code}`;
  if (error instanceof RateLimitError) return 'discord_429';
  return error instanceof HTTPError ? `discord_${error.status}` : 'discord_unreachable';
}

/** Whether Discord will not do it, however often it is asked. */
export function isRefusal(error: unknown): boolean {
  return error instanceof DiscordAPIError && [400, 403, 404].includes(error.status) && pauseAsked(error) === undefined;
}

/** What Discord answers; undefined when it refuses. */
export async function unlessRefused<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return undefined;
  }
}

/** Whether a reply cannot be filled in any more: it was waited for too long, or somebody took it away. */
export function isReplyOver(error: unknown): boolean {
  return has(error, codes.invalidWebhookToken, codes.unknownWebhook, codes.unknownInteraction, codes.unknownMessage);
}

/** Whether a message that is to be changed is not there any more: then there is nothing left to do. */
export function nothingToChange(error: unknown): boolean {
  return has(error, codes.unknownMessage, codes.editsOfOthers);
}

/** Whether a channel is not there any more. */
export function isGone(error: unknown): boolean {
  return has(error, codes.unknownChannel);
}

/** Whether the bot does not see a channel any more, as after it was put out of the server. */
export function isOutOfSight(error: unknown): boolean {
  return has(error, codes.missingAccess);
}

/** Whether a thread has to be opened again before anything can be written in it. */
export function isArchived(error: unknown): boolean {
  return has(error, codes.archivedThread);
}

/** What is wrong with a thread, when that is why Discord refused to show something there. */
export function threadTrouble(error: unknown): 'gone' | 'rights' | undefined {
  if (has(error, codes.unknownChannel, codes.lockedThread)) return 'gone';
  return lacksRights(error) ? 'rights' : undefined;
}

/** Whether the bot lacks a permission. */
export function lacksRights(error: unknown): boolean {
  return has(error, codes.missingAccess, codes.missingPermissions);
}

/** How long Discord wants to be left alone, in milliseconds; undefined when it says nothing of the kind. */
export function pauseAsked(error: unknown): number | undefined {
  if (error instanceof RateLimitError) return Math.max(error.retryAfter, 0);
  if (has(error, codes.openingTooFast)) return tooFastPauseMs;
  return error instanceof DiscordAPIError && error.status === 401 ? refusedPauseMs : undefined;
}

/**
 * How an attempt to send ended that Discord refused.
 *
 * @param pauseMs until the next attempt, when Discord says nothing of it
 */
export function resultOf(error: unknown, pauseMs: number): SendResult {
  const asked = pauseAsked(error);
  if (asked !== undefined) {
    // What is limited is a channel, unless Discord says that it is all.
    const itself = error instanceof RateLimitError && !error.global;
    return { kind: 'retry', afterMs: asked, code: codeOf(error), ...(itself && { receiverOnly: true }) };
  }
  const reason = error instanceof DiscordAPIError ? whyNever(error) : undefined;
  return reason === undefined
    ? { kind: 'retry', afterMs: pauseMs, code: codeOf(error) }
    : { kind: 'undeliverable', reason };
}

/** Why a message can never arrive; undefined when it still may. */
function whyNever(error: DiscordAPIError): string | undefined {
  if (has(error, codes.cannotMessageUser, codes.noSharedGuild)) return 'closed_to_messages';
  if (has(error, codes.missingAccess, codes.missingPermissions)) return 'not_allowed';
  if (has(error, codes.unknownChannel, codes.unknownUser, codes.unknownGuild, codes.invalidRecipient)) return 'gone';
  if (has(error, codes.lockedThread)) return 'locked';
  if (has(error, codes.tooLarge) || error.status === 413) return 'too_large';
  switch (error.status) {
    case 400:
      return 'refused';
    case 403:
      return 'not_allowed';
    case 404:
      return 'gone';
    default:
      return undefined;
  }
}

function has(error: unknown, ...wanted: number[]): boolean {
  return error instanceof DiscordAPIError && wanted.some((code) => code === error.code);
}
