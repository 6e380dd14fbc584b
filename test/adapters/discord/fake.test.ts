import { Client, type ClientOptions, Events, GatewayIntentBits, Partials } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';
import { StrictDiscord } from '../../support/discord/strict-discord.ts';
import { until } from '../../support/until.ts';

/** The fake itself, as the real client library meets it. */

const intents = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.DirectMessages,
  GatewayIntentBits.MessageContent,
];

async function openDiscord(): Promise<StrictDiscord> {
  const discord = new StrictDiscord();
  await discord.open();
  onTestFinished(() => discord.close());
  return discord;
}

function clientOf(discord: StrictDiscord, options: Partial<ClientOptions> = {}) {
  const client = new Client({ intents, partials: [Partials.Channel], rest: { api: discord.url }, ...options });
  onTestFinished(() => client.destroy());
  const heard: string[] = [];
  client.on(Events.MessageCreate, ({ content, author }) => {
    if (!author.bot) heard.push(content);
  });
  return { client, heard };
}

async function loggedIn(options: Partial<ClientOptions> = {}) {
  const discord = await openDiscord();
  const { client, heard } = clientOf(discord, options);
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.token);
  await ready;
  return { discord, client, heard };
}

test('a client logs in, hears a direct message and answers it', async () => {
  const { discord, client } = await loggedIn();
  client.on(Events.MessageCreate, (message) => {
    if (!message.author.bot)
      void message.reply({ content: `U zei: ${message.content}`, nonce: 'n1', enforceNonce: true });
  });
  const lid = discord.addMember('lid');
  const said = discord.says(lid, 'Hallo');
  const reply = await until('a reply', () => discord.botMessages(discord.world.dm(lid.id))[0]);
  expect(reply).toMatchObject({ content: 'U zei: Hallo', replyToId: said.id });
  expect(discord.gateway.identifies).toHaveLength(1);
  expect(discord.invalidRequests).toBe(0);
});
