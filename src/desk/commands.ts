import type { Permission } from '../people/permissions.ts';

/**
 * What can be typed, or pressed, instead of said. `argument` says what may follow the word: `ticket` is its number and then any text,
 * `numbered` is a number that a button follows with the ticket that it is meant for (`/citeer 2 bij 12`), `item` a number of
 * something else and then any text.
 */
const commands = {
  koppel: { may: 'redeem_code', argument: 'text' },
  vraag: { may: 'ask', argument: 'text' },
  lees: { may: 'ask', argument: 'ticket' },
  naam: { may: 'choose_name', argument: 'text' },
  mijnvragen: { may: 'see_own_tickets', argument: 'none' },
  intrekken: { may: 'withdraw_own_ticket', argument: 'ticket' },
  geholpen: { may: 'judge_own_ticket', argument: 'ticket' },
  cijfer: { may: 'judge_own_ticket', argument: 'numbered' },
  wachtrij: { may: 'see_queue', argument: 'none' },
  bekijk: { may: 'see_ticket', argument: 'ticket' },
  neem: { may: 'claim', argument: 'ticket' },
  verder: { may: 'work_on_ticket', argument: 'ticket' },
  pauze: { may: 'work_on_ticket', argument: 'none' },
  teruggeven: { may: 'work_on_ticket', argument: 'ticket' },
  citeer: { may: 'work_on_ticket', argument: 'numbered' },
  concept: { may: 'work_on_ticket', argument: 'text' },
  verstuur: { may: 'work_on_ticket', argument: 'ticket' },
  weggooien: { may: 'work_on_ticket', argument: 'ticket' },
  vraagmee: { may: 'work_on_ticket', argument: 'ticket' },
  overdragen: { may: 'work_on_ticket', argument: 'ticket' },
  afronden: { may: 'work_on_ticket', argument: 'ticket' },
  antwoord: { may: 'work_on_ticket', argument: 'text' },
  notitie: { may: 'note', argument: 'text' },
  voorstel: { may: 'propose_to_archive', argument: 'ticket' },
  vraagtekst: { may: 'propose_to_archive', argument: 'ticket' },
  bron: { may: 'propose_to_archive', argument: 'ticket' },
  indienen: { may: 'propose_to_archive', argument: 'ticket' },
  voorstellen: { may: 'decide_on_proposals', argument: 'none' },
  goedkeuren: { may: 'decide_on_proposals', argument: 'ticket' },
  afwijzen: { may: 'decide_on_proposals', argument: 'ticket' },
  document: { may: 'add_document', argument: 'item' },
  opnemen: { may: 'add_document', argument: 'item' },
  titel: { may: 'add_document', argument: 'item' },
  datum: { may: 'add_document', argument: 'item' },
  weghalen: { may: 'add_document', argument: 'item' },
  bijvraag: { may: 'add_document', argument: 'numbered' },
  cijfers: { may: 'see_figures', argument: 'text' },
  adviesgroep: { may: 'make_advisor_group', argument: 'text' },
  afwezig: { may: 'be_absent', argument: 'text' },
  regio: { may: 'choose_place', argument: 'text' },
  overslaan: { may: 'ask', argument: 'ticket' },
  heropen: { may: 'reopen_own_ticket', argument: 'ticket' },
  profiel: { may: 'set_profile', argument: 'text' },
  taal: { may: 'ask', argument: 'text' },
  privacy: { may: 'ask', argument: 'none' },
  help: { may: 'ask', argument: 'none' },
} as const satisfies Record<string, { may: Permission; argument: Argument }>;

type Argument = 'none' | 'text' | 'ticket' | 'numbered' | 'item';

export type CommandName = keyof typeof commands;

/** What can be said in a group, where everybody reads along: nothing of a person or a ticket. */
export const groupCommands = ['vraag', 'lees', 'help'] as const satisfies readonly CommandName[];

/** What can be done in a group of advisors: nothing that concerns one advisor alone. */
export const advisorGroupCommands = [
  ...(['antwoord', 'neem', 'bekijk', 'afronden', 'overdragen', 'teruggeven', 'notitie', 'vraagmee'] as const),
  ...(['citeer', 'concept', 'verstuur', 'weggooien', 'wachtrij', ...groupCommands, 'adviesgroep'] as const),
] as const satisfies readonly CommandName[];

/** A command as it was typed. */
export interface Command {
  name: CommandName;
  permission: Permission;
  /** What stood behind the word, and behind the number of the ticket; empty when nothing. */
  text: string;
  /** The number of the ticket, for a command that takes one; null when none or no number was given. */
  ticket: number | null;
  /** The number behind the word, for a command that takes one of something else than a ticket; null when none was given. */
  number: number | null;
}

const names = Object.keys(commands) as CommandName[];

/** What can be typed for each command: its name, and words that people would expect. */
const words: ReadonlyMap<string, CommandName> = new Map([
  ...names.map((name) => [name, name] as const),
  ['hulp', 'help'],
  ['plaats', 'regio'],
  ['skip', 'overslaan'],
  ['heropenen', 'heropen'],
  ['claim', 'neem'],
  ['terug', 'teruggeven'],
  ['klaar', 'afronden'],
  ['versturen', 'verstuur'],
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
  return { name, permission: may, ...argumentsIn(rest, argument) };
}

function argumentsIn(rest: string, argument: Argument): Pick<Command, 'text' | 'ticket' | 'number'> {
  const form = forms[argument];
  const { ticket, number, text = rest } = form?.exec(rest)?.groups ?? {};
  const value = (digits: string | undefined) => (digits === undefined ? null : Number(digits));
  return { text, ticket: value(ticket), number: value(number) };
}

const forms: Readonly<Partial<Record<Argument, RegExp>>> = {
  ticket: /^#?(?<ticket>\d{1,9})\b\s*(?<text>[\s\S]*)$/,
  numbered: /^\[?(?<number>\d{1,9})\]?(?:\s+bij\s+#?(?<ticket>\d{1,9}))?$/,
  item: /^#?(?<number>\d{1,9})\b\s*(?<text>[\s\S]*)$/,
};

/** What a text asks of the desk: all of it, or what stands behind `/vraag`; undefined for any other command. */
export function questionIn(text: string): string | undefined {
  const command = parseCommand(text);
  if (command === undefined) return text;
  return command !== 'unknown' && command.name === 'vraag' && command.text !== '' ? command.text : undefined;
}

/** What may follow the word of this command, as in the table; for a channel that asks for each part of it. */
export function argumentOf(name: CommandName): string {
  return commands[name].argument;
}

/** What of an advisor's text is for the member: all of it, or what stands behind `/antwoord`. */
export function wordsForMember(text: string): string {
  const command = parseCommand(text);
  return command !== undefined && command !== 'unknown' && command.name === 'antwoord' ? command.text : text;
}

/**
 * Whether a text that an advisor changed is for the member: what stands behind `/antwoord` is, and any other command is not.
 *
 * @param bare whether a text without a command is
 */
export function isForMember(text: string, bare: boolean): boolean {
  return wordsForMember(text) !== text || (bare && parseCommand(text) === undefined);
}

/** The commands that somebody with these permissions can use, for the help. */
export function commandsFor(allowed: (permission: Permission) => boolean): CommandName[] {
  return names.filter((name) => allowed(commands[name].may));
}
