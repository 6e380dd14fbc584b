import { ChannelType, REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Row } from './components.ts';
import { bodyOf, callsNobody, type Draft, ephemeral, filesOf } from './draft.ts';
import {
  channelSchema,
  type DiscordChannelInfo,
  type DiscordMessage,
  type GuildRole,
  messageSchema,
  roleSchema,
} from './payload.ts';

/** Longest that one call may take, in milliseconds: a large file on a slow line. */
const callMs = 120_000;

/** Messages that are fetched at once; Discord's own limit. */
const pageSize = 100;

/** Where Discord keeps the files of messages. */
const fileHosts: ReadonlySet<string> = new Set(['cdn.discordapp.com', 'media.discordapp.net']);

/** Flags of an application that may read what is not said to it: in a few servers, and in many. */
const readsContent = (1 << 18) | (1 << 19);

/** What Discord tells of the message with which an interaction was answered. */
const shownSchema = z.object({ resource: z.object({ message: messageSchema.pick({ id: true }) }) });

const applicationSchema = z.object({ flags: z.number().default(0) });

/** After how long without a word a thread is put away. */
const weekInMinutes = 10_080;

/** The reply to a slash command or a pressed button, by which Discord knows it for a quarter of an hour. */
export interface ReplyHandle {
  applicationId: string;
  token: string;
}

/** How an interaction is answered at once (documentation: Interactions > Receiving and Responding). */
export const responses = { message: 4, deferred: 5, seen: 6, changed: 7, choices: 8, form: 9 } as const;

/**
 * Discord's REST interface, as far as the desk uses it. What Discord refuses is thrown as discord.js throws it; what has to wait
 * for a rate limit is thrown too, since the outbox waits.
 */
export class DiscordApi {
  private readonly token: string;
  private readonly root: string | undefined;
  private readonly client: REST;
  /** Names have a narrow limit of their own, two in ten minutes: what is counted here holds up nothing else. */
  private readonly naming: REST;

  /** @param root where the interface is, without its version; Discord's own unless said */
  constructor(token: string, root?: string) {
    this.token = token;
    this.root = root;
    const options = {
      ...{ version: '10', retries: 0, timeout: callMs, rejectOnRateLimit: () => true },
      ...(root !== undefined && { api: root }),
    };
    this.client = new REST(options);
    this.naming = new REST(options);
  }

  /** Whether Discord itself keeps the file at this address. */
  keeps(address: string): boolean {
    if (!URL.canParse(address)) return false;
    const { protocol, host, hostname } = new URL(address);
    if (protocol === 'https:' && fileHosts.has(host)) return true;
    return this.root !== undefined && hostname === new URL(this.root).hostname;
  }

  /** Opens the private conversation with an account, when it is not open yet. Gives its channel. */
  async openPrivateChannel(userId: string): Promise<string> {
    return idIn(await this.rest.post(Routes.userChannels(), { body: { recipient_id: userId } }));
  }

  /** Messages, oldest first, after the message with this id, and whether there may be more. What is not understood is left out. */
  async messagesAfter(channelId: string, after: string): Promise<{ messages: DiscordMessage[]; mayBeMore: boolean }> {
    const query = new URLSearchParams({ after, limit: String(pageSize) });
    const found = (await this.rest.get(Routes.channelMessages(channelId), { query })) as unknown[];
    const messages = found
      .flatMap((one) => messageSchema.safeParse(one).data ?? [])
      .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
    return { messages, mayBeMore: found.length === pageSize };
  }

  async channel(channelId: string): Promise<DiscordChannelInfo> {
    return channelSchema.parse(await this.rest.get(Routes.channel(channelId)));
  }

  /** The threads of a server that are open and that the bot sees. */
  async activeThreads(guildId: string): Promise<DiscordChannelInfo[]> {
    const { threads } = (await this.rest.get(Routes.guildActiveThreads(guildId))) as { threads?: unknown[] };
    return (threads ?? []).flatMap((one) => channelSchema.safeParse(one).data ?? []);
  }

  /** Id of the bot itself. */
  async me(): Promise<string> {
    return idIn(await this.rest.get(Routes.user()));
  }

  /** Whether the developer portal lets this bot read what is not said to it. */
  async mayReadContent(): Promise<boolean> {
    const { flags } = applicationSchema.parse(await this.rest.get(Routes.currentApplication()));
    return (flags & readsContent) !== 0;
  }

  async guildRoles(guildId: string): Promise<GuildRole[]> {
    return z.array(roleSchema).parse(await this.rest.get(Routes.guildRoles(guildId)));
  }

  /** Ids of the roles that somebody has in a server. */
  async rolesOf(guildId: string, userId: string): Promise<string[]> {
    const member = await this.rest.get(Routes.guildMember(guildId, userId));
    return z.object({ roles: z.array(z.string()) }).parse(member).roles;
  }

  /** Opens a thread that only one member sees, besides the bot and whoever may see all. Gives its id. */
  async openPrivateThread(channelId: string, name: string, userId: string): Promise<string> {
    const body = { name, type: ChannelType.PrivateThread, invitable: false, auto_archive_duration: weekInMinutes };
    const id = idIn(await this.rest.post(Routes.threads(channelId), { body }));
    await this.rest.put(Routes.threadMembers(id, userId));
    return id;
  }

  /** Lets somebody into a thread that is there, also when it was put away or they left it. */
  async letInto(threadId: string, userId: string): Promise<void> {
    await this.archiveThread(threadId, false);
    await this.rest.put(Routes.threadMembers(threadId, userId));
  }

  /** Opens a thread that all see who see the channel. Gives its id. */
  async openThread(channelId: string, name: string): Promise<string> {
    const body = { name, type: ChannelType.PublicThread, auto_archive_duration: weekInMinutes };
    return idIn(await this.rest.post(Routes.threads(channelId), { body }));
  }

  async renameThread(threadId: string, name: string): Promise<void> {
    await this.naming.setToken(this.token).patch(Routes.channel(threadId), { body: { name } });
  }

  /** Puts a thread away, or opens it again. */
  async archiveThread(threadId: string, archived: boolean): Promise<void> {
    await this.rest.patch(Routes.channel(threadId), { body: { archived } });
  }

  async setTags(threadId: string, tags: readonly string[]): Promise<void> {
    await this.rest.patch(Routes.channel(threadId), { body: { applied_tags: tags } });
  }

  async createMessage(channelId: string, { replyTo, nonce, ...draft }: Draft): Promise<string> {
    const body = {
      ...bodyOf(draft),
      ...(nonce !== undefined && { nonce, enforce_nonce: true }),
      ...(replyTo !== undefined && { message_reference: { message_id: replyTo, fail_if_not_exists: false } }),
    };
    return idIn(await this.rest.post(Routes.channelMessages(channelId), { body, ...filesOf(draft) }));
  }

  async editMessage(channelId: string, messageId: string, draft: Draft): Promise<void> {
    await this.rest.patch(Routes.channelMessage(channelId, messageId), { body: bodyOf(draft), ...filesOf(draft) });
  }

  /** Changes nothing of a message but the buttons under it. */
  async setButtons(channelId: string, messageId: string, rows: readonly Row[]): Promise<void> {
    await this.rest.patch(Routes.channelMessage(channelId, messageId), { body: { components: rows } });
  }

  async deleteMessage(channelId: string, messageId: string): Promise<void> {
    await this.rest.delete(Routes.channelMessage(channelId, messageId));
  }

  async react(channelId: string, messageId: string, emoji: string): Promise<void> {
    await this.rest.put(Routes.channelMessageOwnReaction(channelId, messageId, encodeURIComponent(emoji)));
  }

  async showTyping(channelId: string): Promise<void> {
    await this.rest.post(Routes.channelTyping(channelId));
  }

  /** Answers an interaction at once, within the three seconds that Discord gives. */
  async respond(id: string, token: string, type: number, data?: object): Promise<void> {
    const body = { type, ...(data && { data }) };
    await this.rest.post(Routes.interactionCallback(id, token), { body, auth: false });
  }

  /** Says something that only whoever pressed or typed sees. */
  async whisper(id: string, token: string, content: string): Promise<void> {
    await this.respond(id, token, responses.message, { content, flags: ephemeral, allowed_mentions: callsNobody });
  }

  /** Answers with something that all see who read along. Gives its id. */
  async showAll(id: string, token: string, content: string): Promise<string> {
    const body = { type: responses.message, data: bodyOf({ content, rows: [] }) };
    const query = new URLSearchParams({ with_response: 'true' });
    const shown = await this.rest.post(Routes.interactionCallback(id, token), { body, query, auth: false });
    return shownSchema.parse(shown).resource.message.id;
  }

  /** Shows that an answer is on its way. */
  async defer(id: string, token: string, alone: boolean): Promise<void> {
    await this.respond(id, token, responses.deferred, alone ? { flags: ephemeral } : undefined);
  }

  /** Fills in a reply that was put off. Gives its id. */
  async editReply({ applicationId, token }: ReplyHandle, draft: Draft): Promise<string> {
    const route = Routes.webhookMessage(applicationId, token, '@original');
    return idIn(await this.rest.patch(route, { body: bodyOf(draft), ...filesOf(draft), auth: false }));
  }

  /** Draws other buttons under the message that somebody pressed one of. */
  async redraw({ applicationId, token }: ReplyHandle, rows: readonly Row[]): Promise<void> {
    const route = Routes.webhookMessage(applicationId, token, '@original');
    await this.rest.patch(route, { body: { components: rows }, auth: false });
  }

  /** Adds another message to a reply that only one person sees. Gives its id. */
  async addToReply({ applicationId, token }: ReplyHandle, draft: Draft): Promise<string> {
    const { flags, ...body } = bodyOf(draft);
    const alone = { ...body, flags: flags | ephemeral };
    const route = Routes.webhook(applicationId, token);
    return idIn(await this.rest.post(route, { body: alone, ...filesOf(draft), auth: false }));
  }

  async deleteReply({ applicationId, token }: ReplyHandle): Promise<void> {
    await this.rest.delete(Routes.webhookMessage(applicationId, token, '@original'), { auth: false });
  }

  async setCommands(applicationId: string, commands: readonly object[]): Promise<void> {
    await this.rest.put(Routes.applicationCommands(applicationId), { body: commands });
  }

  /** After one refusal discord.js forgets the token and can do nothing more; the outbox knows when to try again. */
  private get rest(): REST {
    return this.client.setToken(this.token);
  }
}

function idIn(answer: unknown): string {
  return messageSchema.pick({ id: true }).parse(answer).id;
}
