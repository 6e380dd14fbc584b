import { ChannelType } from 'discord.js';
import { afterPress } from '../../src/desk/buttons.ts';
import type { InboundEvent } from '../../src/desk/channel.ts';
import { decodePress, type Press, pressAction } from '../../src/desk/press.ts';
import { buttonWordings } from '../../src/desk/wording/button-wording.ts';
import { interactionRef, keyOf } from './address.ts';
import type { Advisors } from './advisors.ts';
import { type Answering, refusalIn } from './answering.ts';
import { responses } from './api.ts';
import { answerForm, drawn, goPrivate, goThread, noteForm, rowsUnder } from './components.ts';
import { unlessRefused } from './failures.ts';
import { Lanes } from './lanes.ts';
import type { Interaction } from './payload.ts';
import type { PrivateChannels } from './private-channels.ts';
import { wordings } from './wording.ts';

/** Who did something, and where. */
export interface Whereabouts {
  userId: string;
  /** Key of the conversation in which others read along; undefined in private, and under what only one person sees. */
  group: string | undefined;
  /** In a thread for one member, and that is somebody else. */
  isOthers: boolean;
}

/** Takes pressed buttons. */
export class Presses {
  private readonly answering: Answering;
  private readonly privateChannels: PrivateChannels;
  private readonly opening = new Lanes();
  private readonly advisors: Advisors;

  constructor(answering: Answering, privateChannels: PrivateChannels, advisors: Advisors) {
    this.answering = answering;
    this.privateChannels = privateChannels;
    this.advisors = advisors;
  }

  async take(interaction: Interaction, where: Whereabouts): Promise<void> {
    const { id, token } = interaction;
    const { answering } = this;
    const data = interaction.data?.custom_id ?? '';
    const press = decodePress(data);
    if (data === goPrivate) await this.goPrivate(interaction, where);
    else if (data === goThread) await this.goThread(interaction, where);
    else if (data === answerForm || data === noteForm) await this.advisors.showForm(interaction);
    else if (!press || !interaction.message || where.isOthers) {
      await answering.quietly(answering.api.whisper(id, token, buttonWordings.nl.pressedWrong));
    } else if (press.kind === 'done') await answering.quietly(answering.api.respond(id, token, responses.seen));
    else if (press.kind === 'source') await this.source(interaction, where, press);
    else await this.choice(interaction, where, press);
  }

  /** The passage behind a source: among others only who asked for it reads it. */
  private async source(
    interaction: Interaction,
    where: Whereabouts,
    press: Extract<Press, { kind: 'source' }>,
  ): Promise<void> {
    const event = eventOf(interactionRef(interaction.id), where, press);
    const isAlone = where.group !== undefined;
    await this.answering.later(interaction, event, isAlone, ({ message }) => message.replyToId === press.messageId);
  }

  /**
   * What was pressed once under a message counts, however often the press comes. Among others each press counts: the first may be
   * of somebody who may not, and the buttons there follow the ticket.
   */
  private async choice(
    interaction: Interaction,
    where: Whereabouts,
    press: Exclude<Press, { kind: 'done' }>,
  ): Promise<void> {
    const { id, token, application_id: applicationId, message, data } = interaction;
    const { answering } = this;
    const { api } = answering;
    const shared = where.group !== undefined && press.kind === 'choice';
    const eventId = shared ? interactionRef(id) : `p${message?.id}`;
    const { soon, done } = await answering.store(eventOf(eventId, where, press));
    const next = shared ? undefined : afterPress(rowsUnder(interaction), data?.custom_id ?? '');
    const components = next && drawn(next);
    if (soon === 'later') {
      await answering.quietly(api.respond(id, token, responses.seen));
      const stored = (await done)?.kind === 'stored';
      if (stored && components) await answering.quietly(api.redraw({ applicationId, token }, components));
      return;
    }
    const again = soon?.kind === 'stored' && soon.duplicate ? buttonWordings.nl.pressedBefore : undefined;
    const word = refusalIn(soon) ?? again;
    if (word !== undefined) await answering.quietly(api.whisper(id, token, word));
    else if (components) await answering.quietly(api.respond(id, token, responses.changed, { components }));
    else await answering.quietly(api.respond(id, token, responses.seen));
  }

  private async goPrivate({ id, token }: Interaction, where: Whereabouts): Promise<void> {
    const { answering } = this;
    await answering.store(openingOf(id, where));
    await answering.quietly(answering.api.whisper(id, token, wordings.nl.lookInMessages));
  }

  /** From now on the private conversation of whoever pressed is in a thread that only they see. */
  private async goThread(interaction: Interaction, where: Whereabouts): Promise<void> {
    const { id, token, application_id: applicationId } = interaction;
    const { answering } = this;
    await answering.quietly(answering.api.defer(id, token, true));
    // One after another: somebody who presses twice gets one thread.
    const thread = await this.opening.run(where.userId, () => this.openThread(interaction, where));
    if (thread !== undefined) await answering.store(openingOf(id, where));
    const { threadOpen, noThread } = wordings.nl;
    const content = thread === undefined ? noThread : threadOpen(`<#${thread}>`);
    await answering.quietly(answering.api.editReply({ applicationId, token }, { content, rows: [] }));
  }

  /** The thread under this channel in which the private conversation is already; undefined when there is none to go on in. */
  private async threadOf(userId: string, parent: string): Promise<string | undefined> {
    const { api } = this.answering;
    const present = await this.privateChannels.present(userId);
    const channel = present === undefined ? undefined : await unlessRefused(api.channel(present));
    if (channel?.type !== ChannelType.PrivateThread || channel.parent_id !== parent) return undefined;
    return unlessRefused(api.letInto(channel.id, userId).then(() => channel.id));
  }

  private async openThread({ channel_id }: Interaction, { userId }: Whereabouts): Promise<string | undefined> {
    const { api } = this.answering;
    const { threadName } = wordings.nl;
    let opened: string | undefined;
    await this.answering.quietly(
      (async () => {
        const { id, type, parent_id } = await api.channel(channel_id ?? '');
        const parent = threads.includes(type) ? (parent_id ?? id) : id;
        const thread =
          (await this.threadOf(userId, parent)) ?? (await api.openPrivateThread(parent, threadName, userId));
        await this.privateChannels.remember(userId, thread);
        opened = thread;
      })(),
    );
    return opened;
  }
}

const threads: readonly ChannelType[] = [
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
];

function eventOf(eventId: string, where: Whereabouts, press: Exclude<Press, { kind: 'done' }>): InboundEvent {
  const senderKey = keyOf({ kind: 'user', id: where.userId });
  return {
    ...{ eventId, senderKey, conversationKey: where.group ?? senderKey },
    audience: where.group === undefined ? 'private' : 'group',
    action: pressAction(press),
  };
}

function openingOf(interactionId: string, { userId }: Whereabouts): InboundEvent {
  const key = keyOf({ kind: 'user', id: userId });
  return {
    ...{ eventId: interactionRef(interactionId), conversationKey: key, senderKey: key },
    action: { kind: 'opened', asked: true },
  };
}
