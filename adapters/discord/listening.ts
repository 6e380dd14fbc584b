import type { Receiver } from '../../src/desk/channel.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import { persist } from '../../src/kernel/persist.ts';
import type { DiscordApi } from './api.ts';
import { askDiscord } from './ask-discord.ts';
import type { Behind } from './behind.ts';
import { slashCommands } from './commands.ts';
import type { Echoes } from './echoes.ts';
import type { Forums } from './forums.ts';
import { Gateway, type Packet } from './gateway.ts';
import { HandOver } from './hand-over.ts';
import type { IdentifyBudget } from './identify-budget.ts';
import { Interactions } from './interactions.ts';
import { Messages } from './messages.ts';
import { readySchema } from './payload.ts';
import type { PrivateChannels } from './private-channels.ts';
import type { PendingReplies } from './replies.ts';
import { Setup } from './setup.ts';

/** What listening works with. */
export interface ListeningParts {
  channel: string;
  token: string;
  apiRoot?: string;
  shards?: number;
  /** Whether to ask for what people write among others even without a forum. */
  messageContent: boolean;
  api: DiscordApi;
  budget: IdentifyBudget;
  privateChannels: PrivateChannels;
  forums: Forums;
  replies: PendingReplies;
  echoes: Echoes;
  unstored: Map<string, string>;
  behind: Behind;
  suggest(typed: string): Promise<readonly string[]>;
  maySetUp(senderKey: string): Promise<boolean>;
  amongAdvisors(conversationKey: string): Promise<boolean>;
  receiver: Receiver;
  logger: Logger;
}

/** Listens to Discord, from a start to a stop. */
export class Listening {
  private readonly parts: ListeningParts;
  private readonly controller = new AbortController();
  private readonly handOver: HandOver;
  private readonly gateway: Gateway;
  private readonly interactions: Interactions;
  private readonly ended: Promise<void>;
  private messages: Messages | undefined;

  constructor(parts: ListeningParts) {
    this.parts = parts;
    const { channel, receiver, logger, forums, token, budget, apiRoot, shards } = parts;
    const { signal } = this.controller;
    this.handOver = new HandOver({ channel, receiver, logger, signal });
    this.gateway = new Gateway({
      ...{ token, logger, budget },
      ...(apiRoot !== undefined && { apiRoot }),
      ...(shards !== undefined && { shards }),
      wantsContent: () => parts.messageContent || !forums.isEmpty,
      onPacket: (packet) => this.take(packet),
    });
    const setup = new Setup({ ...parts, handOver: this.handOver, onForums: () => this.gateway.renew() });
    this.interactions = new Interactions({ ...parts, handOver: this.handOver, setup });
    this.ended = this.run(signal);
  }

  /** Whether events come in now. */
  get isConnected(): boolean {
    return this.gateway.isConnected;
  }

  /** Whether what people write among others comes in too. */
  get readsAll(): boolean {
    return this.gateway.readsAll;
  }

  /** Takes no more; fulfilled when what is under way has been handed over. */
  async end(): Promise<void> {
    this.controller.abort();
    await this.ended;
    await this.messages?.idle();
    await this.interactions.idle();
  }

  private async run(signal: AbortSignal): Promise<void> {
    const { forums, behind, logger } = this.parts;
    const read = async () => {
      await forums.load();
      await behind.begin();
    };
    await persist(read, signal, {
      report: (_error, pauseMs) => logger.warn({ pauseMs }, 'not known yet what to listen to'),
    });
    await this.gateway.run(signal);
  }

  private take({ t, d }: Packet): void {
    switch (t) {
      case 'READY':
        this.ready(d);
        return;
      case 'MESSAGE_CREATE':
        this.messages?.created(d);
        return;
      case 'MESSAGE_UPDATE':
        this.messages?.edited(d);
        return;
      case 'MESSAGE_DELETE':
      case 'MESSAGE_DELETE_BULK':
        this.messages?.deleted(d);
        return;
      case 'INTERACTION_CREATE':
        this.interactions.take(d);
    }
  }

  /** A new session: what happened since the last one is not told, and looked up. */
  private ready(payload: unknown): void {
    const { parts, handOver } = this;
    const ready = readySchema.safeParse(payload).data;
    if (!ready) return;
    if (!this.messages) {
      const me = ready.user.id;
      const { signal } = this.controller;
      this.messages = new Messages({ ...parts, handOver, me, signal });
      parts.logger.info({}, 'discord open');
      void this.register(ready.application?.id ?? me, signal);
    }
    this.messages.missed();
  }

  private async register(applicationId: string, signal: AbortSignal): Promise<void> {
    const { api, logger } = this.parts;
    const set = () => api.setCommands(applicationId, slashCommands()).then(() => true);
    const isSet = await askDiscord(set, { signal, logger });
    if (!isSet && !signal.aborted) logger.error({ code: 'commands_refused' }, 'discord refuses the slash commands');
  }
}
