import type { InboundEvent } from '../../src/desk/channel.ts';
import { splitText } from '../../src/desk/split-text.ts';
import { interactionRef, keyOf } from './address.ts';
import { type Answering, refusalIn } from './answering.ts';
import { responses } from './api.ts';
import { filesWith } from './commands.ts';
import { answerForm } from './components.ts';
import type { Echoes } from './echoes.ts';
import { longestText } from './format.ts';
import { escaped, unbroken } from './markdown.ts';
import type { Interaction } from './payload.ts';
import { wordings } from './wording.ts';

/** Longest text that may be filled in: what all can be shown of it in one message. */
const longestField = 1_800;

/** Kinds of component (documentation: Components > Component Reference). */
const label = 18;
const textInput = { type: 4, style: 2 };

/** Takes what advisors say to the desk in a channel of their own by slash commands and forms. */
export class Advisors {
  private readonly answering: Answering;
  private readonly echoes: Echoes;

  constructor(answering: Answering, echoes: Echoes) {
    this.answering = answering;
    this.echoes = echoes;
  }

  /** Shows the form for an answer to the member, or for a note. */
  async showForm({ id, token, data }: Interaction): Promise<void> {
    const { answering } = this;
    const { title, field } = wordings.nl[data?.custom_id === answerForm ? 'answer' : 'note'];
    const component = { ...textInput, custom_id: 'tekst', max_length: longestField, required: true };
    const form = { custom_id: data?.custom_id, title, components: [{ type: label, label: field, component }] };
    await answering.quietly(answering.api.respond(id, token, responses.form, form));
  }

  /** A form that was filled in is the command that it stands for, typed in reply to the message with its button. */
  async filledIn(interaction: Interaction, group: string): Promise<void> {
    const { data, message } = interaction;
    const fields = data?.components?.flatMap(({ component, components }) => components ?? [component]) ?? [];
    const text = fields.map((field) => field?.value ?? '').join('');
    const word = data?.custom_id === answerForm ? 'antwoord' : 'notitie';
    await this.typed(interaction, group, `/${word} ${text}`, message?.id);
  }

  /** What was typed counts as if it was written there, and all can read it: Discord shows others only that a command was used. */
  async typed(interaction: Interaction, group: string, text: string, replyToRef?: string): Promise<void> {
    const { id, token, application_id: applicationId, member } = interaction;
    const { answering, echoes } = this;
    const { api } = answering;
    const ref = interactionRef(id);
    const files = filesWith(interaction);
    const event: InboundEvent = {
      ...{ eventId: ref, conversationKey: group, senderKey: keyOf({ kind: 'user', id: member?.user?.id ?? '' }) },
      audience: 'group',
      action: { kind: 'text', text, ref, ...(replyToRef !== undefined && { replyToRef }) },
    };
    let shows: (messageId: string | undefined) => void = () => {};
    // Before it is stored: the desk may say something of it a moment after.
    echoes.note(ref, new Promise((resolve) => (shows = resolve)));
    const { soon, done } = await answering.store(event, files);
    const refusal = refusalIn(soon);
    if (refusal === undefined) {
      const names = files.map(({ filename }) => `(${filename ?? 'bestand'})`);
      const name = member?.user?.global_name ?? member?.user?.username ?? '';
      const content = shortened(`**${escaped(name)}**\n${escaped([text, ...names].join('\n'))}`);
      await answering.quietly(api.showAll(id, token, content).then(shows));
    } else await answering.quietly(api.whisper(id, token, refusal));
    shows(undefined);
    const late = soon === 'later' ? refusalIn(await done) : undefined;
    if (late !== undefined) {
      await answering.quietly(api.editReply({ applicationId, token }, { content: late, rows: [] }));
    }
  }
}

function shortened(content: string): string {
  const [first] = splitText(content, longestText, unbroken(content));
  return content.slice(0, first?.end);
}
