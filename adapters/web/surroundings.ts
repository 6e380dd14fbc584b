import type { Message } from '../../src/desk/conversation.ts';
import type { WebContext } from './context.ts';
import { type PresentedMessage, presentMessage, type Receipt } from './presenter.ts';

type Stores = WebContext['stores'];

/** Messages of one conversation as a browser may see them: with their receipts, and what they reply to. */
export async function presentMessages(stores: Stores, messages: readonly Message[]): Promise<PresentedMessage[]> {
  const [receipts, repliedTo] = await Promise.all([receiptsOf(stores, messages), repliedToBy(stores, messages)]);
  return messages.map((message) =>
    presentMessage(message, {
      receipt: receipts.get(message.id) ?? null,
      repliesTo: repliedTo.get(message.replyToId ?? '') ?? null,
    }),
  );
}

async function receiptsOf(stores: Stores, messages: readonly Message[]): Promise<Map<string, Receipt>> {
  const own = messages.filter(({ author, deletedAt }) => author === 'member' && deletedAt === null);
  const endings = await stores.outbox.relayEndingsOf(own.map(({ id }) => id));
  const nameIn = rememberedNames(stores);
  const receipts = new Map<string, Receipt>();
  for (const [id, ending] of endings) {
    const relayed = (await stores.conversations.relaysOf(id)).at(-1);
    if (!relayed?.relay) continue;
    receipts.set(id, {
      state: ending === null ? 'sent' : ending === 'delivered' ? 'arrived' : 'failed',
      to: await nameIn(relayed.conversationId),
      role: relayed.relay.from === 'member' ? 'advisor' : 'member',
    });
  }
  return receipts;
}

/** What whoever talks in a conversation is called; each is looked up once. */
function rememberedNames({ conversations, people }: Stores): (conversationId: string) => Promise<string | null> {
  const names = new Map<string, Promise<string | null>>();
  const find = async (id: string) => {
    const there = await conversations.findConversation(id);
    return (there && (await people.findPersonByIdentity(there.channel, there.key)))?.name ?? null;
  };
  return (id) => {
    const name = names.get(id) ?? find(id);
    names.set(id, name);
    return name;
  };
}

async function repliedToBy({ conversations }: Stores, messages: readonly Message[]): Promise<Map<string, Message>> {
  const known = new Map(messages.map((message) => [message.id, message]));
  const ids = new Set(messages.flatMap(({ replyToId }) => replyToId ?? []));
  const found = await Promise.all([...ids].map(async (id) => known.get(id) ?? (await conversations.findMessage(id))));
  return new Map(found.flatMap((message) => (message ? [[message.id, message]] : [])));
}
