import type { Person } from '../../people/person.ts';
import { hasEnded } from '../../queue/machine.ts';
import type { Ticket } from '../../queue/ticket.ts';
import type { Conversation, Message } from '../conversation.ts';
import { Voice } from '../voice.ts';
import { cardOf } from './card.ts';
import { colleagueIn } from './colleagues.ts';
import { current, notTheirs, type Order } from './order.ts';
import { addressedTicket, relayToMember } from './relay.ts';
import { isAmongAdvisors, voiceOf, type Work, workplaceOf } from './work.ts';

/** `/vraagmee NAAM VRAAG`: a colleague gets the card and may think along; the ticket stays with its assignee. */
export async function askAlong(order: Order): Promise<void> {
  const { stores, now, actor, voice } = order;
  const { queue } = voice.wording;
  const ticket = await current(order);
  const { person } = actor;
  if (!ticket || !person) return;
  if (ticket.assigneeId !== person.id) {
    await voice.say(await notTheirs(order, ticket));
    return;
  }
  const found = await colleagueIn(order, ticket, queue.whichCompanion);
  if (!found) return;
  const { colleague, rest } = found;
  await stores.tickets.addCompanion(ticket.id, colleague.id, now);
  const event = { ticketId: ticket.id, actor: 'advisor' as const, personId: person.id, at: now };
  await stores.tickets.appendEvent({ ...event, kind: 'companion_added', text: colleague.name });
  if (rest !== '') await stores.tickets.appendEvent({ ...event, kind: 'noted', text: rest });
  await voice.tell(ticket, queue.askedAlong(ticket.number, colleague.name));
  const theirs = await voiceOf(order, colleague.id);
  if (!theirs) return;
  const asked = theirs.wording.queue.alongWithYou(ticket.number, person.name, rest);
  const card = await cardOf(order, ticket, theirs.conversation.language);
  await theirs.tell(ticket, `${asked}\n\n${card}`, { choices: theirs.wording.queue.alongChoices(ticket.number) });
}

export async function note(order: Order): Promise<void> {
  const { actor, command, voice } = order;
  const ticket = await current(order);
  if (!ticket || !actor.person) return;
  if (command.text === '') await voice.say(voice.wording.queue.whichNote);
  else await addNote(order, voice, ticket, actor.person, command.text);
}

/**
 * Somebody types in a conversation in which they work on a ticket. The words of its assignee go to the member; those of a
 * colleague who thinks along are a note, and never reach the member.
 */
export async function writeInTicket(
  work: Work,
  person: Person,
  conversation: Conversation,
  message: Message,
): Promise<void> {
  const ticket = await addressedTicket(work, conversation, message);
  const inRoom = ticket?.assigneeId === person.id && ticket.workplaceId !== null && !hasEnded(ticket.state);
  if (inRoom) {
    // It may have been worked on here before: what is typed here now is not meant for its member.
    await work.stores.conversations.setTicket(message.id, ticket.id);
    const voice = new Voice(work.stores, conversation, work.now);
    const { queue } = voice.wording;
    const choices = queue.resumeChoices(ticket.number);
    await voice.tell(ticket, queue.room.workedOnInRoom(ticket.number), { choices });
    return;
  }
  const aside = ticket && ticket.assigneeId !== person.id && !hasEnded(ticket.state);
  if (aside && (await isCompanion(work, ticket, person.id))) {
    await work.stores.conversations.setTicket(message.id, ticket.id);
    const voice = new Voice(work.stores, conversation, work.now);
    if (message.text !== '') await addNote(work, voice, ticket, person, message.text);
    if (message.attachments.length > 0) await voice.tell(ticket, voice.wording.queue.noFilesInNote);
  } else await relayToMember(work, person, conversation, message, ticket);
}

/** Was this person asked along? They stay so; `/pauze` and the end of the ticket only stop that what they type is a note. */
export async function isCompanion({ stores }: Work, ticket: Ticket, personId: string): Promise<boolean> {
  return (await stores.tickets.companionsOf(ticket.id)).includes(personId);
}

/** Nobody works on the ticket here any more. A colleague who thought along hears that what they type is no note from now on. */
export async function leave(work: Work, ticket: Ticket): Promise<void> {
  const { stores } = work;
  for (const id of await stores.tickets.companionsOf(ticket.id)) {
    const voice = id === ticket.assigneeId ? undefined : await voiceOf(work, id);
    if (voice?.conversation.currentTicketId !== ticket.id) continue;
    await voice.tell(ticket, voice.wording.queue.alongEnded(ticket.number));
  }
  await stores.conversations.leaveTicket(ticket.id);
}

/** Adds a note, and shows it at once to everybody else on the ticket. */
async function addNote(work: Work, voice: Voice, ticket: Ticket, author: Person, text: string): Promise<void> {
  const { stores, now } = work;
  // As in each change of a ticket: two who write at once wait here, and not for each other's conversations.
  await stores.conversations.lockConversation(ticket.conversationId);
  const event = { ticketId: ticket.id, kind: 'noted' as const, actor: 'advisor' as const, personId: author.id };
  await stores.tickets.appendEvent({ ...event, text, at: now });
  await voice.tell(ticket, voice.wording.queue.noted(ticket.number));
  const involved = new Set([ticket.assigneeId, ...(await stores.tickets.companionsOf(ticket.id))]);
  for (const personId of involved) {
    if (personId === null || personId === author.id) continue;
    const theirs = personId === ticket.assigneeId ? await workplaceOf(work, ticket) : await voiceOf(work, personId);
    // In the room in which it was written, all have read it.
    if (!theirs || theirs.conversation.id === voice.conversation.id) continue;
    const { queue } = theirs.wording;
    const elsewhere = !isAmongAdvisors(theirs) && theirs.conversation.currentTicketId !== ticket.id;
    const choices = elsewhere ? { choices: queue.resumeChoices(ticket.number) } : {};
    const how = elsewhere ? queue.replyToNoteElsewhere(ticket.number) : queue.replyToNote;
    await theirs.tell(ticket, `${queue.noteFor(ticket.number, author.name, text)}\n\n${how}`, choices);
  }
}
