import type { Server } from 'node:http';
import { ChannelType, GatewayIntentBits } from 'discord.js';
import { accountRoutes } from './account-routes.ts';
import { channelRoutes } from './channel-routes.ts';
import { interactionRoutes } from './interaction-routes.ts';
import type { FakeInteraction } from './interactions.ts';
import { messageRoutes } from './message-routes.ts';
import { addMessage, removeMessage } from './messages.ts';
import { guildPayload, isLoading } from './payloads.ts';
import { type Filled, People } from './people.ts';
import { Platform } from './platform.ts';
import { Refusal } from './refusal.ts';
import { type Answer, type Call, refusalAnswer, startRestServer, stopServer, type Upload } from './rest-server.ts';
import type { Route } from './routes.ts';
import { startThread, threadRoutes } from './thread-routes.ts';
import { bot, type FakeChannel, type FakeGuild, type FakeMessage, type FakeUser } from './world.ts';

const routes: Route[] = [...messageRoutes, ...threadRoutes, ...channelRoutes, ...interactionRoutes, ...accountRoutes];

/** What a request was, and what came of it. */
export interface Traffic {
  method: string;
  path: string;
  body: Call['body'];
  status: number;
}

interface Fault {
  route: RegExp;
  skip: number;
  answer: Partial<Answer>;
}

/**
 * A Discord on the loopback address, REST v10 and gateway v10, that refuses what the platform documents as refused.
 * Tests play the people in it; the bot talks to it with the real client library.
 */
export class StrictDiscord {
  readonly platform = new Platform();
  readonly world = this.platform.world;
  readonly gateway = this.platform.gateway;
  readonly token = this.platform.token;
  readonly traffic: Traffic[] = [];
  /** Hears of each request before it is answered. */
  onCall: (call: Call) => void = () => {};
  /** What goes wrong with a request that no rule refuses: before the work is done, or with the answer; nothing unless said. */
  disturb: (call: Call) => Refusal | 'hang up before' | 'hang up after' | undefined = () => undefined;
  /** Hears of each request after it. */
  onAnswer: (traffic: Traffic) => void = () => {};
  /** The server that the bot is in. */
  readonly guild: FakeGuild = this.world.addGuild('Dorpsbelangen');
  /** What people do besides writing. */
  readonly people = new People(this.platform);
  private readonly faults: Fault[] = [];
  private server: Server | undefined;
  private port = 0;

  /** For the option `rest.api` of the client library. */
  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** 401, 403 and 429: ten thousand of them in ten minutes shut an address out (documentation: Rate Limits > Invalid Request Limit). */
  get invalidRequests(): number {
    return this.traffic.filter(({ status }) => [401, 403, 429].includes(status)).length;
  }

  /** Answers to what is asked, at the same address as before. */
  async open(): Promise<void> {
    const server = await startRestServer(
      { call: (call) => this.call(call), file: (path) => this.file(path) },
      this.port,
    );
    this.port = server.port;
    this.server = server;
    this.platform.attach(server, server.port);
  }

  /** Cannot be reached any more. */
  async close(): Promise<void> {
    this.gateway.close();
    if (this.server) await stopServer(this.server);
    this.server = undefined;
  }

  /**
   * The next request like this is refused, or one after it.
   *
   * @param route tested on `POST /channels/123/messages`
   */
  refuseNext(route: RegExp, refusal: Refusal, skip = 0): void {
    this.faults.push({ route, skip, answer: refusalAnswer(refusal) });
  }

  /** The next request like this is done, and its answer gets lost on the way. */
  loseAnswer(route: RegExp): void {
    this.faults.push({ route, skip: 0, answer: { lost: true } });
  }

  /** Somebody joins the server, and can write to the bot. */
  addMember(username: string, roles: string[] = []): FakeUser {
    const user = this.world.addUser(username);
    this.guild.members.set(user.id, roles);
    return user;
  }

  /** A channel of the server. */
  addChannel(name: string, type: ChannelType = ChannelType.GuildText, more: Partial<FakeChannel> = {}): FakeChannel {
    const channel = this.world.addChannel({ type, name, guildId: this.guild.id, ...more });
    this.platform.tellChannel('CHANNEL_CREATE', channel);
    return channel;
  }

  /** Somebody writes, in a direct message to the bot unless said where. */
  says(
    user: FakeUser,
    content: string,
    channel: FakeChannel = this.world.dm(user.id),
    more: { files?: Upload[]; replyTo?: FakeMessage; extra?: FakeMessage['extra'] } = {},
  ): FakeMessage {
    const body = {
      content,
      ...(more.replyTo && { message_reference: { message_id: more.replyTo.id } }),
    };
    return addMessage(
      this.platform,
      channel,
      user.id,
      { body, files: new Map((more.files ?? []).entries()) },
      { extra: more.extra ?? {} },
    );
  }

  /** Something of any kind happens. */
  push(name: string, data: unknown, guildId: string | null = null): void {
    this.gateway.dispatch({ name, intent: 0, guildId, data: () => data });
  }

  /** Somebody changes the text of a message. */
  edits(message: FakeMessage, content: string): void {
    Object.assign(message, { content, editedAt: this.platform.now() });
    this.platform.tellMessage('MESSAGE_UPDATE', message);
  }

  /** Somebody takes a message back. */
  deletes(message: FakeMessage): void {
    removeMessage(this.platform, message);
  }

  /** Somebody opens a post in a forum; gives its thread. */
  posts(user: FakeUser, forum: FakeChannel, name: string, content: string, tags: string[] = []): FakeChannel {
    const started = { body: { name, applied_tags: tags }, type: ChannelType.PublicThread, ownerId: user.id };
    const thread = startThread(this.platform, forum, started);
    const draft = { body: { content }, files: new Map() };
    addMessage(this.platform, thread, user.id, draft, { id: thread.id });
    return thread;
  }

  /** Somebody gives a command, in a direct message to the bot unless said where. */
  runs(user: FakeUser, name: string, filled: Filled = {}, channel = this.world.dm(user.id)): FakeInteraction {
    return this.people.runs(user, name, filled, channel);
  }

  /** What the person reads in answer to what they did, in order of arrival. */
  answers({ originalId, followUpIds }: FakeInteraction): FakeMessage[] {
    const found = [originalId, ...followUpIds].map((id) => this.world.message(id ?? ''));
    return found.filter((message) => message !== undefined && !isLoading(message)) as FakeMessage[];
  }

  /** A thread is archived, by its age or by a moderator. */
  archives(channel: FakeChannel, locked = false): void {
    if (!channel.thread) throw new Error(`${channel.name} is no thread`);
    Object.assign(channel.thread, { archived: true, locked });
    this.platform.tellChannel('THREAD_UPDATE', channel);
  }

  /** What the bot wrote in a channel, oldest first. */
  botMessages(channel: FakeChannel): FakeMessage[] {
    return [...channel.messages.values()].filter(({ authorId }) => authorId === bot.id);
  }

  /** A channel or thread is removed, with all that is in it. */
  removes(channel: FakeChannel): void {
    this.platform.removeChannel(channel);
  }

  /** The bot is put out of the server. */
  expels(guild: FakeGuild = this.guild): void {
    guild.members.delete(bot.id);
    this.tellGuild('GUILD_DELETE', guild, () => ({ id: guild.id }));
  }

  /** The bot is invited again. */
  invites(guild: FakeGuild, roles: string[] = [...guild.roles.keys()].slice(1)): void {
    guild.members.set(bot.id, roles);
    this.tellGuild('GUILD_CREATE', guild, () => guildPayload(this.world, guild));
  }

  private tellGuild(name: string, guild: FakeGuild, data: () => unknown): void {
    this.gateway.dispatch({ name, intent: GatewayIntentBits.Guilds, guildId: guild.id, data });
  }

  private call(call: Call): Answer {
    this.onCall(call);
    const answer = this.answer(call);
    const traffic = { method: call.method, path: call.path, body: call.body, status: answer.status };
    this.traffic.push(traffic);
    this.onAnswer(traffic);
    return answer;
  }

  private answer(call: Call): Answer {
    const place = `${call.method} ${call.path}`;
    const fault = this.faults.find(({ route, skip }) => route.test(place) && skip === 0);
    for (const one of this.faults) if (one.route.test(place)) one.skip--;
    if (fault) this.faults.splice(this.faults.indexOf(fault), 1);
    if (fault?.answer.status !== undefined) return { status: 500, ...fault.answer };
    const mishap = this.disturb(call);
    if (mishap === 'hang up before') return { status: 0, lost: true };
    try {
      if (mishap instanceof Refusal) throw mishap;
      return { ...this.handle(call), ...fault?.answer, ...(mishap === 'hang up after' && { lost: true }) };
    } catch (error) {
      if (error instanceof Refusal) return refusalAnswer(error);
      throw error;
    }
  }

  private handle(call: Call): Answer {
    // What has a token in its path wants none in its headers.
    const open = /^\/(?:interactions|webhooks)\//.test(call.path);
    if (!open && call.authorization !== `Bot ${this.token}`) throw new Refusal(401, 0, '401: Unauthorized');
    if (!/^DiscordBot \(/.test(call.userAgent ?? '')) throw new Refusal(403, 40333, 'internal network error');
    const headers = this.platform.limits.count(call.method, call.path);
    for (const { method, path, handle } of routes) {
      const match = method === call.method ? path.exec(call.path) : null;
      if (!match) continue;
      const body = handle(this.platform, call, match.slice(1).map(decodeURIComponent));
      return { status: body === undefined ? 204 : 200, body, headers };
    }
    throw new Refusal(404, 0, '404: Not Found');
  }

  private file(path: string): Uint8Array | undefined {
    const [, , channelId = '', id = ''] = path.split('/');
    if (this.platform.linksExpired) return undefined;
    const messages = [
      ...(this.world.channels.get(channelId)?.messages.values() ?? []),
      ...this.world.ephemeral.values(),
    ];
    return messages.flatMap(({ attachments }) => attachments).find((file) => file.id === id)?.content;
  }
}
