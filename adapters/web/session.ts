import { createHash, randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import { Refusal } from './refusal.ts';

/** A browser that talks to the desk. */
export interface Session {
  /** Key of its conversation: a hash of the secret in the cookie, so that a stolen database opens no conversation. */
  conversationKey: string;
  /** What a page may know of the conversation it shows, to notice that another tab began a new one. Gives no access. */
  tag: string;
}

const tokenPattern = /^[A-Za-z0-9_-]{43}$/;

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function sessionOfToken(token: string): Session {
  const conversationKey = sha256(token);
  return { conversationKey, tag: sha256(`tag:${conversationKey}`).slice(0, 16) };
}

// `__Host-` makes the browser itself refuse the cookie from a sister domain; it exists on https only.
function cookieName(request: Request): string {
  return request.secure ? '__Host-balie' : 'balie';
}

/** The value of a cookie, as it was sent; undefined when there is none. */
export function readCookie(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const separator = pair.indexOf('=');
    if (separator > 0 && pair.slice(0, separator).trim() === name) return pair.slice(separator + 1).trim();
  }
  return undefined;
}

/** The session that the cookie of this request stands for; undefined without a cookie that we could have made. */
export function readSession(request: Request): Session | undefined {
  const token = readCookie(request, cookieName(request));
  return token !== undefined && tokenPattern.test(token) ? sessionOfToken(token) : undefined;
}

/** The session of this request; when the page that asks says which conversation it shows, it must be this session's. */
export function authenticate(request: Request): Session {
  const session = readSession(request);
  if (session === undefined) throw new Refusal('no_session');
  const tag = request.get('X-Conversation') ?? request.query['conversation'];
  if (tag !== undefined && tag !== session.tag) throw new Refusal('conversation_changed');
  return session;
}

/** Starts a new session in this browser; the one before it can no longer be reached with the new cookie. */
export function startSession(request: Request, response: Response, maxAgeDays: number): Session {
  const token = randomBytes(32).toString('base64url');
  setSessionCookie(request, response, token, maxAgeDays);
  return sessionOfToken(token);
}

/** Lets a session that is in use live on. */
export function prolongSession(request: Request, response: Response, maxAgeDays: number): void {
  const token = readCookie(request, cookieName(request));
  if (token !== undefined) setSessionCookie(request, response, token, maxAgeDays);
}

function setSessionCookie(request: Request, response: Response, token: string, maxAgeDays: number): void {
  response.cookie(cookieName(request), token, {
    httpOnly: true,
    sameSite: 'strict',
    secure: request.secure,
    path: '/',
    maxAge: maxAgeDays * 86_400_000,
  });
}
