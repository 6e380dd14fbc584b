import type { Person } from '../../people/person.ts';
import type { Regions } from '../../people/regions.ts';
import { agendaOf, defaultRules } from '../../queue/agenda.ts';
import { applyChange, type Refusal, type TicketChange } from '../../queue/machine.ts';
import type { NewTicketEvent, Ticket } from '../../queue/ticket.ts';
import { addWorkingTime } from '../../queue/working-time.ts';
import type { KnowledgeIndex } from '../../retrieval/knowledge-index.ts';
import type { Choice, Message } from '../conversation.ts';
import { nameToMember, type Signature } from '../signature.ts';
import type { DeskStores } from '../stores.ts';
import { Voice } from '../voice.ts';
import { followInRooms } from './room-news.ts';

/** One piece of work on the queue: the stores of its transaction, and its moment. */
export interface Work {
  stores: DeskStores;
  now: number;
  /** Where places lie. */
  regions: Regions;
  /** The archive's index. */
  index: KnowledgeIndex;
  /** Under whose name advisors write to members. */
  signature: Signature;
  /** Whether this channel opens places for tickets in a group of advisors. */
  holdsRooms(channel: string): boolean;
}

/** How often a change is tried anew when somebody else changed the ticket in between. */
const tries = 3;

/**
 * Changes a ticket by the rules of the state machine and sets what is to be done in time from then on. When somebody else
 * was first, the rules are asked again about the ticket as it is now.
 */
export async function changeTicket(
  { stores, now }: Work,
  ticket: Pick<Ticket, 'id' | 'conversationId'>,
  change: TicketChange,
  event: Pick<NewTicketEvent, 'kind' | 'actor'> & Partial<Pick<NewTicketEvent, 'personId' | 'text'>>,
): Promise<{ ticket: Ticket } | { refused: Refusal; ticket: Ticket } | undefined> {
  const leaseMs = addWorkingTime(now, defaultRules.leaseMs, defaultRules.hours) - now;
  // The member's conversation is locked before anything else is, so that two who work on a ticket never wait for each other.
  await stores.conversations.lockConversation(ticket.conversationId);
  for (let attempt = 0; attempt < tries; attempt++) {
    const seen = await stores.tickets.findTicketById(ticket.id);
    if (!seen) return undefined;
    const result = applyChange(seen, change, now, leaseMs);
    if ('refused' in result) return { refused: result.refused, ticket: seen };
    const changed = await stores.tickets.changeTicket(seen, result.patch, { ...event, at: now });
    if (!changed) continue;
    await followInRooms({ stores, now }, seen, changed, () => nameOf({ stores }, changed.assigneeId));
    // Without a turn of somebody new the tasks stay as they are: one that was done must not come back.
    if (result.patch.changedAt !== undefined) {
      await stores.agenda.setTasks(changed.id, changed.conversationId, agendaOf(changed, defaultRules));
    }
    return { ticket: changed };
  }
  return undefined;
}

/** The desk's voice where this person was seen last; undefined when they are reached nowhere. */
export async function voiceOf(
  { stores, now }: Pick<Work, 'stores' | 'now'>,
  personId: string,
): Promise<Voice | undefined> {
  const [identity] = await stores.people.identitiesOf(personId);
  return identity && Voice.in(stores, identity.conversationId, now);
}

/**
 * The desk's voice where a ticket is worked on: in its room, or where its advisor was seen last. A group that is none of advisors
 * any more hears nothing, whatever was noted while that ended.
 */
export async function workplaceOf(work: Work, ticket: Ticket): Promise<Voice | undefined> {
  const room = ticket.workplaceId === null ? undefined : await Voice.in(work.stores, ticket.workplaceId, work.now);
  if (room && isAmongAdvisors(room)) return room;
  return ticket.assigneeId === null ? undefined : voiceOf(work, ticket.assigneeId);
}

/** Whether what is said is read by all advisors of a group. */
export function isAmongAdvisors({ conversation }: Voice): boolean {
  return conversation.audience === 'advisors';
}

/** The button that leads to a ticket; in its room one is there already. */
export function waysTo({ number }: Ticket, voice: Voice): Choice[] {
  return isAmongAdvisors(voice) ? [] : voice.wording.queue.resumeChoices(number);
}

/** The desk's voice to the member of a ticket. */
export function memberVoice({ stores, now }: Work, ticket: Ticket): Promise<Voice | undefined> {
  return Voice.in(stores, ticket.conversationId, now);
}

/** Where the names of people are read. */
export interface NameSource {
  stores: {
    conversations: Pick<DeskStores['conversations'], 'findConversation'>;
    people: Pick<DeskStores['people'], 'findPerson' | 'findPersonByIdentity'>;
  };
}

/** What an advisor is called by others; null when they gave no name. */
export async function nameOf({ stores }: NameSource, personId: string | null): Promise<string | null> {
  const person: Person | undefined = personId === null ? undefined : await stores.people.findPerson(personId);
  return person?.name ?? null;
}

/** What a member is told that the advisor of their ticket is called; null when that is not told. */
export async function advisorToMember(work: Work, { assigneeId }: Ticket): Promise<string | null> {
  return nameToMember(work.signature, await nameOf(work, assigneeId));
}

/** What the member of a ticket chose to be called; null when they chose nothing. Never an id or name of the platform. */
export async function memberNameOf(
  { stores }: NameSource,
  ticket: Pick<Ticket, 'conversationId'>,
): Promise<string | null> {
  const conversation = await stores.conversations.findConversation(ticket.conversationId);
  if (!conversation) return null;
  const person = await stores.people.findPersonByIdentity(conversation.channel, conversation.key);
  return person?.name ?? null;
}

/** All advisors and board members, each once. */
export async function colleagues({ stores }: Work): Promise<Person[]> {
  const people = [...(await stores.people.listPeople('advisor')), ...(await stores.people.listPeople('board'))];
  return [...new Map(people.map((person) => [person.id, person])).values()];
}

/** Did this person ask it themselves, on whichever of their accounts? Nobody advises themselves or reads the notes on it. */
export async function isOwnTicket({ stores }: Work, ticket: Ticket, personId: string): Promise<boolean> {
  const accounts = await stores.people.identitiesOf(personId);
  return accounts.some(({ conversationId }) => conversationId === ticket.conversationId);
}

/** The names that may stand in what was written in a ticket: its member's and those of all advisors and board members. */
export async function knownNames(work: Work, ticket: Ticket): Promise<string[]> {
  const names = [await memberNameOf(work, ticket), ...(await colleagues(work)).map(({ name }) => name)];
  return names.filter((name) => name !== null);
}

/** Has the channel of a message show what became of it: that it changed, or that it arrived at the other end. */
export async function showAgain(
  { stores, now }: Pick<Work, 'stores' | 'now'>,
  { id: messageId, conversationId }: Message,
  action: 'change' | 'receipt',
): Promise<void> {
  const there = await stores.conversations.findConversation(conversationId);
  if (!there) return;
  await stores.outbox.enqueue({ channel: there.channel, conversationId, messageId, action, createdAt: now });
}

/** Puts what a member wrote with a ticket that nobody has. */
export async function addToTicket(
  { stores, now }: Pick<Work, 'stores' | 'now'>,
  { id: ticketId }: Ticket,
  messageId: string,
): Promise<void> {
  await stores.conversations.setTicket(messageId, ticketId);
  await stores.tickets.appendEvent({ ticketId, kind: 'told_more', actor: 'member', at: now });
}

/** The tickets of a conversation that nobody has, oldest first. */
export async function openTicketsOf(
  { tickets }: Pick<DeskStores, 'tickets'>,
  conversationId: string,
): Promise<Ticket[]> {
  return (await tickets.activeTicketsOf(conversationId)).filter(({ state }) => state === 'open');
}
