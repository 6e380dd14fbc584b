import type { Request } from 'express';
import type { ChannelReport } from '../../src/delivery/report.ts';
import type { Receiver, WayIn } from '../../src/desk/channel.ts';
import type { AddresseeStores } from '../../src/desk/queue/addressee.ts';
import type { Signature } from '../../src/desk/signature.ts';
import type { DeskStores } from '../../src/desk/stores.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import { type Language, languages } from '../../src/knowledge/document.ts';
import { readCookie } from './session.ts';
import type { StreamHub } from './streams.ts';
import type { PageContext } from './views/layout.ts';
import type { MessageContext } from './views/message.ts';
import { type WebWording, wordingIn } from './wording/wording.ts';

/** Name of the channel, as it stands in the database. */
export const channelName = 'web';

/** Characters that a message may have, both ways; the wording says the same number. */
export const maxTextLength = 4_000;

/** What `GET /health` tells: whether the desk works, and counts; never anything of a member. */
export type Health = { ok: boolean } & Readonly<Record<string, string | number | boolean | null>>;

/** What the routes work with. */
export interface WebContext {
  stores: {
    conversations: Pick<
      DeskStores['conversations'],
      | 'findConversation'
      | 'findConversationByKey'
      | 'findMessage'
      | 'findAttachment'
      | 'relaysOf'
      | 'shownMessages'
      | 'newestShown'
      | 'changedSince'
    >;
    outbox: Pick<DeskStores['outbox'], 'relayEndingsOf'>;
    people: AddresseeStores['people'];
    tickets: AddresseeStores['tickets'];
    knowledge: Pick<DeskStores['knowledge'], 'findDocument' | 'listDocuments' | 'passagesOf'>;
  };
  /** Null until the desk is there. */
  receiver: () => Receiver | null;
  hub: StreamHub;
  logger: Logger;
  clock: Clock;
  health: () => Promise<Health>;
  metrics: () => Promise<readonly ChannelReport[]>;
  name: string;
  /** Where else the desk is, with a question to go on with. */
  elsewhere: (question: string | null) => readonly WayIn[];
  /** Under whose name advisors write to members. */
  signature: Signature;
  examples: Readonly<Record<Language, readonly string[]>>;
  timeZone: string;
  sessionDays: number;
}

/** Name of the cookie, and of the query, that say the language of the pages. */
export const languageCookieName = 'taal';

/** The language in a query or cookie value; undefined when it is none of ours. */
export function parseLanguage(value: unknown): Language | undefined {
  return languages.find((language) => language === value);
}

/** The texts in the language that this browser chose; Dutch when it chose none. */
export function wordingOf(request: Request): WebWording {
  return wordingIn(parseLanguage(readCookie(request, languageCookieName)) ?? 'nl');
}

/** What a page in this browser's language needs. */
export function pageContext(request: Request, web: Pick<WebContext, 'name'>): PageContext {
  return { wording: wordingOf(request), name: web.name };
}

/** What a message in this browser's language, of a conversation in its own, needs. */
export function messageContext(
  request: Request,
  web: Pick<WebContext, 'timeZone' | 'clock'>,
  language: Language | null,
): MessageContext {
  return { wording: wordingOf(request), language, timeZone: web.timeZone, now: web.clock.now() };
}
