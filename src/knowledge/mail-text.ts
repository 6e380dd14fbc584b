import { collapseSpace } from './characters.ts';
import type { Line } from './lines.ts';

/** The header of an e-mail that was saved or printed as text. */
export interface MailHeader {
  from: string | null;
  /** As it stands there: `donderdag 5 juni 2025 13:14`. */
  sent: string | null;
  to: string | null;
  subject: string | null;
}

const fields: Readonly<Record<string, keyof MailHeader | 'other'>> = {
  van: 'from',
  from: 'from',
  afzender: 'from',
  verzonden: 'sent',
  sent: 'sent',
  datum: 'sent',
  date: 'sent',
  aan: 'to',
  to: 'to',
  cc: 'other',
  bcc: 'other',
  onderwerp: 'subject',
  subject: 'subject',
  bijlage: 'other',
  bijlagen: 'other',
  attachments: 'other',
};

const headerLine =
  /^\s*\**(van|from|afzender|verzonden|sent|datum|date|aan|to|cc|bcc|onderwerp|subject|bijlagen?|attachments)\s*:\**\s*(.*)$/i;

/**
 * Finds the header of a saved e-mail within the first lines: at least two different fields, a subject or a sent date among
 * them, with no more than a line between. The header's lines are made empty; they are details, not answers.
 */
export function takeMailHeader(lines: readonly Line[]): { lines: readonly Line[]; header: MailHeader | null } {
  const found = new Map<number, [keyof MailHeader | 'other', string]>();
  let last = -1;
  for (let i = 0, seen = 0; i < lines.length && i < 120 && seen < 40; i += 1) {
    const text = lines[i]?.text ?? '';
    if (text.trim() === '') continue;
    seen += 1;
    const match = text.length > 400 ? null : headerLine.exec(text);
    if (match === null) {
      if (last >= 0 && seen > last + 1) break;
      continue;
    }
    last = seen;
    found.set(i, [fields[(match[1] ?? '').toLowerCase()] ?? 'other', collapseSpace(match[2] ?? '')]);
  }
  const names = new Set([...found.values()].map(([name]) => name));
  if (names.size < 2 || !(names.has('subject') || names.has('sent')) || !(names.has('from') || names.has('to'))) {
    return { lines, header: null };
  }
  const value = (wanted: keyof MailHeader) => {
    const text =
      [...found.values()]
        .find(([name]) => name === wanted)?.[1]
        .replace(/<\s*>/g, '')
        .trim() ?? '';
    return text === '' ? null : text;
  };
  return {
    lines: lines.map((line, i) => (found.has(i) ? { ...line, text: '' } : line)),
    header: { from: value('from'), sent: value('sent'), to: value('to'), subject: value('subject') },
  };
}

const boilerplate: readonly RegExp[] = [
  /(?:bekijk|lees|open)\b.{0,40}\b(?:webversie|online versie|in (?:uw|je|de) browser)/i,
  /\b(?:afmelden|uitschrijven|unsubscribe)\b.{0,60}(?:nieuwsbrief|e-?mails?|hier|klik|list)|(?:nieuwsbrief|e-?mails? meer).{0,80}\b(?:afmelden|uitschrijven|afmeld)/i,
  /(?:geen|nooit meer) e-?mails? (?:meer )?(?:wilt?|wil) ontvangen/i,
  /deze e-?mail is (?:verstuurd|verzonden|gestuurd) (?:aan|naar)/i,
  /voeg .{1,120} toe aan (?:je|uw|jouw) adresboek/i,
  /(?:dit|deze) (?:e-?mail|e-?mailbericht|bericht).{0,80}(?:uitsluitend|alleen|vertrouwelijk).{0,80}(?:bestemd|geadresseerde|bedoeld)/i,
  /(?:niet|onterecht) de (?:bedoelde |beoogde )?(?:ontvanger|geadresseerde)/i,
  /denk aan het milieu|think before you print|consider the environment/i,
  /this e-?mail .{0,80}(?:confidential|intended (?:only|solely))/i,
];

/** Whether a sentence only keeps a mailing going (unsubscribe, web version, address book) or disclaims. */
export function isBoilerplate(sentence: string): boolean {
  return sentence.length < 600 && boilerplate.some((pattern) => pattern.test(sentence));
}
