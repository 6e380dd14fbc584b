import type { Message } from '../../src/desk/conversation.ts';
import type { TicketEventKind } from '../../src/queue/ticket.ts';
import { ChatChannel } from '../support/chat-channel.ts';
import type { World } from './world.ts';

/** What the database and the platform's ledger say of everything up to now. Each of `wrong` is one line that tells what. */
export interface Findings {
  /** Events of the platform that the desk has confirmed. */
  acknowledged: number;
  /** Messages of the desk that the platform has taken, and answers to those that were lost. */
  sent: number;
  lostAnswers: number;
  /** Messages that the platform got again after its answer to the earlier one was lost. */
  repeatedSends: number;
  wrong: {
    /** Confirmed and not stored, without effect, or with a reply that never arrived. */
    lost: string[];
    /** Stored, answered, relayed or noted more than once. */
    doubled: string[];
    /** Sent again although the answer had come. */
    needlessSends: string[];
    /** Stored or arrived in another order than they were written. */
    outOfOrder: string[];
    /** Answered by the desk after an advisor had taken over. */
    answeredAfterClaim: string[];
  };
}

/** These happen to a ticket as often as somebody does them; all others once in its life. */
const repeatable: readonly TicketEventKind[] = ['replied', 'answered', 'widened', 'undeliverable'];

/** Compares what was written with what became of it. Call it when the world is quiet. */
export async function audit(world: World): Promise<Findings> {
  const { ledger } = world;
  const { allowed, forbidden, lostAnswers } = ledger.doubled();
  const findings: Findings = {
    acknowledged: ledger.events.filter(({ acknowledged }) => acknowledged).length,
    sent: ledger.taken.length,
    lostAnswers,
    repeatedSends: allowed,
    wrong: { lost: [], doubled: [], needlessSends: [], outOfOrder: [], answeredAfterClaim: [] },
  };
  for (let i = 0; i < forbidden; i++)
    findings.wrong.needlessSends.push('a message was sent again though it was answered');
  for (const chat of new Set(ledger.events.map((event) => event.chat))) await auditChat(world, chat, findings);
  await auditTickets(world, findings);
  return findings;
}

async function auditChat(world: World, chat: string, { wrong }: Findings): Promise<void> {
  const { conversations } = world.database.stores;
  const conversation = await conversations.findConversationByKey(ChatChannel.channelName, chat);
  const messages = conversation ? await conversations.listMessages(conversation.id, 0, 100_000) : [];
  const written = messages.filter(({ author }) => author === 'member');
  compareTexts(
    chat,
    world.ledger.events.filter((event) => event.chat === chat && event.acknowledged).map(({ text }) => text),
    written.map(({ text }) => text),
    wrong,
  );
  await auditEffects(world, chat, messages, wrong);
  await auditArrivals(world, chat, messages, wrong);
  auditTakeover(world, chat, wrong);
}

/** What was confirmed stands there, once, in the order of writing. No two texts of a chat are the same. */
function compareTexts(chat: string, expected: string[], stored: string[], wrong: Findings['wrong']): void {
  const there = new Set(stored);
  for (const text of expected)
    if (!there.has(text)) wrong.lost.push(`${chat}: “${text}” was confirmed and is not stored`);
  for (const text of repeatedIn(stored)) wrong.doubled.push(`${chat}: “${text}” was stored twice`);
  const inOrder = expected.filter((text) => there.has(text));
  const storedOnce = [...there].filter((text) => inOrder.includes(text));
  if (storedOnce.some((text, i) => text !== inOrder[i])) wrong.outOfOrder.push(`${chat}: stored in another order`);
}

/** How an advisor hears that a message did not arrive. */
const undelivered = /kwam niet aan bij het lid/;

/** Each message of a member has one reply or one relay; each of an advisor that is no command has one relay. */
async function auditEffects(
  { database }: World,
  chat: string,
  messages: readonly Message[],
  wrong: Findings['wrong'],
): Promise<void> {
  const spoken = messages.filter(({ author, text }) => author === 'member' && !text.startsWith('/'));
  let relayed = 0;
  for (const { id, text } of spoken) {
    const relays = await database.stores.conversations.relaysOf(id);
    relayed += Math.min(1, relays.length);
    if (relays.length > 1) wrong.doubled.push(`${chat}: “${text}” was relayed ${relays.length} times`);
  }
  const replies = messages.filter(({ details }) => details !== null && details.outcome !== null).length;
  if (replies + relayed > spoken.length) wrong.doubled.push(`${chat}: ${replies} replies and ${relayed} relays`);
  if (replies + relayed < spoken.length) {
    wrong.lost.push(`${chat}: ${spoken.length} messages, but ${replies} replies and ${relayed} relays`);
  }
  const notices = messages.filter(({ author, details }) => author === 'desk' && details?.outcome === null);
  // One for each message that did not arrive: two of one ticket are told of in the same words.
  const complaints = notices.filter(({ text }) => undelivered.test(text));
  const endings = await database.stores.outbox.relayEndingsOf(spoken.map(({ id }) => id));
  const failed = [...endings.values()].filter((ending) => ending === 'undeliverable').length;
  if (complaints.length !== failed)
    wrong.doubled.push(`${chat}: ${complaints.length} complaints of ${failed} messages`);
  const others = notices.filter((one) => !complaints.includes(one)).map(({ text }) => text);
  for (const text of repeatedIn(others)) wrong.doubled.push(`${chat}: said twice “${text}”`);
}

/** What the desk said or passed on has arrived, in order and as one message, unless it was to stay here. */
async function auditArrivals(
  { database, ledger }: World,
  chat: string,
  messages: readonly Message[],
  wrong: Findings['wrong'],
): Promise<void> {
  const outgoing = messages.filter(({ author }) => author !== 'member');
  const endings = await database.stores.outbox.endingsOf(outgoing.map(({ id }) => id));
  const taken = ledger.takenIn(chat);
  const firstTaken = [...new Map(taken.map(({ message }) => [message.id, message])).values()];
  const arrived = new Set(firstTaken.map(({ id }) => id));
  for (const { id, text } of outgoing) {
    const ending = endings.get(id)?.ending;
    if (ending === 'delivered' && !arrived.has(id))
      wrong.lost.push(`${chat}: “${text}” counts as delivered and is not`);
    if (ending === undefined || ending === null) wrong.lost.push(`${chat}: “${text}” was never sent`);
  }
  const keys = new Set(taken.map(({ key, message }) => `${message.id} ${key}`));
  if (keys.size > arrived.size) wrong.doubled.push(`${chat}: a message is in the outbox twice`);
  if (firstTaken.some(({ seq }, i) => seq < (firstTaken[i - 1]?.seq ?? 0))) {
    wrong.outOfOrder.push(`${chat}: arrived in another order`);
  }
}

/** From the word that an advisor took over on, nothing arrives that the desk found in the archive. */
function auditTakeover({ ledger }: World, chat: string, wrong: Findings['wrong']): void {
  const taken = ledger.takenIn(chat).map(({ message }) => message);
  const claim = taken.findIndex(({ text }) => text.includes('opgepakt: een mens, geen computer'));
  if (claim < 0) return;
  for (const { details, text } of taken.slice(claim)) {
    if (details?.outcome === 'answered') wrong.answeredAfterClaim.push(`${chat}: “${text}”`);
  }
}

/** One ticket a question, numbered without gaps, to which nothing happened twice. */
async function auditTickets({ database }: World, { wrong }: Findings): Promise<void> {
  const { tickets } = database.stores;
  const all = (await tickets.listTickets(1_000_000)).reverse();
  for (const id of repeatedIn(all.map(({ messageId }) => messageId)))
    wrong.doubled.push(`two tickets for message ${id}`);
  if (all.some(({ number }, i) => number !== i + 1)) wrong.lost.push('a ticket number is missing');
  for (const { id, number } of all) {
    const kinds = (await tickets.listEvents(id)).map(({ kind }) => kind).filter((kind) => !repeatable.includes(kind));
    for (const kind of repeatedIn(kinds)) wrong.doubled.push(`ticket ${number} was ${kind} twice`);
  }
}

/** What occurs more than once, as often as it does too much. */
function repeatedIn(texts: readonly string[]): string[] {
  const seen = new Set<string>();
  return texts.filter((text) => seen.size === seen.add(text).size);
}
