import type { IncomingMessage, ServerResponse } from 'node:http';
import { Api } from 'grammy';
import type { SendRate } from '../../src/delivery/send-gate.ts';
import type { Channel, ChannelCapabilities, Posting, Receiver, SendResult, WayIn } from '../../src/desk/channel.ts';
import { Backoff } from '../../src/kernel/backoff.ts';
import { DeskError } from '../../src/kernel/errors.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import { type Address, addressOf, isGroup } from './address.ts';
import { CommandsMenu, type StaffMember } from './commands-menu.ts';
import { startLink } from './deep-link.ts';
import { codeOf, isTooMuch, movedTo, resultOf } from './failures.ts';
import { handOver } from './inbound.ts';
import { groupKeyboardOf, keyboardOf } from './keyboard.ts';
import { Outbound } from './outbound.ts';
import { persist } from './persist.ts';
import { Places } from './places.ts';
import { longestText } from './plan.ts';
import { Poller } from './poller.ts';
import { forGrammy } from './signal.ts';
import { updateKinds } from './update.ts';
import { createWebhook } from './webhook.ts';
import type { Me } from './words.ts';

/** How updates come in: the channel asks for them, or Telegram posts them to an address with a secret. */
export type Receiving = { kind: 'polling'; pollSeconds?: number } | { kind: 'webhook'; url: string; secret: string };

export interface TelegramChannelOptions {
  token: string;
  /** Where Telegram's API is; its own unless said. */
  apiRoot?: string;
  receiving: Receiving;
  logger: Logger;
  /** How much Telegram lets itself be sent; its documented limits unless said, null for no limit of ours. */
  sendRate?: SendRate | null;
  /** Advisors and board members with an account here, for whom more commands are shown. */
  staff(): Promise<readonly StaffMember[]>;
  /** Keys of the groups of advisors here. */
  advisorGroups(): Promise<readonly string[]>;
}

/** Longest that one call may take, in seconds: a poll that is kept open, and a file that is sent. */
const callSeconds = 120;

/** How often is asked again who the bot is, when Telegram did not say, in milliseconds. */
const askAgainMs = 60_000;

/** First and longest pause when Telegram cannot be reached, in milliseconds. */
const pauses = [1_000, 60_000] as const;

const channelName = 'telegram';

/** What Telegram lets a bot send: about 30 messages a second in all, and one a second in a chat, some at once after a rest. */
const defaultSendRate: SendRate = {
  overall: { perSecond: 30, burst: 30 },
  perConversation: { perSecond: 1, burst: 5 },
};

/** The desk in Telegram. It can be stopped and started again, and sends whether started or not. */
export class TelegramChannel implements Channel {
  readonly name = channelName;
  readonly capabilities: ChannelCapabilities;
  private readonly options: TelegramChannelOptions;
  private readonly api: Api;
  private readonly outbound: Outbound;
  private readonly places: Places;
  private readonly menu: CommandsMenu;
  private readonly backoff = new Backoff(...pauses);
  private receiver: Receiver | undefined;
  private running: AbortController | undefined;
  private ended: Promise<void> | undefined;
  private knownMe: Me | undefined;
  private askedMeAt = Number.NEGATIVE_INFINITY;
  private readonly underWay = new Set<Promise<void>>();
  private readonly webhookHandler: ReturnType<typeof createWebhook> | undefined;

  constructor(options: TelegramChannelOptions) {
    const { token, apiRoot, receiving, staff, advisorGroups, logger } = options;
    this.options = options;
    this.capabilities = {
      ...{ maxTextLength: longestText, buttons: true, typing: true, rooms: true },
      ...(options.sendRate !== null && { sendRate: options.sendRate ?? defaultSendRate }),
      // Of two who poll with one token, Telegram turns one away.
      ...(receiving.kind === 'polling' && { oneReceiver: true }),
    };
    this.api = new Api(token, { timeoutSeconds: callSeconds, ...(apiRoot !== undefined && { apiRoot }) });
    this.outbound = new Outbound(this.api);
    this.places = new Places(this.api, this.outbound);
    this.menu = new CommandsMenu(this.api, { staff, advisorGroups }, logger);
    if (receiving.kind === 'webhook') {
      const { secret } = receiving;
      this.webhookHandler = createWebhook({ secret, handOver: (updates) => this.handOver(updates) });
    }
  }

  /** Takes what Telegram posts; only with a webhook. */
  get webhook(): ((request: IncomingMessage, response: ServerResponse) => void) | undefined {
    return this.webhookHandler;
  }

  /** Begins in the background: without a network, or with a wrong token, the rest of the desk opens all the same. */
  async start(receiver: Receiver): Promise<void> {
    this.receiver = receiver;
    this.running = new AbortController();
    this.ended = this.run(this.running.signal);
  }

  async stop(): Promise<void> {
    this.menu.stop();
    this.running?.abort();
    await this.ended;
    await Promise.allSettled(this.underWay);
    this.receiver = undefined;
  }

  async send(conversationKey: string, posting: Posting): Promise<SendResult> {
    const address = addressOf(conversationKey);
    if (!address) return { kind: 'undeliverable', reason: 'gone' };
    try {
      const result = await this.attempt(address, posting).catch((error: unknown) => {
        const moved = movedTo(error);
        if (moved === undefined) throw error;
        // The group has another id. Its conversation follows with the update that says so; this goes there at once.
        return this.attempt({ ...address, chat_id: moved }, posting);
      });
      this.backoff.reset();
      return result;
    } catch (error) {
      const result = resultOf(error, this.backoff.next());
      // A group takes some twenty messages a minute: its tickets may be too many for it while all else goes on.
      const itself = result.kind === 'retry' && isGroup(address) && isTooMuch(error);
      return itself ? { ...result, receiverOnly: true } : result;
    }
  }

  showTyping(conversationKey: string): void {
    const address = addressOf(conversationKey);
    if (!address) return;
    const { chat_id, card: _card, ...thread } = address;
    this.api
      .sendChatAction(chat_id, 'typing', thread)
      .catch((error: unknown) => this.options.logger.debug({ code: codeOf(error) }, 'typing not shown'));
  }

  inviteLink(question: string | null): WayIn | undefined {
    if (this.knownMe) return { platform: 'Telegram', url: startLink(this.knownMe.username, question) };
    // Of several processes one receives; the others were never told who the bot is.
    const now = performance.now();
    if (now - this.askedMeAt >= askAgainMs) {
      this.askedMeAt = now;
      this.me().catch((error: unknown) => this.options.logger.debug({ code: codeOf(error) }, 'bot not known'));
    }
    return undefined;
  }

  private async run(signal: AbortSignal): Promise<void> {
    const { receiving, logger } = this.options;
    await persist(() => this.prepare(receiving, signal), signal, logger);
    if (signal.aborted) return;
    logger.info({ receiving: receiving.kind }, 'telegram open');
    this.menu.start();
    if (receiving.kind === 'webhook') return;
    const { pollSeconds } = receiving;
    const handOver = (updates: readonly unknown[]) => this.handOver(updates);
    await new Poller({ api: this.api, logger, handOver, ...(pollSeconds !== undefined && { pollSeconds }) }).run(
      signal,
    );
  }

  private async prepare(receiving: Receiving, signal: AbortSignal): Promise<void> {
    await this.me(signal);
    if (receiving.kind === 'polling') await this.api.deleteWebhook({}, forGrammy(signal));
    else {
      const { url, secret } = receiving;
      await this.api.setWebhook(url, { secret_token: secret, allowed_updates: updateKinds }, forGrammy(signal));
    }
  }

  private async attempt(address: Address, posting: Posting): Promise<SendResult> {
    const { action, message, language, place } = posting;
    if (action === 'receipt') return this.outbound.receipt(address, posting);
    const keyboard = isGroup(address)
      ? groupKeyboardOf(message, language, (await this.me()).username)
      : keyboardOf(message, language);
    if (action === 'change') return this.outbound.change(address, posting, keyboard);
    const send = (to: Address) => this.outbound.send(to, posting, keyboard);
    if (place === null) return action === 'send' ? send(address) : { kind: 'undeliverable', reason: 'gone' };
    return action === 'send'
      ? this.places.send(address, place, send)
      : this.places.prepare(address, place, posting, keyboard);
  }

  private handOver(updates: readonly unknown[]): Promise<void> {
    const handed = this.handOverNow(updates);
    const settled = handed.catch(() => {}).finally(() => this.underWay.delete(settled));
    this.underWay.add(settled);
    return handed;
  }

  private async handOverNow(updates: readonly unknown[]): Promise<void> {
    const { receiver, api } = this;
    const { logger, token, apiRoot = 'https://api.telegram.org' } = this.options;
    // Telegram posts them again.
    if (!receiver) throw new DeskError('busy', 'the channel is not started');
    const fileRoot = `${apiRoot}/file/bot${token}`;
    await handOver(updates, { channel: this.name, api, fileRoot, receiver, me: await this.me(), logger });
  }

  private async me(signal?: AbortSignal): Promise<Me> {
    this.knownMe ??= await this.api.getMe(signal && forGrammy(signal));
    return this.knownMe;
  }
}
