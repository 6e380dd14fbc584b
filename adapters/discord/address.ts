/**
 * The private conversation with an account, or a channel: of text, a thread, a post in a forum. `card` is the number of the ticket
 * whose place is a card in it, and not all of it.
 */
export type Address = { kind: 'user'; id: string } | { kind: 'channel'; id: string; card?: number };

/**
 * The key of a conversation. That of a private one is made of the account and not of its channel, so that the core finds the
 * private conversation of whoever writes among others.
 */
export function keyOf(address: Address): string {
  if (address.kind === 'user') return `u${address.id}`;
  return `c${address.id}${address.card === undefined ? '' : `#${address.card}`}`;
}

/** Where a conversation is; undefined for a key that is none of ours. */
export function addressOf(key: string): Address | undefined {
  const user = /^u(\d{1,20})$/.exec(key)?.[1];
  if (user !== undefined) return { kind: 'user', id: user };
  const [, id, card] = /^c(\d{1,20})(?:#(\d{1,9}))?$/.exec(key) ?? [];
  if (id === undefined) return undefined;
  return { kind: 'channel', id, ...(card !== undefined && { card: Number(card) }) };
}

/** The first moment that ids of Discord know, in milliseconds since 1970. */
const epoch = 1_420_070_400_000n;

/** When something with this id was made, in milliseconds since 1970. */
export function timeOf(id: string): number {
  return Number((BigInt(id) >> 22n) + epoch);
}

/** An id before that of everything that was made from this moment on. */
export function idBefore(time: number): string {
  const since = BigInt(Math.max(0, Math.floor(time))) - epoch;
  return String(since <= 0n ? 0n : (since << 22n) - 1n);
}

/** How the member's side of a slash command is known: it is no message, and has an id all the same. */
export function interactionRef(id: string): string {
  return `i${id}`;
}

/** Whether this is the id of a message, and not of a slash command. */
export function isMessageRef(ref: string): boolean {
  return /^\d{1,20}$/.test(ref);
}
