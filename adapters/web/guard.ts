import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { Refusal } from './refusal.ts';

/** Headers under which a page loads nothing from elsewhere, runs no inline script and cannot be framed. */
export function securityHeaders(): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'"],
          connectSrc: ["'self'"],
          fontSrc: ["'self'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          baseUri: ["'none'"],
        },
      },
      // The association's other sites are none of our business.
      strictTransportSecurity: { maxAge: 15_552_000, includeSubDomains: false },
      referrerPolicy: { policy: 'no-referrer' },
      xFrameOptions: { action: 'deny' },
    }),
    (_request, response, next) => {
      response.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
      next();
    },
  ];
}

function sameHost(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}

/**
 * Refuses a change that another site made the browser ask for. Sec-Fetch-Site decides where the browser sends it, Origin
 * otherwise; a client that sends neither is no browser, and holds no cookie that it was not given.
 */
export const refuseCrossOrigin: RequestHandler = (request, _response, next) => {
  if (request.method === 'GET' || request.method === 'HEAD') {
    next();
    return;
  }
  const site = request.get('Sec-Fetch-Site');
  const origin = request.get('Origin');
  const allowed = site === undefined ? origin === undefined || sameHost(origin, request.host) : site === 'same-origin';
  if (!allowed) throw new Refusal('cross_origin');
  next();
};
