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
export function writerLabel({ from, name }: Pick<Relay, 'from' | 'name'>, language: Language): string {
  const role = roleWords[language][from];
  const words = name.toLowerCase().split(/\s+/);
  const label = words.includes(role) ? name : `${role} ${name}`.trim();
  return label.charAt(0).toUpperCase() + label.slice(1);
}
