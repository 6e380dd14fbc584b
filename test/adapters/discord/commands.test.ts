import { expect, test } from 'vitest';
import { slashCommands } from '../../../adapters/discord/commands.ts';
import { commandsFor } from '../../../src/desk/commands.ts';
import { wordings } from '../../../src/desk/wording/wordings.ts';
import { checkCommands } from '../../support/discord/command-rules.ts';

test('Discord takes all commands at once, with descriptions that it shows whole', () => {
  const commands = slashCommands() as { name: string; description: string }[];
  expect(() => checkCommands(structuredClone(commands) as unknown as Record<string, unknown>[])).not.toThrow();
  const descriptions = new Map(commands.map(({ name, description }) => [name, description]));
  for (const name of commandsFor(() => true)) expect(descriptions.get(name)).toBe(wordings.nl.queue.describe(name));
});
