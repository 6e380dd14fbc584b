import { setTimeout as delay } from 'node:timers/promises';
import { afterPress } from '../../src/desk/buttons.ts';
import type { InboundEvent } from '../../src/desk/channel.ts';
import { decodePress, type Press, pressAction } from '../../src/desk/press.ts';
import { buttonWordings } from '../../src/desk/wording/button-wording.ts';
import { wordings as deskWordings } from '../../src/desk/wording/wordings.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import { interactionRef, keyOf } from './address.ts';
import { type DiscordApi, responses } from './api.ts';
import { audienceOf, longestChoice, mostChoices, typedCommand, typedSoFar } from './commands.ts';
import { drawn, goPrivate, rowsUnder } from './components.ts';
import { codeOf } from './failures.ts';
import type { HandedOver, HandOver } from './hand-over.ts';
import { type Interaction, interactionSchema } from './payload.ts';
import type { PendingReplies, PendingReply } from './replies.ts';
import { wordings } from './wording.ts';

/** How long storing may take before Discord hears that we are busy, in milliseconds; it waits for three seconds. */
const storedWithinMs = 1_500;

/** A message that only one person sees. */
const ephemeral = 64;

const kinds = { command: 2, component: 3, autocomplete: 4 } as const;

/** What interactions are answered with. */
export interface InteractionsParts {
  api: DiscordApi;
  handOver: HandOver;
  replies: PendingReplies;
  /** Questions that begin like what somebody typed. */
  suggest(typed: string): Promise<readonly string[]>;
  logger: Logger;
}

/** Takes slash commands and pressed buttons: stored first, then Discord is told so, within its three seconds. */
export class Interactions {
  private readonly parts: InteractionsParts;
  private readonly underWay = new Set<Promise<void>>();

  constructor(parts: InteractionsParts) {
    this.parts = parts;
  }

  take(payload: unknown): void {
    const parsed = interactionSchema.safeParse(payload);
    if (!parsed.success) {
      this.parts.logger.warn({ code: 'interaction_not_understood' }, 'discord interaction passed over');
      return;
    }
    const taken = this.handle(parsed.data)
      .catch((error: unknown) => this.parts.logger.error({ code: codeOf(error) }, 'discord interaction failed'))
      .finally(() => this.underWay.delete(taken));
    this.underWay.add(taken);
  }

  async idle(): Promise<void> {
    await Promise.all(this.underWay);
  }

  private async handle(interaction: Interaction): Promise<void> {
    const user = interaction.member?.user ?? interaction.user;
    if (!user) return;
    const senderKey = keyOf({ kind: 'user', id: user.id });
    if (interaction.type === kinds.command) await this.command(interaction, senderKey);
    else if (interaction.type === kinds.component) await this.press(interaction, senderKey);
    else if (interaction.type === kinds.autocomplete) await this.complete(interaction);
  }

  private async command(interaction: Interaction, senderKey: string): Promise<void> {
    const text = typedCommand(interaction);
    if (text === undefined) return;
    const ref = interactionRef(interaction.id);
    const place = placeOf(interaction);
    const seenBy = place === undefined ? 'everybody' : audienceOf(text);
    const inGroup = place !== undefined && seenBy !== 'private';
    const conversationKey = inGroup ? place : senderKey;
    await this.answeredLater(
      interaction,
      {
        ...{ eventId: ref, conversationKey, senderKey, audience: inGroup ? 'group' : 'private' },
        action: { kind: 'text', text, ref },
      },
      seenBy !== 'everybody',
      ({ replyToRef, message }) => (inGroup ? replyToRef === ref : message.author === 'desk'),
    );
  }

  /** Stores an event whose answer comes as a message of the desk, and shows until then that it is coming. */
  private async answeredLater(
    { id, token, application_id: applicationId }: Interaction,
    event: InboundEvent,
    alone: boolean,
    isAnsweredBy: PendingReply['isAnsweredBy'],
  ): Promise<void> {
    const { api, handOver, replies } = this.parts;
    let shows: (shown: boolean) => void = () => {};
    const shown = new Promise<boolean>((resolve) => (shows = resolve));
    const { conversationKey } = event;
    const reply: PendingReply = { applicationId, token, conversationKey, alone, isAnsweredBy, shown };
    replies.add(reply);
    const storing = handOver.event(event);
    const soon = await Promise.race([storing, delay(storedWithinMs, 'later' as const)]);
    const refusal = refusalIn(soon);
    if (refusal !== undefined) {
      shows(false);
      replies.forget(reply);
      await this.quietly(api.whisper(id, token, refusal));
      return;
    }
    shows(await this.quietly(api.defer(id, token, alone)));
    const late = soon === 'later' ? refusalIn(await storing) : undefined;
    if (late === undefined || !replies.forget(reply)) return;
    await this.quietly(api.editReply(reply, { content: late, rows: [] }));
  }

  private async press(interaction: Interaction, senderKey: string): Promise<void> {
    const { id, token } = interaction;
    const { api } = this.parts;
    const data = interaction.data?.custom_id ?? '';
    if (data === goPrivate) {
      await this.goPrivate(interaction, senderKey);
      return;
    }
    const press = decodePress(data);
    if (!press || !interaction.message) await this.quietly(api.whisper(id, token, buttonWordings.nl.pressedWrong));
    else if (press.kind === 'done') await this.quietly(api.respond(id, token, responses.seen));
    else if (press.kind === 'source') await this.source(interaction, senderKey, press);
    else await this.choice(interaction, senderKey, press);
  }

  /** The passage behind a source: among others only who asked for it reads it. */
  private async source(
    interaction: Interaction,
    senderKey: string,
    press: Extract<Press, { kind: 'source' }>,
  ): Promise<void> {
    const place = placeOf(interaction);
    const event: InboundEvent = {
      ...{ eventId: interactionRef(interaction.id), conversationKey: place ?? senderKey, senderKey },
      audience: place === undefined ? 'private' : 'group',
      action: pressAction(press),
    };
    await this.answeredLater(
      interaction,
      event,
      place !== undefined,
      ({ message }) => message.replyToId === press.messageId,
    );
  }

  /** What was pressed once under a message counts, however often the press comes. */
  private async choice(
    interaction: Interaction,
    senderKey: string,
    press: Exclude<Press, { kind: 'done' }>,
  ): Promise<void> {
    const { id, token, application_id: applicationId, message, data } = interaction;
    const { api, handOver } = this.parts;
    const place = placeOf(interaction);
    const storing = handOver.event({
      ...{ eventId: `p${message?.id}`, conversationKey: place ?? senderKey, senderKey },
      audience: place === undefined ? 'private' : 'group',
      action: pressAction(press),
    });
    const soon = await Promise.race([storing, delay(storedWithinMs, 'later' as const)]);
    const next = afterPress(rowsUnder(interaction), data?.custom_id ?? '');
    const components = next && drawn(next);
    if (soon === 'later') {
      await this.quietly(api.respond(id, token, responses.seen));
      const handed = await storing;
      if (handed?.kind === 'stored' && components) {
        await this.quietly(api.redraw({ applicationId, token }, components));
      }
      return;
    }
    const refusal = refusalIn(soon);
    if (refusal !== undefined) await this.quietly(api.whisper(id, token, refusal));
    else if (soon?.kind === 'stored' && soon.duplicate) {
      await this.quietly(api.whisper(id, token, buttonWordings.nl.pressedBefore));
    } else if (components) await this.quietly(api.respond(id, token, responses.changed, { components }));
    else await this.quietly(api.respond(id, token, responses.seen));
  }

  private async goPrivate({ id, token }: Interaction, senderKey: string): Promise<void> {
    const { api, handOver } = this.parts;
    const event: InboundEvent = {
      ...{ eventId: interactionRef(id), conversationKey: senderKey, senderKey },
      action: { kind: 'opened', asked: true },
    };
    await Promise.race([handOver.event(event), delay(storedWithinMs)]);
    await this.quietly(api.whisper(id, token, wordings.nl.lookInMessages));
  }

  private async complete(interaction: Interaction): Promise<void> {
    const { id, token } = interaction;
    const found = await this.parts.suggest(typedSoFar(interaction));
    const choices = found
      .filter((question) => question.length <= longestChoice)
      .slice(0, mostChoices)
      .map((question) => ({ name: question, value: question }));
    await this.quietly(this.parts.api.respond(id, token, responses.choices, { choices }));
  }

  /** What is only shown may fail: the event itself is safe. True when Discord took it. */
  private async quietly(shown: Promise<unknown>): Promise<boolean> {
    try {
      await shown;
      return true;
    } catch (error) {
      this.parts.logger.debug({ code: codeOf(error) }, 'discord did not show it');
      return false;
    }
  }
}

/** The conversation in which everybody reads along; undefined in private, and under what only one person sees. */
function placeOf({ guild_id, channel_id, message }: Interaction): string | undefined {
  const alone = ((message?.flags ?? 0) & ephemeral) !== 0;
  const among = typeof guild_id === 'string' && typeof channel_id === 'string' && !alone;
  return among ? keyOf({ kind: 'channel', id: channel_id }) : undefined;
}

/** What is said to whoever did something that was not taken. */
function refusalIn(handed: HandedOver | 'later'): string | undefined {
  if (handed === 'later' || handed?.kind === 'stored') return undefined;
  return handed?.error.message ?? deskWordings.nl.queue.tryAgain;
}
