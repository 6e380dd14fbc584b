import { once } from 'node:events';
import { Client, Events, GatewayIntentBits, SimpleShardingStrategy } from 'discord.js';
import type { Logger } from '../../src/kernel/logger.ts';
import { persist } from '../../src/kernel/persist.ts';
import { codeOf, pauseAsked, refusedPauseMs } from './failures.ts';
import type { IdentifyBudget } from './identify-budget.ts';

/** A packet of the gateway that something happened. */
export interface Packet {
  t: string | null;
  d: unknown;
}

/** What the gateway works with. */
export interface GatewayParts {
  token: string;
  apiRoot?: string;
  budget: IdentifyBudget;
  /** Whether to ask for what people write among others without naming the bot. */
  wantsContent(): boolean;
  /** How many connections; as many as Discord advises unless said. */
  shards?: number;
  logger: Logger;
  onPacket(packet: Packet): void;
}

/** Why Discord closes a connection for good (documentation: Opcodes and Status Codes > Gateway Close Event Codes). */
const closings: Readonly<Record<number, string>> = {
  4004: 'discord refuses the token',
  4010: 'discord refuses the number of shards',
  4011: 'discord wants more shards: set DISCORD_SHARDS',
  4012: 'discord does not know this version of its gateway any more',
  4013: 'discord does not know these intents',
  4014: 'discord refuses the message content intent: allow it in the developer portal, under Bot',
};

/** Events of the connections themselves, which discord.js listens to as we do. */
const hello = 'hello';
const dispatch = 'dispatch';

const disallowedIntents = 4014;

class Refused extends Error {
  readonly closing: number;

  constructor(closing: number) {
    super(closings[closing] ?? `discord closed with ${closing}`);
    this.closing = closing;
  }
}

const wrongToken = 4004;

/** discord.js has an error of its own for a token that Discord refuses before there is a connection. */
function asRefusal(error: unknown): never {
  throw (error as { code?: unknown }).code === 'TokenInvalid' ? new Refused(wrongToken) : error;
}

/** The connection on which Discord tells what happens. discord.js keeps it alive, resumes it, and begins a new one. */
export class Gateway {
  private readonly parts: GatewayParts;
  private connected = false;
  /** Connections that were lost since. */
  private readonly lost = new Set<number>();
  private withContent = false;
  private contentRefused = false;
  private renewal = new AbortController();

  constructor(parts: GatewayParts) {
    this.parts = parts;
  }

  /** Whether events come in now. */
  get isConnected(): boolean {
    return this.connected && this.lost.size === 0;
  }

  /** Whether the words of others come in too. */
  get readsAll(): boolean {
    return this.withContent && this.isConnected;
  }

  /** Stays connected until it is stopped. What Discord refuses is tried again after some minutes: somebody may have set it right. */
  async run(signal: AbortSignal): Promise<void> {
    const { logger } = this.parts;
    while (!signal.aborted) {
      this.renewal = new AbortController();
      const until = AbortSignal.any([signal, this.renewal.signal]);
      await persist(() => this.session(until), until, {
        pauseAsked: (error) => (error instanceof Refused ? this.pauseAfter(error) : pauseAsked(error)),
        report: (error, pauseMs) => {
          const fields = { code: error instanceof Refused ? `discord_${error.closing}` : codeOf(error), pauseMs };
          if (error instanceof Refused) logger.error(fields, error.message);
          else logger.warn(fields, 'discord will be tried again');
        },
      });
    }
  }

  /** Begins a new session, since other events are wanted. */
  renew(): void {
    this.contentRefused = false;
    this.renewal.abort();
  }

  /** Without the words of others the desk still hears what is said to it. */
  private pauseAfter({ closing }: Refused): number {
    if (closing !== disallowedIntents || !this.withContent) return refusedPauseMs;
    this.contentRefused = true;
    return 0;
  }

  private async session(signal: AbortSignal): Promise<void> {
    const { token, logger, onPacket, wantsContent } = this.parts;
    this.withContent = wantsContent() && !this.contentRefused;
    const ending = new AbortController();
    const client = this.client(ending.signal, (packet, shard) => {
      if (signal.aborted) return;
      if (packet.t === 'READY' || packet.t === 'RESUMED') this.lost.delete(shard);
      onPacket(packet);
    });
    const refused = new Promise<never>((_, reject) => {
      client.on(Events.ShardDisconnect, ({ code }) => reject(new Refused(code)));
    });
    refused.catch(() => {});
    client.on(Events.ShardReconnecting, (shard) => this.lose(shard));
    client.on(Events.Debug, (message) => {
      // A heartbeat that was not answered: it may take half a minute more until the connection is closed.
      const zombie = /Shard (\d+)\][\s\S]*Zombie connection/.exec(message);
      if (zombie) this.lose(Number(zombie[1]));
    });
    client.on(Events.ShardError, (error) => logger.debug({ code: codeOf(error) }, 'discord gateway error'));
    client.on(Events.Error, (error) => logger.debug({ code: codeOf(error) }, 'discord client error'));
    try {
      const stopped = signal.aborted ? Promise.resolve() : once(signal, 'abort', { signal: ending.signal });
      await Promise.race([client.login(token).catch(asRefusal), refused, stopped]);
      this.connected = true;
      await Promise.race([refused, stopped]);
    } finally {
      this.connected = false;
      this.lost.clear();
      ending.abort();
      await client.destroy();
    }
  }

  private lose(shard: number): void {
    if (this.isConnected) this.parts.logger.warn({ shard }, 'discord connection lost');
    this.lost.add(shard);
  }

  /** @param ended when it is over */
  private client(ended: AbortSignal, onPacket: (packet: Packet, shard: number) => void): Client {
    const { apiRoot, shards } = this.parts;
    const { Guilds, GuildMessages, DirectMessages, MessageContent } = GatewayIntentBits;
    return new Client({
      intents: [Guilds, GuildMessages, DirectMessages, ...(this.withContent ? [MessageContent] : [])],
      rest: { version: '10', ...(apiRoot !== undefined && { api: apiRoot }) },
      shards: 'auto',
      ws: {
        buildIdentifyThrottler: async (manager) => {
          const { session_start_limit, shards: advised } = await manager.fetchGatewayInformation();
          return this.parts.budget.throttler(shards ?? advised, session_start_limit.max_concurrency);
        },
        buildStrategy: (manager) => {
          // The desk reads the packets themselves. What discord.js makes of them would fill the memory with whole servers, and one
          // packet that it does not expect would end the process.
          manager.once(hello, () => {
            manager.removeAllListeners(dispatch);
            manager.on(dispatch, ({ data, shardId }: { data: Packet; shardId: number }) => onPacket(data, shardId));
          });
          // A connection that pauses between two attempts goes on with the next one even when all was ended: it never gets there.
          ended.addEventListener('abort', () => {
            manager.options.retrieveSessionInfo = () => new Promise(() => {});
          });
          return new SimpleShardingStrategy(manager);
        },
      },
      ...(shards !== undefined && { shardCount: shards, shards: Array.from({ length: shards }, (_, i) => i) }),
    });
  }
}
