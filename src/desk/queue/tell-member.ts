import type { Ticket } from '../../queue/ticket.ts';
import type { ReplyDetails } from '../conversation.ts';
import type { Voice } from '../voice.ts';
import type { QueueWording } from '../wording/queue-wording.ts';
import { memberVoice, type Work } from './work.ts';

type More = Pick<ReplyDetails, 'awaits' | 'choices'>;

/** Says something about a ticket to its member, with the warning of {@link warned}. */
export async function tellMember(
  work: Work,
  ticket: Ticket,
  text: (wording: QueueWording) => string,
  more: More = {},
): Promise<void> {
  const voice = await memberVoice(work, ticket);
  if (!voice) return;
  const said = await warned(work, voice, ticket, { text: text(voice.wording.queue), more });
  await voice.tell(ticket, said.text, said.more);
}

/**
 * What is said to a member who is to write something. An advisor can be a member too: what they type goes to the member of the
 * ticket that they work on, until they pause, whoever spoke last. So when they are asked something themselves, they are told.
 */
export async function warned(
  work: Work,
  voice: Voice,
  ticket: Ticket,
  { text, more }: { text: string; more: More },
): Promise<{ text: string; more: More }> {
  const busy = await busyElsewhere(work, voice, ticket);
  if (!busy) return { text, more };
  const choices = [...(more.choices ?? []), ...busy.choices];
  return { text: `${text}\n\n${busy.text}`, more: { ...more, choices } };
}

/** What a member hears who works on a ticket of somebody else; undefined when they do not. */
export async function busyElsewhere(
  { stores }: Work,
  { conversation, wording }: Voice,
  own: Ticket,
): Promise<{ text: string; choices: NonNullable<ReplyDetails['choices']> } | undefined> {
  const id = conversation.currentTicketId;
  const current = id === null ? undefined : await stores.tickets.findTicketById(id);
  if (!current) return undefined;
  const { queue } = wording;
  return { text: queue.busyElsewhere(own.number, current.number), choices: queue.pauseChoices };
}
