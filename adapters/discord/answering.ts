import { setTimeout as delay } from 'node:timers/promises';
import type { InboundEvent } from '../../src/desk/channel.ts';
import { wordings } from '../../src/desk/wording/wordings.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import type { DiscordApi } from './api.ts';
import { filesWith } from './commands.ts';
import { withFiles } from './download.ts';
import { codeOf } from './failures.ts';
import type { HandedOver, HandOver } from './hand-over.ts';
import type { DiscordAttachment, Interaction } from './payload.ts';
import type { PendingReplies, PendingReply } from './replies.ts';

/** How long storing may take before Discord hears that we are busy, in milliseconds; it waits for three seconds. */
const storedWithinMs = 1_500;

/** What interactions are answered with. */
export interface AnsweringParts {
  api: DiscordApi;
  handOver: HandOver;
  replies: PendingReplies;
  logger: Logger;
}

/** Answers what Discord waits for: an event is stored first, then Discord is told so, within its three seconds. */
export class Answering {
  readonly api: DiscordApi;
  private readonly parts: AnsweringParts;

  constructor(parts: AnsweringParts) {
    this.parts = parts;
    this.api = parts.api;
  }

  /** Stores an event: how that ended, or `later` with a promise when it takes long. */
  async store(
    event: InboundEvent,
    files: readonly DiscordAttachment[] = [],
  ): Promise<{ soon: HandedOver | 'later'; done: Promise<HandedOver> }> {
    const done = withFiles(event, files, this.api).then((whole) => this.parts.handOver.event(whole));
    return { soon: await Promise.race([done, delay(storedWithinMs, 'later' as const)]), done };
  }

  /**
   * Stores an event whose answer comes as a message of the desk, and shows until then that it is coming.
   *
   * @param alone whether only who asked sees the answer
   * @param asked what is to be read above the answer
   */
  async later(
    interaction: Interaction,
    event: InboundEvent,
    alone: boolean,
    isAnsweredBy: PendingReply['isAnsweredBy'],
    asked = '',
  ): Promise<void> {
    const { api, replies } = this.parts;
    const { id, token, application_id: applicationId } = interaction;
    let shows: (shown: boolean) => void = () => {};
    const shown = new Promise<boolean>((resolve) => (shows = resolve));
    const reply: PendingReply = {
      ...{ applicationId, token, conversationKey: event.conversationKey },
      ...{ alone, isAnsweredBy, asked, shown },
    };
    // Before it is stored: its answer may be there a moment after.
    replies.add(reply);
    const { soon, done } = await this.store(event, filesWith(interaction));
    const refusal = refusalIn(soon);
    if (refusal !== undefined) {
      shows(false);
      replies.forget(reply);
      await this.quietly(api.whisper(id, token, refusal));
      return;
    }
    const isShown = await this.quietly(api.defer(id, token, alone));
    shows(isShown);
    // Too late, or delivered twice: then the reply is nobody's, or that of the first delivery.
    if (!isShown) replies.forget(reply);
    const late = soon === 'later' ? refusalIn(await done) : undefined;
    if (late === undefined || !replies.forget(reply)) return;
    await this.quietly(api.editReply(reply, { content: late, rows: [] }));
  }

  /** What is only shown may fail: the event itself is safe. True when Discord took it. */
  async quietly(shown: Promise<unknown>): Promise<boolean> {
    try {
      await shown;
      return true;
    } catch (error) {
      this.parts.logger.debug({ code: codeOf(error) }, 'discord did not show it');
      return false;
    }
  }
}

/** What is said to whoever did something that was not taken. */
export function refusalIn(handed: HandedOver | 'later'): string | undefined {
  if (handed === 'later' || handed?.kind === 'stored') return undefined;
  return handed?.error.message ?? wordings.nl.queue.tryAgain;
}
