import type { SendRate } from '../../src/delivery/send-gate.ts';
import { fullBucket, type Rate, takeToken, tokensIn } from '../../src/delivery/token-bucket.ts';
import type { Channel, ChannelCapabilities, Posting, Receiver, SendResult } from '../../src/desk/channel.ts';
import { Backoff } from '../../src/kernel/backoff.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import { type Address, addressOf } from './address.ts';
import { DiscordApi } from './api.ts';
import { Behind } from './behind.ts';
import { rowsOf } from './components.ts';
import { Echoes } from './echoes.ts';
import { codeOf, isArchived, isGone, isOutOfSight, resultOf } from './failures.ts';
import { longestText } from './format.ts';
import { Forums } from './forums.ts';
import { IdentifyBudget } from './identify-budget.ts';
import { Listening } from './listening.ts';
import type { Watched } from './look-up.ts';
import { Outbound } from './outbound.ts';
import { inChannelItself, Places } from './places.ts';
import { type Notes, PrivateChannels } from './private-channels.ts';
import { PendingReplies, type PendingReply } from './replies.ts';

export interface DiscordChannelOptions {
  token: string;
  /** Where Discord's REST interface is, without its version; its own unless said. */
  apiRoot?: string;
  /** Ids of the forums in which each post is a question to the desk. To read what is not said to it, the bot needs leave. */
  forums?: readonly string[];
  /** Whether to ask for that leave in any case: it lets members go on in a private thread. */
  messageContent?: boolean;
  /** How many connections to the gateway; as many as Discord advises unless said. */
  shards?: number;
  /** How much Discord lets itself be sent; its documented limits unless said, null for no limit of ours. */
  sendRate?: SendRate | null;
  logger: Logger;
  /** Conversations in which something may have been missed while nobody listened. */
  watched(): Promise<readonly Watched[]>;
  /** What is remembered over restarts. */
  notes: Notes;
  /** Whether this account belongs to the board; nobody's does unless said. */
  maySetUp?(senderKey: string): Promise<boolean>;
  /** Whether the conversation with this key is one of advisors; none is unless said. */
  amongAdvisors?(conversationKey: string): Promise<boolean>;
  /** Questions of the archive that begin like what somebody typed; none unless said. */
  suggest?(typed: string): Promise<readonly string[]>;
}

const channelName = 'discord';

/** First and longest pause when Discord cannot be reached, in milliseconds. */
const pauses = [1_000, 60_000] as const;

/**
 * Discord lets a bot make 50 requests in any second, of whatever kind, and send five messages in five seconds in a channel. Both
 * rates together, with what each lets through after a rest, stay below it: one request too many, and all that are under way are
 * refused.
 */
const defaultSendRate: SendRate = {
  overall: { perSecond: 25, burst: 15 },
  perConversation: { perSecond: 1, burst: 5 },
};
const typingRate: Rate = { perSecond: 5, burst: 5 };

/** The desk on Discord. It can be stopped and started again, and sends whether started or not. */
export class DiscordChannel implements Channel {
  readonly name = channelName;
  readonly capabilities: ChannelCapabilities;
  private readonly options: DiscordChannelOptions;
  private readonly api: DiscordApi;
  private readonly privateChannels: PrivateChannels;
  private readonly forums: Forums;
  private readonly behind: Behind;
  private readonly echoes = new Echoes();
  private readonly outbound: Outbound;
  private readonly places: Places;
  private readonly replies: PendingReplies;
  private readonly backoff = new Backoff(...pauses);
  private readonly unstored = new Map<string, string>();
  private readonly budget = new IdentifyBudget();
  private typing = fullBucket(typingRate, Date.now());
  private listening: Listening | undefined;

  constructor(options: DiscordChannelOptions) {
    const { token, apiRoot, sendRate, logger } = options;
    this.options = options;
    this.capabilities = {
      ...{ maxTextLength: longestText, buttons: true, typing: true, rooms: true },
      ...(sendRate !== null && { sendRate: sendRate ?? defaultSendRate }),
      // Two who listen with one token both hear everything.
      oneReceiver: true,
    };
    this.api = new DiscordApi(token, apiRoot);
    this.privateChannels = new PrivateChannels(this.api, options.notes);
    this.forums = new Forums(this.api, options.notes, options.forums ?? []);
    this.behind = new Behind(options.notes, options.watched);
    this.outbound = new Outbound(this.api, this.echoes);
    this.places = new Places(this.api, this.outbound);
    this.replies = new PendingReplies((reply) => {
      this.api.deleteReply(reply).catch((error: unknown) => logger.debug({ code: codeOf(error) }, 'reply not removed'));
    });
  }

  /** Begins in the background: without a network, or with a wrong token, the rest of the desk opens all the same. */
  async start(receiver: Receiver): Promise<void> {
    const { api, budget, privateChannels, forums, behind, replies, echoes, unstored } = this;
    const { token, apiRoot, shards, messageContent = false, logger } = this.options;
    this.refresh();
    const { suggest = async () => [], maySetUp = async () => false } = this.options;
    const { amongAdvisors = async () => false } = this.options;
    this.listening = new Listening({
      ...{ channel: this.name, token, messageContent, api, budget, privateChannels, forums, behind, replies },
      ...{ echoes, unstored, suggest, maySetUp, amongAdvisors, receiver, logger },
      ...(apiRoot !== undefined && { apiRoot }),
      ...(shards !== undefined && { shards }),
    });
  }

  async stop(): Promise<void> {
    await this.listening?.end();
    this.listening = undefined;
  }

  async send(conversationKey: string, posting: Posting): Promise<SendResult> {
    const address = addressOf(conversationKey);
    if (!address) return { kind: 'undeliverable', reason: 'gone' };
    // Whoever listens keeps the notes; of several processes that may be another.
    if (!this.listening) this.refresh();
    const reply = posting.action === 'send' ? await this.replies.take(conversationKey, posting) : undefined;
    try {
      const result = await this.attempt(address, posting, reply).catch(async (error: unknown) => {
        await this.makeWay(address, error);
        return this.attempt(address, posting, reply);
      });
      this.backoff.reset();
      if (posting.action === 'send' && address.kind === 'channel') this.tag(address.id, posting);
      return result;
    } catch (error) {
      const result = resultOf(error, this.backoff.next());
      if (reply && result.kind === 'retry') this.replies.add(reply);
      return result;
    }
  }

  isCutOff(): boolean {
    return this.listening?.isConnected === false;
  }

  /** Not shown to everybody when many write at once: answers go before it. */
  showTyping(conversationKey: string): void {
    const address = addressOf(conversationKey);
    const now = Date.now();
    if (!address || tokensIn(this.typing, typingRate, now) < 1) return;
    this.typing = takeToken(this.typing, typingRate, now);
    this.channelOf(address)
      .then((channel) => this.api.showTyping(channel))
      .catch((error: unknown) => this.options.logger.debug({ code: codeOf(error) }, 'typing not shown'));
  }

  private async attempt(address: Address, posting: Posting, reply: PendingReply | undefined): Promise<SendResult> {
    const { action, place } = posting;
    if (action === 'receipt') return this.outbound.receipt(await this.channelOf(address), posting);
    const among = this.listening?.readsAll === true ? 'group with threads' : 'group';
    const rows = rowsOf(posting, address.kind === 'user' ? 'alone' : among);
    if (action === 'change') {
      return this.outbound.change(await this.channelOf(address), inChannelItself(address, posting), rows);
    }
    const send = (to: Address) =>
      this.outbound.send(() => this.channelOf(to), inChannelItself(to, posting), rows, reply);
    if (place && address.kind === 'channel') {
      return action === 'send'
        ? this.places.send(address, place, send)
        : this.places.prepare(address, place, posting, rows);
    }
    return action === 'send' ? send(address) : { kind: 'undeliverable', reason: 'gone' };
  }

  /** Opens a thread again that was put away, and forgets a private conversation that is gone. Throws what it can do nothing about. */
  private async makeWay(address: Address, error: unknown): Promise<void> {
    if (isArchived(error)) await this.api.archiveThread(await this.channelOf(address), false);
    else if (address.kind === 'user' && (isGone(error) || isOutOfSight(error)))
      await this.privateChannels.forget(address.id);
    else throw error;
  }

  /** A sign beside the answer, and no more: nobody waits for it. */
  private tag(threadId: string, posting: Posting): void {
    this.forums
      .show(threadId, posting)
      .catch((error: unknown) => this.options.logger.debug({ code: codeOf(error) }, 'tags not shown'));
  }

  private refresh(): void {
    this.privateChannels.refresh();
    this.forums.refresh();
  }

  private async channelOf({ kind, id }: Address): Promise<string> {
    return kind === 'user' ? this.privateChannels.of(id) : id;
  }
}
