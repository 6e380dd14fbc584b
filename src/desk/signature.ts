import type { Relay } from './conversation.ts';

/** Under whose name an advisor writes to members: their own, or that of the desk. */
export type Signature = { kind: 'advisor' } | { kind: 'desk'; name: string };

/** What members are told that an advisor is called; null when that is not told, or there is nothing to tell. */
export function nameToMember({ kind }: Signature, name: string | null): string | null {
  return kind === 'desk' ? null : name;
}

/** How what an advisor wrote is signed. */
export function signed(signature: Signature, name: string | null): Pick<Relay, 'from' | 'name' | 'byDesk'> {
  if (signature.kind === 'desk') return { from: 'advisor', name: signature.name, byDesk: true };
  return { from: 'advisor', name: name ?? '' };
}
