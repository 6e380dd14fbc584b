import type { Permission } from '../people/permissions.ts';

/** What can be typed, or pressed, instead of said. `argument` says what may follow the word. */
const commands = {
  koppel: { may: 'redeem_code', argument: 'text' },
  vraag: { may: 'ask', argument: 'text' },
  naam: { may: 'choose_name', argument: 'text' },
  mijnvragen: { may: 'see_own_tickets', argument: 'none' },
  intrekken: { may: 'withdraw_own_ticket', argument: 'ticket' },
  wachtrij: { may: 'see_queue', argument: 'none' },
  bekijk: { may: 'see_ticket', argument: 'ticket' },
  neem: { may: 'claim', argument: 'ticket' },
  verder: { may: 'work_on_ticket', argument: 'ticket' },
  pauze: { may: 'work_on_ticket', argument: 'none' },
  teruggeven: { may: 'work_on_ticket', argument: 'ticket' },
  overdragen: { may: 'work_on_ticket', argument: 'text' },
  afronden: { may: 'work_on_ticket', argument: 'ticket' },
  notitie: { may: 'note', argument: 'text' },
  afwezig: { may: 'be_absent', argument: 'text' },
  help: { may: 'ask', argument: 'none' },
} as const satisfies Record<string, { may: Permission; argument: 'none' | 'text' | 'ticket' }>;

export type CommandName = keyof typeof commands;

/** A command as it was typed. */
export interface Command {
  name: CommandName;
  permission: Permission;
  /** What stood behind the word; empty when nothing. */
  text: string;
  /** The number of the ticket, for a command that takes one; null when none or no number was given. */
  ticket: number | null;
}

const names = Object.keys(commands) as CommandName[];

/** What can be typed for each command: its name, and words that people would expect. */
const words: ReadonlyMap<string, CommandName> = new Map([
  ...names.map((name) => [name, name] as const),
  ['hulp', 'help'],
  ['claim', 'neem'],
  ['terug', 'teruggeven'],
  ['klaar', 'afronden'],
]);

/** These are understood as a wish, in `intent.ts`. */
const wishes = new Set(['adviseur', 'start']);

/**
 * Reads a command. `undefined` when the text is none; `unknown` when it looks like one and is not: who types it is helped on,
 * never met with silence.
 */
export function parseCommand(text: string): Command | 'unknown' | undefined {
  // Telegram adds the name of the bot in a group: /neem@dorpsbalie 12.
  const match = /^\s*\/([\p{L}_]+)(?:@\w+)?(?:\s+([\s\S]*))?$/u.exec(text);
  if (!match) return undefined;
  const word = (match[1] ?? '').toLowerCase();
  if (wishes.has(word)) return undefined;
  const name = words.get(word);
  if (name === undefined) return 'unknown';
  const rest = (match[2] ?? '').trim();
  const { may, argument } = commands[name];
  const number = argument === 'ticket' ? /^#?(\d{1,9})\b/.exec(rest)?.[1] : undefined;
  return { name, permission: may, text: rest, ticket: number === undefined ? null : Number(number) };
}

/** What a text asks of the desk: all of it, or what stands behind `/vraag`; undefined for any other command. */
export function questionIn(text: string): string | undefined {
  const command = parseCommand(text);
  if (command === undefined) return text;
  return command !== 'unknown' && command.name === 'vraag' && command.text !== '' ? command.text : undefined;
}

/** The commands that somebody with these permissions can use, for the help. */
export function commandsFor(allowed: (permission: Permission) => boolean): CommandName[] {
  return names.filter((name) => allowed(commands[name].may));
}
