import type { Server } from 'node:http';
import { GatewayIntentBits, PermissionFlagsBits } from 'discord.js';
import { Gateway } from './gateway.ts';
import type { FakeInteraction } from './interactions.ts';
import { alwaysReadable, channelPayload, guildPayload, messagePayload, userPayload } from './payloads.ts';
import { RateLimits } from './rate-limits.ts';
import { bot, type FakeChannel, type FakeMessage, World } from './world.ts';

/** The parts of the fake, and how they tell each other what happens. */
export class Platform {
  readonly token = `${Buffer.from(bot.id).toString('base64url')}.GEHEIM.van-de-balie`;
  /** Intents that the developer portal allows of those that need leave. */
  privileged: number = GatewayIntentBits.MessageContent;
  /** Where it can be reached, `http://127.0.0.1:1234`. */
  url = '';
  readonly world = new World(() => this.now());
  readonly limits = new RateLimits(() => this.now());
  readonly gateway: Gateway;
  readonly interactions = new Map<string, FakeInteraction>();
  /** Registered commands: of the app under the empty name, and of each server under its id. */
  readonly commands = new Map<string, Record<string, unknown>[]>();
  /** How many threads a server may have open. */
  maxActiveThreads = 1_000;
  /** How many IDENTIFYs are left today, when that is not what was used of the usual 1,000. */
  sessionStartsLeft: number | null = null;
  /** Links to files stop working after a day; the test says when. */
  linksExpired = false;
  private ahead = 0;

  constructor() {
    const { token, world } = this;
    this.gateway = new Gateway({
      token,
      privileged: () => this.privileged,
      url: () => this.url,
      readyFields: () => ({
        v: 10,
        user: { ...userPayload(world, bot.id), bot: true, verified: true, mfa_enabled: false },
        guilds: [...world.guilds.keys()].map((id) => ({ id, unavailable: true })),
        resume_gateway_url: this.gatewayUrl,
        application: { id: bot.id, flags: this.applicationFlags },
      }),
      ready: () =>
        [...world.guilds.values()].map((guild) => ({
          name: 'GUILD_CREATE',
          intent: 0,
          guildId: guild.id,
          data: () => guildPayload(world, guild),
        })),
    });
  }

  get gatewayUrl(): string {
    return this.url.replace('http', 'ws');
  }

  /** 2^19: message content allowed for an app in few servers (documentation: Resources > Application > Flags). */
  get applicationFlags(): number {
    return this.privileged & GatewayIntentBits.MessageContent ? 1 << 19 : 0;
  }

  /** The time for the platform. */
  now(): number {
    return Date.now() + this.ahead;
  }

  travel(ms: number): void {
    this.ahead += ms;
  }

  attach(server: Server, port: number): void {
    this.url = `http://127.0.0.1:${port}`;
    this.gateway.open(server);
  }

  /** Whether the bot hears of a channel. */
  visible(channel: FakeChannel): boolean {
    const { world } = this;
    const permissions = world.permissions(bot.id, channel);
    const secret = channel.thread !== null && channel.type === 12 && !channel.thread.memberIds.has(bot.id);
    if (secret && (permissions & PermissionFlagsBits.ManageThreads) === 0n) return false;
    return (permissions & PermissionFlagsBits.ViewChannel) !== 0n;
  }

  tellMessage(name: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE', message: FakeMessage): void {
    const { type } = this.world.channel(message.channelId);
    const data = (intents: number) => {
      const readable = (intents & GatewayIntentBits.MessageContent) !== 0 || alwaysReadable(this.world, message);
      return { ...messagePayload(this.world, this.url, message, readable), channel_type: type };
    };
    if (message.onlyFor === null) this.tellInChannel(name, message.channelId, data);
    // What one person alone can see goes to the bot as if it were a direct message (documentation: Gateway Events > Messages).
    else this.gateway.dispatch({ name, intent: GatewayIntentBits.DirectMessages, guildId: null, data });
  }

  tellMessageGone(channelId: string, id: string): void {
    const guild_id = this.world.channel(channelId).guildId;
    this.tellInChannel('MESSAGE_DELETE', channelId, () => ({
      id,
      channel_id: channelId,
      ...(guild_id && { guild_id }),
    }));
  }

  tellChannel(name: string, channel: FakeChannel, more: object = {}): void {
    if (!this.visible(channel)) return;
    this.gateway.dispatch({
      name,
      intent: channel.guildId === null ? 0 : GatewayIntentBits.Guilds,
      guildId: channel.guildId,
      data: () => ({ ...channelPayload(this.world, channel), ...more }),
    });
  }

  /** Removes a channel or thread, and tells it. */
  removeChannel(channel: FakeChannel): void {
    this.tellChannel(channel.thread ? 'THREAD_DELETE' : 'CHANNEL_DELETE', channel);
    this.world.channels.delete(channel.id);
  }

  private tellInChannel(name: string, channelId: string, data: (intents: number) => unknown): void {
    const channel = this.world.channel(channelId);
    if (!this.visible(channel)) return;
    const intent = channel.guildId === null ? GatewayIntentBits.DirectMessages : GatewayIntentBits.GuildMessages;
    this.gateway.dispatch({ name, intent, guildId: channel.guildId, data });
  }
}
