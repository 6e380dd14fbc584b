import type { Conversation } from '../conversation.ts';
import { nameToMember, type Signature } from '../signature.ts';
import { isTaken, type TicketSource, takenTicketOf } from './relay.ts';
import { memberNameOf, type NameSource, nameOf } from './work.ts';

/** Who reads what is typed in a conversation, when it is not the desk. */
export interface Addressee {
  /** Number of the ticket that both talk about. */
  ticket: number;
  /** What they are: an advisor's words go to the member, a member's to the advisor. */
  role: 'member' | 'advisor';
  /** What they chose to be called; null when nothing. */
  name: string | null;
}

/** What is read to know it. */
export type AddresseeStores = NameSource['stores'] & TicketSource;

/** To whom goes what is typed in this conversation, without a command in front; null when to the desk. */
export async function addresseeOf(
  stores: AddresseeStores,
  conversation: Conversation,
  signature: Signature,
): Promise<Addressee | null> {
  const { id, channel, key, currentTicketId } = conversation;
  const current = currentTicketId === null ? undefined : await stores.tickets.findTicketById(currentTicketId);
  if (current && isTaken(current)) {
    const advisor = await stores.people.findPersonByIdentity(channel, key);
    // A ticket that went to somebody else meanwhile, or into a room: nothing of what is typed here reaches its member.
    if (current.assigneeId !== advisor?.id || current.workplaceId !== null) return null;
    return { ticket: current.number, role: 'member', name: await memberNameOf({ stores }, current) };
  }
  const taken = await takenTicketOf(stores, { conversationId: id, replyToId: null });
  // After the end the desk answers again, until the member says that it did not help.
  if (!taken || taken.state === 'resolved') return null;
  return {
    ticket: taken.number,
    role: 'advisor',
    name: nameToMember(signature, await nameOf({ stores }, taken.assigneeId)),
  };
}
