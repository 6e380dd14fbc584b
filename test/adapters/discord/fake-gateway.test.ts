import { Events, GatewayIntentBits } from 'discord.js';
import { expect, test } from 'vitest';
import { startDiscord } from '../../support/discord/discord-desk.ts';
import { clientOf, intents, loggedIn } from '../../support/discord/plain-client.ts';
import type { StrictDiscord } from '../../support/discord/strict-discord.ts';
import { until } from '../../support/until.ts';

/** The gateway of the fake, as the real client library meets it. */

const heardOf = (heard: string[], text: string) =>
  until(`“${text}”`, () => (heard.includes(text) ? true : undefined), 30_000);

async function fetchMessages(discord: StrictDiscord, channelId: string): Promise<string[]> {
  const { client } = clientOf(discord);
  client.rest.setToken(discord.token);
  const messages = (await client.rest.get(`/channels/${channelId}/messages`)) as { content: string }[];
  return messages.map(({ content }) => content);
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

test('after a broken connection the client resumes, and is told in order what it missed', async () => {
  const { discord, heard } = await loggedIn();
  const lid = discord.addMember('lid');
  discord.says(lid, 'een');
  await heardOf(heard, 'een');
  discord.gateway.drop();
  discord.says(lid, 'twee');
  discord.says(lid, 'drie');
  await heardOf(heard, 'drie');
  discord.gateway.askToReconnect();
  discord.says(lid, 'vier');
  await until('a second', () => (discord.gateway.resumes === 2 ? true : undefined));
  await heardOf(heard, 'vier');
  expect(heard).toEqual(['een', 'twee', 'drie', 'vier']);
  expect(discord.gateway.identifies).toHaveLength(1);
});

test('a session that may be resumed is resumed, and telling the client to connect anew loses nothing', async () => {
  const { discord, heard } = await loggedIn();
  const lid = discord.addMember('lid');
  discord.gateway.invalidate(true);
  discord.says(lid, 'een');
  await until('resumed', () => discord.gateway.resumes || undefined, 30_000);
  await heardOf(heard, 'een');
  expect(heard).toEqual(['een']);
  expect(discord.gateway.identifies).toHaveLength(1);
});

test('a session that is invalid for good starts anew, and what happened in between is not told', async () => {
  const { discord, heard } = await loggedIn();
  const lid = discord.addMember('lid');
  discord.gateway.forget();
  discord.gateway.drop();
  discord.says(lid, 'gemist');
  await until('a new session', () => discord.gateway.identifies[1], 30_000);
  await until('connected', () => discord.gateway.connected || undefined);
  discord.says(lid, 'daarna');
  await heardOf(heard, 'daarna');
  expect(heard).toEqual(['daarna']);
  const missed = await fetchMessages(discord, discord.world.dm(lid.id).id);
  expect(missed).toEqual(['daarna', 'gemist']);
});

test('a connection that no longer answers heartbeats is given up within two intervals, and nothing is lost', async () => {
  const discord = await startDiscord();
  discord.gateway.heartbeatMs = 200;
  const { client, heard } = clientOf(discord);
  await client.login(discord.token);
  await until('a heartbeat', () => (discord.gateway.heartbeats > 1 ? true : undefined));
  discord.gateway.acknowledging = false;
  discord.gateway.delivering = false;
  discord.says(discord.addMember('lid'), 'in het niets');
  await until('another connection', () => discord.gateway.resumes || undefined);
  discord.gateway.acknowledging = true;
  discord.gateway.delivering = true;
  await heardOf(heard, 'in het niets');
  expect(discord.gateway.identifies).toHaveLength(1);
});

test('a wrong token and intents that were not given end the login', async () => {
  const discord = await startDiscord();
  await expect(clientOf(discord).client.login('Iets.anders.dan-dat')).rejects.toThrow('An invalid token was provided');
  discord.platform.privileged = 0;
  await expect(clientOf(discord).client.login(discord.token)).rejects.toThrow('disallowed intents');
  expect(discord.gateway.closes).toEqual([4014]);
  expect(discord.invalidRequests).toBe(1);
});

test('without the message content intent only direct messages and mentions can be read', async () => {
  const plain = intents.filter((one) => one !== GatewayIntentBits.MessageContent);
  const { discord, client, heard } = await loggedIn({ intents: plain });
  const lid = discord.addMember('lid');
  const channel = discord.addChannel('algemeen');
  discord.says(lid, 'verborgen', channel);
  discord.says(lid, `<@${client.user?.id}> open`, channel);
  discord.says(lid, 'rechtstreeks');
  await heardOf(heard, 'rechtstreeks');
  expect(heard).toEqual(['', '<@1100000000000000777> open', 'rechtstreeks']);
});
