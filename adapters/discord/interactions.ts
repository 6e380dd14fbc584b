import { questionIn } from '../../src/desk/commands.ts';
import { wordings } from '../../src/desk/wording/wordings.ts';
import { interactionRef, keyOf } from './address.ts';
import { Advisors } from './advisors.ts';
import { Answering, type AnsweringParts } from './answering.ts';
import { responses } from './api.ts';
import { audienceOf, isForAdvisors, longestChoice, mostChoices, typedCommand, typedSoFar } from './commands.ts';
import { ephemeral } from './draft.ts';
import type { Echoes } from './echoes.ts';
import { codeOf } from './failures.ts';
import { type Interaction, interactionSchema } from './payload.ts';
import { Presses, type Whereabouts } from './presses.ts';
import type { PrivateChannels } from './private-channels.ts';
import { type Setup, setUpCommand } from './setup.ts';

const kinds = { command: 2, component: 3, autocomplete: 4, form: 5 } as const;

export interface InteractionsParts extends AnsweringParts {
  privateChannels: PrivateChannels;
  setup: Setup;
  echoes: Echoes;
  /** Whether the conversation with this key is one of advisors. */
  amongAdvisors(conversationKey: string): Promise<boolean>;
  /** Questions that begin like what somebody typed. */
  suggest(typed: string): Promise<readonly string[]>;
}

/** Takes slash commands, pressed buttons, forms that were filled in, and what is typed of a question. */
export class Interactions {
  private readonly parts: InteractionsParts;
  private readonly answering: Answering;
  private readonly presses: Presses;
  private readonly advisors: Advisors;
  private readonly underWay = new Set<Promise<void>>();

  constructor(parts: InteractionsParts) {
    this.parts = parts;
    this.answering = new Answering(parts);
    this.advisors = new Advisors(this.answering, parts.echoes);
    this.presses = new Presses(this.answering, parts.privateChannels, this.advisors);
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
    if (interaction.type === kinds.autocomplete) await this.complete(interaction);
    else if (interaction.type === kinds.command)
      await this.command(interaction, await this.where(interaction, user.id));
    else if (interaction.type === kinds.component) {
      await this.presses.take(interaction, await this.where(interaction, user.id));
    } else if (interaction.type === kinds.form) {
      const { group } = await this.where(interaction, user.id);
      if (group !== undefined) await this.advisors.filledIn(interaction, group);
    }
  }

  private async where({ guild_id, channel_id, message }: Interaction, userId: string): Promise<Whereabouts> {
    const alone = ((message?.flags ?? 0) & ephemeral) !== 0;
    const among = typeof guild_id === 'string' && typeof channel_id === 'string' && !alone;
    const owner = among ? await this.parts.privateChannels.userOf(channel_id) : undefined;
    const group = among && owner !== userId ? keyOf({ kind: 'channel', id: channel_id }) : undefined;
    return { userId, group, isOthers: owner !== undefined && owner !== userId };
  }

  private async command(interaction: Interaction, { userId, group }: Whereabouts): Promise<void> {
    if (interaction.data?.name === setUpCommand.name) {
      await this.setUp(interaction, userId);
      return;
    }
    const text = typedCommand(interaction);
    if (text === undefined) return;
    if (group !== undefined && isForAdvisors(text, await this.parts.amongAdvisors(group))) {
      await this.advisors.typed(interaction, group, text);
      return;
    }
    const ref = interactionRef(interaction.id);
    const seenBy = group === undefined ? 'everybody' : audienceOf(text);
    const inGroup = group !== undefined && seenBy !== 'private';
    const senderKey = keyOf({ kind: 'user', id: userId });
    await this.answering.later(
      interaction,
      {
        ...{ eventId: ref, conversationKey: inGroup ? group : senderKey, senderKey },
        ...{ audience: inGroup ? 'group' : 'private', action: { kind: 'text', text, ref } },
      },
      seenBy !== 'everybody',
      ({ replyToRef, message }) => (inGroup ? replyToRef === ref : message.author === 'desk'),
      inGroup && seenBy === 'everybody' ? questionIn(text) : undefined,
    );
  }

  private async setUp(interaction: Interaction, userId: string): Promise<void> {
    const { id, token, application_id: applicationId } = interaction;
    const { api, setup, logger } = this.parts;
    await this.answering.quietly(api.defer(id, token, true));
    const content = await setup.answer(interaction, userId).catch((error: unknown) => {
      logger.warn({ code: codeOf(error) }, 'discord not set up');
      return wordings.nl.queue.tryAgain;
    });
    await this.answering.quietly(api.editReply({ applicationId, token }, { content, rows: [] }));
  }

  private async complete(interaction: Interaction): Promise<void> {
    const { id, token } = interaction;
    const found = await this.parts.suggest(typedSoFar(interaction));
    const choices = found
      .filter((question) => question.length <= longestChoice)
      .slice(0, mostChoices)
      .map((question) => ({ name: question, value: question }));
    await this.answering.quietly(this.parts.api.respond(id, token, responses.choices, { choices }));
  }
}
