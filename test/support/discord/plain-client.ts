import { Client, type ClientOptions, Events, GatewayIntentBits, Partials } from 'discord.js';
import { onTestFinished } from 'vitest';
import { startDiscord } from './discord-desk.ts';
import type { StrictDiscord } from './strict-discord.ts';

/** What the tests of the fake ask to hear of. */
export const intents = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.DirectMessages,
  GatewayIntentBits.MessageContent,
];

/** A client as anybody would make it, and what it hears people say; ended with the test. */
export function clientOf(
  discord: StrictDiscord,
  options: Partial<ClientOptions> = {},
): { client: Client; heard: string[] } {
  const client = new Client({ intents, partials: [Partials.Channel], rest: { api: discord.url }, ...options });
  onTestFinished(() => client.destroy());
  const heard: string[] = [];
  client.on(Events.MessageCreate, ({ content, author }) => {
    if (!author.bot) heard.push(content);
  });
  return { client, heard };
}

/** A client that is logged in to a platform of its own. */
export async function loggedIn(
  options: Partial<ClientOptions> = {},
): Promise<{ discord: StrictDiscord; client: Client<true>; heard: string[] }> {
  const discord = await startDiscord();
  const { client, heard } = clientOf(discord, options);
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  return { discord, client: await ready, heard };
}
