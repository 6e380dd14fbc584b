import { newId } from '../../kernel/ids.ts';
import type { Person } from '../../people/person.ts';
import type { Conversation } from '../conversation.ts';
import type { Work } from './work.ts';

/** Somebody at their account in a conversation. */
interface Whose {
  conversation: Conversation;
  /** Key of the account on this channel. */
  senderKey: string;
}

/** Remembers with whoever has this account what they told of themselves; who was unknown becomes a person by it. */
export async function remember(
  { stores, now }: Work,
  { conversation, senderKey }: Whose,
  told: Partial<Pick<Person, 'name' | 'place'>>,
): Promise<void> {
  const { channel, language, id: conversationId } = conversation;
  const known = await stores.people.findPersonByIdentity(channel, senderKey);
  if (known) {
    await stores.people.updatePerson(known.id, told);
    return;
  }
  const id = newId();
  await stores.people.createPerson({
    ...{ id, name: null, roles: [], language, place: null, profile: null, createdAt: now },
    ...told,
  });
  await stores.people.linkIdentity({ channel, senderKey, personId: id, conversationId, lastSeenAt: now });
}
