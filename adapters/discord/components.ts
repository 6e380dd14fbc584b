import { type Button, buttonsOf, groupButtonsOf } from '../../src/desk/buttons.ts';
import type { Posting } from '../../src/desk/channel.ts';
import type { Message } from '../../src/desk/conversation.ts';
import { decodePress } from '../../src/desk/press.ts';
import type { Place } from '../../src/desk/room.ts';
import { buttonWordings } from '../../src/desk/wording/button-wording.ts';
import type { Language } from '../../src/knowledge/document.ts';
import { isInHand } from '../../src/queue/machine.ts';
import type { Interaction } from './payload.ts';
import { wordings } from './wording.ts';

/** What Discord allows: rows, buttons in a row, and characters on a button. */
const mostRows = 5;
const mostInRow = 5;
const longestLabel = 80;

/** A row of buttons, as Discord reads it. */
export interface Row {
  type: 1;
  components: { type: 2; style: 1 | 2 | 3; label: string; custom_id: string; disabled?: true }[];
}

/** The data of the buttons that lead from a group to the private conversation: direct messages, or a thread for one. */
export const goPrivate = 'p';
export const goThread = 't';

/** The data of the buttons that open a form: for an answer to the member, and for a note among advisors. */
export const answerForm = 'a';
export const noteForm = 'n';

/** Who reads along where a message is shown, and whether a thread can be offered there for one of them. */
export type Surroundings = 'alone' | 'group' | 'group with threads';

/** The buttons under a message. */
export function rowsOf({ message, language, place, refs }: Posting, where: Surroundings): Row[] {
  if (where === 'alone') return drawn(buttonsOf(message, language));
  const goesOn = message.deletedAt === null && message.details?.continues === 'privately';
  const ways = [
    { label: buttonWordings[language].openPrivate, data: goPrivate },
    ...(where === 'group with threads' ? [{ label: wordings[language].openThread, data: goThread }] : []),
  ];
  const isTaken = place !== null && place.state !== 'open' && place.cardRef !== null && refs.includes(place.cardRef);
  const own = isTaken ? [] : groupButtonsOf(message, language);
  const forms = place && takesWords(message, place) ? [formButtons(language)] : [];
  return drawn([...(goesOn ? [ways] : []), ...own, ...forms]);
}

/** Whether an advisor who reads this may want to write about it: the member's words, and what can be done with their ticket. */
function takesWords({ deletedAt, relay, details }: Message, { state }: Place): boolean {
  if (deletedAt !== null || !isInHand(state)) return false;
  return relay?.from === 'member' || (details?.choices ?? []).length > 0;
}

function formButtons(language: Language): Button[] {
  const { answer, note } = wordings[language];
  return [
    { label: answer.button, data: answerForm },
    { label: note.button, data: noteForm },
  ];
}

/** Rows of buttons as they are drawn. When there are more rows than fit, buttons stand beside each other. */
export function drawn(rows: readonly (readonly Button[])[]): Row[] {
  return fitting(rows.filter((row) => row.length > 0)).map((row) => ({ type: 1, components: row.map(drawnButton) }));
}

/** The rows of the message under which something was pressed. */
export function rowsUnder({ message }: Interaction): Button[][] {
  return (message?.components ?? []).map(({ components }) =>
    (components ?? []).map(({ label, custom_id }) => ({ label: label ?? '', data: custom_id ?? '' })),
  );
}

function fitting(rows: readonly (readonly Button[])[]): (readonly Button[])[] {
  if (rows.length <= mostRows && rows.every((row) => row.length <= mostInRow)) return [...rows];
  const buttons = rows.flat().slice(0, mostRows * mostInRow);
  return Array.from({ length: Math.ceil(buttons.length / mostInRow) }, (_, row) =>
    buttons.slice(row * mostInRow, (row + 1) * mostInRow),
  );
}

function drawnButton({ label, data }: Button): Row['components'][number] {
  const press = decodePress(data);
  const shown = { type: 2 as const, label: shortened(label), custom_id: data };
  // What was chosen is shown, and cannot be pressed again.
  if (press?.kind === 'done') return { ...shown, style: 3, disabled: true };
  return { ...shown, style: press?.kind === 'source' ? 2 : 1 };
}

function shortened(label: string): string {
  const points = Array.from(label);
  return points.length <= longestLabel ? label : `${points.slice(0, longestLabel - 1).join('')}…`;
}
