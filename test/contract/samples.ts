import type { Conversation, Message, NewMessage, ReplyDetails } from '../../src/desk/conversation.ts';
import type { DeskStores } from '../../src/desk/stores.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { NewPassage } from '../../src/knowledge/document.ts';
import type { NewEdition } from '../../src/knowledge/knowledge-store.ts';
import type { PeopleStore, Person } from '../../src/people/person.ts';
import type { ArchiveProposal, NewTicket, Ticket } from '../../src/queue/ticket.ts';

/** A conversation that nobody else has. */
export function newConversation(stores: DeskStores, channel = 'web'): Promise<Conversation> {
  return stores.conversations.openConversation(channel, newId(), 1_000);
}

export function memberSays(conversationId: string, text: string, createdAt = 1_000): NewMessage {
  return { id: newId(), conversationId, author: 'member', text, details: null, createdAt };
}

export function deskSays(conversationId: string, text: string, details: Partial<ReplyDetails> = {}): NewMessage {
  const unremarkable: ReplyDetails = { outcome: null, citations: [], confidence: null, ticket: null, ratable: false };
  return {
    id: newId(),
    conversationId,
    author: 'desk',
    text,
    details: { ...unremarkable, ...details },
    createdAt: 2_000,
  };
}

/** A member's message as a store gives it back, unless said otherwise. */
export function storedMessage(change: Partial<Message> = {}): Message {
  return {
    seq: 1,
    id: 'message',
    conversationId: 'conversation',
    author: 'member',
    text: 'Hoe vraag ik een drankvergunning aan?',
    details: null,
    relay: null,
    ticketId: null,
    replyToId: null,
    attachments: [],
    editedAt: null,
    deletedAt: null,
    helpful: null,
    createdAt: 1_000,
    ...change,
  };
}

/** A question that could become a ticket: a conversation with one message of its member. */
export async function newQuestion(stores: DeskStores): Promise<{ conversation: Conversation; message: Message }> {
  const conversation = await newConversation(stores);
  const message = await stores.conversations.appendMessage(
    memberSays(conversation.id, 'Hoe vraag ik een drankvergunning aan?'),
  );
  return { conversation, message };
}

export function ticketAbout(
  message: Pick<Message, 'id' | 'conversationId' | 'text'>,
  change: Partial<NewTicket> = {},
): NewTicket {
  return {
    id: newId(),
    conversationId: message.conversationId,
    messageId: message.id,
    question: message.text,
    language: 'nl',
    reason: 'nothing_found',
    passages: [],
    createdAt: 3_000,
    ...change,
  };
}

/** A ticket about a question of a conversation that nobody else has. */
export async function newTicket(stores: DeskStores): Promise<Ticket> {
  return stores.tickets.openTicket(ticketAbout((await newQuestion(stores)).message));
}

/** A proposal for the archive that waits for a decision. */
export function proposalOf(ticketId: string, change: Partial<ArchiveProposal> = {}): ArchiveProposal {
  return {
    id: newId(),
    ticketId,
    question: 'Mag dat?',
    answer: 'Ja.',
    source: null,
    state: 'proposed',
    proposedBy: 'adviseur',
    proposedAt: 4_000,
    decidedBy: null,
    decidedAt: null,
    ...change,
  };
}

/** Somebody whom the desk knows: an advisor without a profile, unless said. */
export async function newPerson(people: PeopleStore, change: Partial<Person> = {}): Promise<Person> {
  const person: Person = {
    id: newId(),
    name: null,
    roles: ['advisor'],
    language: 'nl',
    place: null,
    profile: null,
    createdAt: 1_000,
    ...change,
  };
  await people.createPerson(person);
  return person;
}

export function editionOf(path: string, change: Partial<NewEdition> = {}): NewEdition {
  return {
    collection: 'archief',
    path,
    source: path,
    contentHash: 'a'.repeat(64),
    pages: null,
    warnings: [],
    ingestedAt: 4_000,
    title: path,
    organisation: null,
    date: null,
    region: null,
    kind: null,
    language: 'nl',
    url: null,
    basedOn: null,
    reviewDate: null,
    ...change,
  };
}

export function passagesWith(...texts: readonly string[]): NewPassage[] {
  return texts.map((text, position) => ({ position, section: [], page: null, text, seams: [] }));
}
