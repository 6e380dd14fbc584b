import { randomUUID } from 'node:crypto';

/** A new identifier that nobody can guess (UUID version 4, RFC 9562). */
export function newId(): string {
  return randomUUID();
}
