import type { Language } from '../knowledge/document.ts';
import type { Relay } from './conversation.ts';

const roleWords: Readonly<Record<Language, Readonly<Record<Relay['from'], string>>>> = {
  nl: { advisor: 'adviseur', member: 'lid' },
  en: { advisor: 'advisor', member: 'member' },
};

/**
 * Who wrote a relayed message, with what they are at the other end: `Adviseur Anna`. A name that says so itself (`een lid`) is
 * not told twice.
 */
export function writerLabel(
  { from, name, byDesk }: Pick<Relay, 'from' | 'name' | 'byDesk'>,
  language: Language,
): string {
  if (byDesk) return name;
  const role = roleWords[language][from];
  const words = name.toLowerCase().split(/\s+/);
  const label = words.includes(role) ? name : `${role} ${name}`.trim();
  return label.charAt(0).toUpperCase() + label.slice(1);
}

const aboutTicket: Readonly<Record<Language, (ticket: number) => string>> = {
  nl: (ticket) => `vraag ${ticket}`,
  en: (ticket) => `question ${ticket}`,
};

/** Who wrote it and what it is about, as it stands above a relayed message: `Adviseur Anna · vraag 12`. */
export function relayLabel(relay: Relay, language: Language): string {
  return `${writerLabel(relay, language)} · ${aboutTicket[language](relay.ticket)}`;
}
