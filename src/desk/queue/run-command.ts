import { DeskError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { invite, redeem } from '../../people/invitation.ts';
import { may } from '../../people/permissions.ts';
import type { Person } from '../../people/person.ts';
import { defaultRules } from '../../queue/agenda.ts';
import type { TicketChange } from '../../queue/machine.ts';
import type { Ticket, TicketEventKind } from '../../queue/ticket.ts';
import { type Command, commandsFor } from '../commands.ts';
import type { Conversation } from '../conversation.ts';
import { plain, Voice } from '../voice.ts';
import { cardOf } from './card.ts';
import { offerAgain, offerOn, tellOthers } from './offers.ts';
import { changeTicket, memberVoice, nameOf, voiceOf, type Work } from './work.ts';

/** How many tickets a list shows. */
const listed = 20;
const longestName = 40;

/** Who gives a command, and where. */
export interface Actor {
  person: Person | undefined;
  conversation: Conversation;
  /** Key of the account on this channel. */
  senderKey: string;
}

/** What the handlers of commands share. */
interface Order extends Work {
  actor: Actor;
  command: Command;
  /** To whoever gave the command. */
  voice: Voice;
}

/** Does what a command asks, after asking the table of permissions; says so when it may not. */
export async function runCommand(work: Work, actor: Actor, command: Command | 'unknown'): Promise<void> {
  const voice = new Voice(work.stores, actor.conversation, work.now);
  const { queue } = voice.wording;
  if (command === 'unknown' || command.name === 'help') {
    const known = commandsFor((permission) => may(actor.person, permission));
    await voice.say(queue.help(command === 'unknown', known));
    return;
  }
  if (!may(actor.person, command.permission)) {
    await voice.say(queue.notAllowed);
    return;
  }
  await handlers[command.name]({ ...work, actor, command, voice });
}

type Handler = (order: Order) => Promise<void>;

const handlers: Readonly<Record<Exclude<Command['name'], 'help'>, Handler>> = {
  koppel: connect,
  naam: chooseName,
  mijnvragen: ownTickets,
  intrekken: withdraw,
  wachtrij: showQueue,
  bekijk: showTicket,
  neem: claim,
  verder: resume,
  pauze: pause,
  teruggeven: giveBack,
  overdragen: handOver,
  afronden: resolve,
  notitie: note,
  afwezig: beAbsent,
  // A question is decided on by the desk itself; without a text there is nothing to decide.
  vraag: ({ voice }) => voice.say(voice.wording.queue.whichQuestion),
};

async function connect({ stores, now, actor, command, voice }: Order): Promise<void> {
  const { queue } = voice.wording;
  const { person, conversation, senderKey } = actor;
  if (command.text === '') {
    if (!person || !may(person, 'link_account')) await voice.say(queue.whichCode);
    else await voice.say(queue.linkCode(await invite(stores.people, { personId: person.id }, now)));
    return;
  }
  const account = { channel: conversation.channel, senderKey, conversationId: conversation.id };
  const redemption = await redeem(stores.people, account, command.text, newId(), now);
  switch (redemption.kind) {
    case 'joined':
      await voice.say(queue.joined[redemption.role](redemption.person.name));
      return;
    case 'linked':
      await voice.say(queue.linked(redemption.person.name));
      return;
    case 'unknown':
      await voice.say(queue.unknownCode);
      return;
    case 'too_often':
      await voice.say(queue.tooManyCodes);
  }
}

async function chooseName({ stores, now, actor, command, voice }: Order): Promise<void> {
  const name = command.text.replace(/\p{C}/gu, '').replace(/\s+/g, ' ').trim();
  if (!/\p{L}/u.test(name) || name.length > longestName) {
    await voice.say(voice.wording.queue.whichName);
    return;
  }
  const { person, conversation, senderKey } = actor;
  const { language, channel, id: conversationId } = conversation;
  if (person) await stores.people.updatePerson(person.id, { name });
  else {
    const id = newId();
    await stores.people.createPerson({ id, name, roles: [], language, place: null, profile: null, createdAt: now });
    await stores.people.linkIdentity({ channel, senderKey, personId: id, conversationId, lastSeenAt: now });
  }
  await voice.say(voice.wording.queue.named(name));
}

async function ownTickets({ stores, actor, voice }: Order): Promise<void> {
  const asked = await stores.tickets.listTickets(listed, { conversationId: actor.conversation.id });
  await voice.say(voice.wording.queue.ownTickets(asked));
}

async function withdraw(order: Order): Promise<void> {
  const { stores, actor, command, voice } = order;
  const active = await stores.tickets.activeTicketsOf(actor.conversation.id);
  const ticket =
    command.ticket === null && active.length === 1 ? active[0] : active.find((one) => one.number === command.ticket);
  if (!ticket) {
    await voice.say(voice.wording.queue.whichToWithdraw(active));
    return;
  }
  const done = await change(order, ticket, { kind: 'withdrawn' }, 'withdrawn');
  if (!done) return;
  await voice.tell(done, voice.wording.queue.withdrawn(ticket.number));
  const advisor = ticket.assigneeId === null ? undefined : await voiceOf(order, ticket.assigneeId);
  await advisor?.tell(done, advisor.wording.queue.memberWithdrew(ticket.number));
}

async function showQueue({ stores, actor, voice }: Order): Promise<void> {
  const open = await stores.tickets.listTickets(listed, { states: ['open'] });
  const own = actor.person ? await stores.tickets.listTickets(listed, { assigneeId: actor.person.id }) : [];
  const mine = own.filter(({ state }) => state === 'claimed' || state === 'waiting');
  const choices = open
    .slice(-5)
    .reverse()
    .flatMap(({ number }) => voice.wording.queue.offerChoices(number).slice(0, 1));
  await voice.say(voice.wording.queue.queueList(open, mine), { ...plain, choices });
}

async function showTicket(order: Order): Promise<void> {
  const ticket = await asked(order);
  if (!ticket) return;
  const { actor, voice } = order;
  const { queue } = voice.wording;
  if (actor.person && (await isOwn(order, ticket, actor.person.id))) {
    await voice.say(queue.ownTicket);
    return;
  }
  const mine = ticket.assigneeId !== null && ticket.assigneeId === actor.person?.id;
  const choices =
    ticket.state === 'open'
      ? queue.offerChoices(ticket.number).slice(0, 1)
      : mine
        ? queue.resumeChoices(ticket.number)
        : [];
  await voice.tell(ticket, await cardOf(order, ticket, actor.conversation.language), { choices });
}

/**
 * Takes a ticket: exactly one gets it. From this transaction on the desk answers nothing in it any more; an answer that is on
 * its way at this moment is waited for.
 */
async function claim(order: Order): Promise<void> {
  const { stores, now, actor, voice } = order;
  const { person } = actor;
  const ticket = await asked(order);
  if (!ticket || !person) return;
  if (await isOwn(order, ticket, person.id)) {
    await voice.say(voice.wording.queue.ownTicket);
    return;
  }
  const done = await change(order, ticket, { kind: 'claimed', by: person.id }, 'claimed');
  if (!done) return;
  const { underWay } = await stores.outbox.withhold(ticket.conversationId, now);
  if (underWay > 0) throw new DeskError('busy', 'an answer of the desk is being sent at this moment');
  await stores.conversations.updateConversation(actor.conversation.id, { currentTicketId: ticket.id });
  const { queue } = voice.wording;
  const card = await cardOf(order, done, actor.conversation.language);
  await voice.tell(done, `${queue.claimed(ticket.number)}\n\n${card}`, { choices: queue.workChoices(ticket.number) });
  const member = await memberVoice(order, done);
  await member?.tell(done, member.wording.queue.claimedForMember(ticket.number, person.name));
  await tellOthers(order, done, person.id, person.name);
}

async function resume(order: Order): Promise<void> {
  const { stores, actor, voice } = order;
  const ticket = await asked(order);
  if (!ticket) return;
  if (ticket.assigneeId === null || ticket.assigneeId !== actor.person?.id) {
    await voice.say(voice.wording.queue.refused.not_yours(ticket.number, await nameOf(order, ticket.assigneeId)));
    return;
  }
  await stores.conversations.updateConversation(actor.conversation.id, { currentTicketId: ticket.id });
  await voice.tell(ticket, voice.wording.queue.resumed(ticket.number), {
    choices: voice.wording.queue.workChoices(ticket.number),
  });
}

async function pause({ stores, actor, voice }: Order): Promise<void> {
  await stores.conversations.updateConversation(actor.conversation.id, { currentTicketId: null });
  await voice.say(voice.wording.queue.paused);
}

async function giveBack(order: Order): Promise<void> {
  const { command, voice, actor } = order;
  const ticket = await current(order);
  if (!ticket || !actor.person) return;
  const reason = command.text.replace(/^#?\d{1,9}\b\s*/, '') || null;
  const done = await change(order, ticket, { kind: 'given_back', by: actor.person.id }, 'given_back', reason);
  if (!done) return;
  await order.stores.conversations.leaveTicket(ticket.id);
  await returned(order, done, actor.person.id);
  await voice.tell(done, voice.wording.queue.givenBack(ticket.number));
}

/** A ticket is in the queue again: nobody works on it, the member knows, and the next circle hears of it. */
export async function returned(work: Work, ticket: Ticket, formerId: string | null): Promise<void> {
  const member = await memberVoice(work, ticket);
  await member?.tell(ticket, member.wording.queue.givenBackForMember(ticket.number));
  await offerAgain(work, ticket, formerId);
  await offerOn(work, ticket);
}

async function handOver(order: Order): Promise<void> {
  const { stores, actor, command, voice } = order;
  const ticket = await current(order);
  if (!ticket || !actor.person) return;
  const colleagues = [...(await stores.people.listPeople('advisor')), ...(await stores.people.listPeople('board'))];
  const wanted = command.text.toLowerCase();
  const found = new Map(
    colleagues
      .filter(({ id, name }) => id !== actor.person?.id && wanted !== '' && name?.toLowerCase() === wanted)
      .map((person) => [person.id, person]),
  );
  const [to, ...more] = found.values();
  if (!to || more.length > 0 || (await isOwn(order, ticket, to.id))) {
    const names = [...new Set(colleagues.flatMap(({ id, name }) => (name && id !== actor.person?.id ? [name] : [])))];
    await voice.say(voice.wording.queue.whichColleague(names));
    return;
  }
  const done = await change(
    order,
    ticket,
    { kind: 'handed_over', by: actor.person.id, to: to.id },
    'handed_over',
    to.name,
  );
  if (!done) return;
  await stores.conversations.leaveTicket(ticket.id);
  await voice.tell(done, voice.wording.queue.handedOver(ticket.number, to.name));
  const theirs = await voiceOf(order, to.id);
  if (theirs) {
    const { queue } = theirs.wording;
    const card = await cardOf(order, done, theirs.conversation.language);
    await theirs.tell(done, `${queue.handedToYou(ticket.number, actor.person.name)}\n\n${card}`, {
      choices: queue.resumeChoices(ticket.number),
    });
  }
  const member = await memberVoice(order, done);
  await member?.tell(done, member.wording.queue.claimedForMember(ticket.number, to.name));
}

async function resolve(order: Order): Promise<void> {
  const { stores, actor, voice } = order;
  const ticket = await current(order);
  if (!ticket || !actor.person) return;
  const done = await change(order, ticket, { kind: 'resolved', by: actor.person.id }, 'resolved');
  if (!done) return;
  await stores.conversations.leaveTicket(ticket.id);
  await voice.tell(done, voice.wording.queue.resolved(ticket.number));
  const member = await memberVoice(order, done);
  await member?.tell(done, member.wording.queue.resolvedForMember(ticket.number));
}

async function note(order: Order): Promise<void> {
  const { stores, now, actor, command, voice } = order;
  const ticket = await current(order);
  if (!ticket || !actor.person) return;
  if (command.text === '') {
    await voice.say(voice.wording.queue.whichNote);
    return;
  }
  const event = { ticketId: ticket.id, kind: 'noted' as const, actor: 'advisor' as const, at: now };
  await stores.tickets.appendEvent({ ...event, personId: actor.person.id, text: command.text });
  await voice.tell(ticket, voice.wording.queue.noted(ticket.number));
}

async function beAbsent({ stores, now, actor, command, voice }: Order): Promise<void> {
  const { queue } = voice.wording;
  const until = /^(?:tot )?(\d{4}-\d{2}-\d{2})$/.exec(command.text)?.[1];
  const { person } = actor;
  if (!person?.profile) return;
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: defaultRules.hours.timeZone }).format(now);
  if (command.text === 'nee') {
    await stores.people.updatePerson(person.id, { profile: { ...person.profile, absences: [] } });
    await voice.say(queue.present);
    return;
  }
  if (until === undefined || Number.isNaN(Date.parse(until)) || until < today) {
    await voice.say(queue.untilWhen);
    return;
  }
  await stores.people.updatePerson(person.id, {
    profile: { ...person.profile, absences: [...person.profile.absences, { from: today, to: until }] },
  });
  await voice.say(queue.absent(until));
}

/** Did this person ask it themselves, on whichever of their accounts? Nobody advises themselves or reads the notes on it. */
async function isOwn({ stores }: Work, ticket: Ticket, personId: string): Promise<boolean> {
  const accounts = await stores.people.identitiesOf(personId);
  return accounts.some(({ conversationId }) => conversationId === ticket.conversationId);
}

/** The ticket that a command names; says so when there is none. */
async function asked({ stores, command, voice }: Order): Promise<Ticket | undefined> {
  const ticket = command.ticket === null ? undefined : await stores.tickets.findTicket(command.ticket);
  if (!ticket) await voice.say(voice.wording.queue.whichTicket(command.ticket));
  return ticket;
}

/** The ticket that is worked on in this conversation; says so when there is none. */
async function current({ stores, actor, command, voice }: Order): Promise<Ticket | undefined> {
  const id = actor.conversation.currentTicketId;
  const ticket = id === null ? undefined : await stores.tickets.findTicketById(id);
  // An old button names its ticket: it must not end another one.
  const meant =
    ticket !== undefined && (command.ticket === null || command.ticket === ticket.number) ? ticket : undefined;
  if (!meant) await voice.say(voice.wording.queue.noCurrent);
  return meant;
}

/** Changes a ticket for who gave the command; says why when it cannot be done. */
async function change(
  order: Order,
  ticket: Ticket,
  what: TicketChange,
  kind: TicketEventKind,
  text: string | null = null,
): Promise<Ticket | undefined> {
  const { actor, voice } = order;
  const own = ticket.conversationId === actor.conversation.id && kind === 'withdrawn';
  const by =
    own || !actor.person ? { actor: 'member' as const } : { actor: 'advisor' as const, personId: actor.person.id };
  const result = await changeTicket(order, ticket.id, what, { kind, text, ...by });
  if (result && !('refused' in result)) return result.ticket;
  const seen = result?.ticket ?? ticket;
  const refused = result && 'refused' in result ? result.refused : 'taken';
  const { queue } = voice.wording;
  if (refused === 'taken' && seen.assigneeId === actor.person?.id) await voice.say(queue.alreadyYours(seen.number));
  else await voice.say(queue.refused[refused](seen.number, await nameOf(order, seen.assigneeId)));
  return undefined;
}
