import type { Language } from '../knowledge/document.ts';
import type { Message, ReplyDetails } from './conversation.ts';
import { decodePress, encodePress } from './press.ts';
import { buttonWordings } from './wording/button-wording.ts';

/** A button as a platform shows it: what stands on it, and what comes back when it is pressed (see `press.ts`). */
export interface Button {
  label: string;
  data: string;
}

/** How many sources stand beside each other. */
const sourcesInRow = 4;

/** The rows of buttons under a message; none for one that was taken back. */
export function buttonsOf({ id: messageId, details, helpful, deletedAt }: Message, language: Language): Button[][] {
  if (details === null || deletedAt !== null) return [];
  const wording = buttonWordings[language];
  const rate = (said: boolean) => ({
    label: said ? wording.helpful : wording.notHelpful,
    data: encodePress({ kind: 'rating', messageId, helpful: said }),
  });
  const open = details.ratable && helpful === null;
  return [
    ...choiceRows(messageId, details),
    ...(open ? [[rate(true), rate(false)]] : []),
    ...(details.ratable && helpful !== null ? [[ticked(rate(helpful))]] : []),
    ...sourceRows(messageId, details, language),
    ...(open ? [[{ label: wording.askAdvisor, data: encodePress({ kind: 'advisor', messageId }) }]] : []),
  ];
}

/** The same in a group: what everybody may press, and what the desk looks at who pressed it for. */
export function groupButtonsOf({ id, details, deletedAt }: Message, language: Language): Button[][] {
  if (details === null || deletedAt !== null) return [];
  return [...choiceRows(id, details), ...sourceRows(id, details, language)];
}

/**
 * The rows after the button with this data was pressed: only that one is left, with a tick, and the sources, which can be read
 * at any time. Undefined when nothing changes.
 */
export function afterPress(rows: readonly (readonly Button[])[], data: string): Button[][] | undefined {
  const pressed = rows.flat().find((button) => button.data === data);
  const kind = kindOf(data);
  if (!pressed || kind === undefined || kind === 'source' || kind === 'done') return undefined;
  const sources = rows.filter((row) => row.every((button) => kindOf(button.data) === 'source'));
  return [[ticked(pressed)], ...sources.map((row) => [...row])];
}

function choiceRows(messageId: string, { choices = [] }: ReplyDetails): Button[][] {
  return choices.map(({ label }, choice) => [{ label, data: encodePress({ kind: 'choice', messageId, choice }) }]);
}

function sourceRows(messageId: string, { citations }: ReplyDetails, language: Language): Button[][] {
  const sources = citations.map(({ number }) => ({
    label: buttonWordings[language].source(number),
    data: encodePress({ kind: 'source', messageId, number }),
  }));
  const rows: Button[][] = [];
  for (let at = 0; at < sources.length; at += sourcesInRow) rows.push(sources.slice(at, at + sourcesInRow));
  return rows;
}

function ticked({ label }: Button): Button {
  return { label: `✓ ${label}`, data: encodePress({ kind: 'done' }) };
}

function kindOf(data: string) {
  return decodePress(data)?.kind;
}
