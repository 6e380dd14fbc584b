import type { WayIn } from '../../src/desk/channel.ts';
import { questionIn } from '../../src/desk/commands.ts';
import type { Message } from '../../src/desk/conversation.ts';
import type { WebContext } from './context.ts';
import { type PresentedMessage, presentMessage, type Receipt } from './presenter.ts';

type Stores = WebContext['stores'];

/** Messages of one conversation as a browser may see them: with their receipts, what they reply to, and where to go on. */
export async function presentMessages(
  web: Pick<WebContext, 'stores' | 'elsewhere'>,
  messages: readonly Message[],
): Promise<PresentedMessage[]> {
  const { stores } = web;
  const [receipts, repliedTo, ways] = await Promise.all([
    receiptsOf(stores, messages),
    repliedToBy(stores, messages),
    waysFrom(web, messages),
  ]);
  return messages.map((message) =>
    presentMessage(message, {
      receipt: receipts.get(message.id) ?? null,
      repliesTo: repliedTo.get(message.replyToId ?? '') ?? null,
      elsewhere: ways.get(message.id) ?? [],
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

/** Under an answer: where else its question can be gone on with. */
async function waysFrom(
  { stores, elsewhere }: Pick<WebContext, 'stores' | 'elsewhere'>,
  messages: readonly Message[],
): Promise<Map<string, readonly WayIn[]>> {
  const answers = messages.filter(({ details, deletedAt }) => details?.outcome === 'answered' && deletedAt === null);
  const ids = answers.flatMap(({ details }) => details?.answers ?? []);
  const asked = await messagesBy(stores, messages, ids);
  const ways = ({ details }: Message) => elsewhere(questionIn(asked.get(details?.answers ?? '')?.text ?? '') || null);
  return new Map(answers.map((answer) => [answer.id, ways(answer)]));
}

function repliedToBy(stores: Stores, messages: readonly Message[]): Promise<Map<string, Message>> {
  return messagesBy(
    stores,
    messages,
    messages.flatMap(({ replyToId }) => replyToId ?? []),
  );
}

/** Messages by their ids; those at hand are not looked up. */
async function messagesBy(
  { conversations }: Stores,
  atHand: readonly Message[],
  wanted: readonly string[],
): Promise<Map<string, Message>> {
  const known = new Map(atHand.map((message) => [message.id, message]));
  const ids = new Set(wanted);
  const found = await Promise.all([...ids].map(async (id) => known.get(id) ?? (await conversations.findMessage(id))));
  return new Map(found.flatMap((message) => (message ? [[message.id, message]] : [])));
}
