import type { Platform } from './platform.ts';
import type { Call } from './rest-server.ts';

/** What a route does: gives the body of its answer, undefined for an empty one. */
type Handler = (platform: Platform, call: Call, ids: string[]) => unknown;

export interface Route {
  method: string;
  /** Starts at the first and ends at the last sign of the path; its groups are the ids. */
  path: RegExp;
  handle: Handler;
}

/** @param path with `{}` for an id or a token, `/channels/{}/messages` */
export function route(method: string, path: string, handle: Handler): Route {
  return { method, path: new RegExp(`^${path.replaceAll('{}', '([^/]+)')}$`), handle };
}
