import { setTimeout as delay } from 'node:timers/promises';
import { DiscordChannel } from '../../adapters/discord/channel.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { StrictDiscord } from '../support/discord/strict-discord.ts';
import type { FakeUser } from '../support/discord/world.ts';
import { benchChat, type ChatStage } from './chat-speed.ts';

/**
 * How fast the desk is on Discord, in direct messages. Its rates of sending hold at once too: without them the platform's limit of
 * fifty requests a second refuses what is under way, and that is all that is measured.
 *
 *     npm run bench -- discord --messages 1000 --per-second 10
 */
export async function benchDiscord(words: readonly string[]): Promise<void> {
  await benchChat(words, open);
}

async function open(): Promise<ChatStage> {
  const discord = new StrictDiscord();
  await discord.open();
  const notes = new Map<string, string>();
  const channel = new DiscordChannel({
    token: discord.token,
    apiRoot: discord.url,
    logger: silentLogger,
    watched: async () => [],
    notes: { read: async () => notes, write: async () => {} },
  });
  const people = new Map<number, FakeUser>();
  const person = (number: number): FakeUser => {
    const known = people.get(number) ?? discord.addMember(String(number));
    people.set(number, known);
    return known;
  };
  return {
    channel,
    listening: async () => {
      while (discord.gateway.connected === 0) await delay(5);
    },
    ask: (number, question) => void discord.says(person(number), question),
    onReply: (hear) => {
      discord.onAnswer = ({ method, path, status }) => {
        const id = method === 'POST' && status === 200 ? /^\/channels\/(\d+)\/messages$/.exec(path)?.[1] : undefined;
        const recipient = id === undefined ? undefined : discord.world.channel(id).recipientId;
        if (recipient) hear(Number(discord.world.users.get(recipient)?.username));
      };
    },
    close: () => discord.close(),
  };
}
