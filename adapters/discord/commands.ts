import {
  advisorGroupCommands,
  argumentOf,
  type CommandName,
  commandsFor,
  groupCommands,
  parseCommand,
} from '../../src/desk/commands.ts';
import { wordings } from '../../src/desk/wording/wordings.ts';
import type { DiscordAttachment, Interaction, InteractionOption } from './payload.ts';
import { setUpCommand } from './setup.ts';

/** What Discord allows: characters of a description, and choices while somebody types. */
const longestDescription = 100;
export const mostChoices = 25;
export const longestChoice = 100;

/** Longest text that may be typed behind a command; Discord's own limit. */
const longestOption = 6_000;

/** In a server and in the private conversation with the bot, not elsewhere. */
const contexts = [0, 1];

/** What is understood as a wish rather than a command. */
const wish = { name: 'adviseur', description: 'vraag een adviseur, een mens' };

const text = { type: 3, name: 'tekst', description: 'wat u erbij wilt zeggen', max_length: longestOption };
const number = { type: 4, name: 'nummer', description: 'het nummer', min_value: 1, max_value: 999_999_999 };
const file = { type: 11, name: 'bestand' };
const ticket = { ...number, name: 'bij', description: 'het nummer van de vraag' };

const optionsFor: Readonly<Partial<Record<string, readonly object[]>>> = {
  text: [text],
  ticket: [number, text],
  numbered: [number, ticket],
  item: [number, text],
};

/** What some commands ask for besides, or instead. */
const optionsOf: Readonly<Partial<Record<string, readonly object[]>>> = {
  vraag: [{ ...text, description: 'uw vraag', required: true, autocomplete: true }],
  document: [{ ...file, description: 'een document voor het archief' }, number, text],
  antwoord: [
    { ...text, description: 'uw antwoord aan het lid' },
    { ...file, description: 'een bestand voor het lid' },
  ],
};

/** The slash commands, as they are registered. Who may use which is decided by who they are, when they use it. */
export function slashCommands(): object[] {
  const all = commandsFor(() => true).map((name) => ({
    name,
    description: described(name),
    options: optionsOf[name] ?? optionsFor[argumentOf(name)] ?? [],
  }));
  return [
    ...[...all, wish].map((command) => ({ type: 1, contexts, integration_types: [0], ...command })),
    setUpCommand,
  ];
}

/** The command as it would be typed; undefined for one that is none of ours. */
export function typedCommand({ data }: Interaction): string | undefined {
  const name = data?.name;
  if (typeof name !== 'string' || !/^[\p{L}_]{1,32}$/u.test(name)) return undefined;
  const options = data?.options ?? [];
  const ticketNumber = given(options, 'bij');
  return [`/${name}`, given(options, 'nummer'), ticketNumber && `bij ${ticketNumber}`, given(options, 'tekst')]
    .filter(Boolean)
    .join(' ');
}

/** The files that came with a command. */
export function filesWith({ data }: Interaction): DiscordAttachment[] {
  return Object.values(data?.resolved?.attachments ?? {});
}

/** What somebody typed so far of a question. */
export function typedSoFar({ data }: Interaction): string {
  const focused = data?.options?.find((option) => option.focused === true);
  return String(focused?.value ?? '');
}

/** What a command is for when it is used among others, where nothing personal may be seen. */
export function audienceOf(command: string): 'everybody' | 'asker' | 'private' {
  const name = /^\/([^\s]+)/.exec(command)?.[1] ?? '';
  if (name === 'vraag') return 'everybody';
  return name === wish.name || groupCommands.some((one) => one === name) ? 'asker' : 'private';
}

/** Whether a command, used in a group of advisors, is said to all in it; `/adviesgroep` makes a group one. */
export function isForAdvisors(command: string, amongAdvisors: boolean): boolean {
  const parsed = parseCommand(command);
  if (parsed === undefined || parsed === 'unknown') return false;
  return parsed.name === 'adviesgroep' || (amongAdvisors && advisorGroupCommands.some((name) => name === parsed.name));
}

function given(options: readonly InteractionOption[], name: string): string {
  return String(options.find((option) => option.name === name)?.value ?? '').trim();
}

function described(name: CommandName): string {
  return Array.from(wordings.nl.queue.describe(name)).slice(0, longestDescription).join('');
}
