import type { Area } from '../../people/regions.ts';
import type { Intake, Ticket } from '../../queue/ticket.ts';
import type { Conversation, ReplyDetails } from '../conversation.ts';
import { type IntakeDecision, nextField } from '../decide-intake.ts';
import { type IntakeField, intakeFields } from '../intake-answer.ts';
import { awaitsOf, pendingIntake } from '../pending-intake.ts';
import { plain, type Voice } from '../voice.ts';
import { asKept, changeIntake, placeIn } from './intake-record.ts';
import { offerNearby } from './offers.ts';
import type { Order } from './order.ts';
import { remember } from './remember.ts';
import { openTicketsOf, type Work } from './work.ts';

/** How many near spellings of an unknown place are proposed. */
const proposed = 3;
/** How many messages are looked back on for a question that is still out. */
const lookBack = 30;

/** What stands behind `/overslaan 12` for each question; `alles` stands for all that are left. */
const steps: Readonly<Record<IntakeField, string>> = { place: 'plaats', tried: 'gedaan', neededBy: 'wanneer' };

/** What a ticket begins with: the place that was told before. */
export async function knownIntake({ stores }: Work, { channel, key }: Conversation): Promise<Intake> {
  const person = await stores.people.findPersonByIdentity(channel, key);
  return { place: person?.place ?? null, tried: null, neededBy: null };
}

/** What is asked under the announcement of a ticket; nothing of who is at work on a ticket of somebody else. */
export function firstQuestion(desk: Voice, ticket: Ticket): Asked {
  const first = ticket.intake.place === null ? 'place' : nextField('place', ticket);
  if (first === null || ticket.state !== 'open' || desk.conversation.currentTicketId !== null) return nothing;
  const { parts, more } = ask(desk, ticket, first);
  const introduction = desk.wording.queue.intake.introduction(intakeFields.length - intakeFields.indexOf(first));
  return { parts: [`${introduction} ${parts.join('')}`], more };
}

/** What is asked under the word that something was added: what was still out, or the first question when none was asked yet. */
export async function questionAfterMore(work: Work, desk: Voice, ticket: Ticket): Promise<Asked> {
  const said = await work.stores.conversations.ticketMessages(ticket.id, desk.conversation.id);
  const pending = pendingIntake(said, ticket.state === 'open' ? [ticket] : []);
  if (pending) return { ...ask(desk, ticket, pending.field), parts: [] };
  const wasAsked = said.some(({ details }) => Object.values<unknown>(awaitsOf).includes(details?.awaits));
  return wasAsked ? nothing : firstQuestion(desk, ticket);
}

/** Parts of a message, and the buttons under it. */
interface Asked {
  parts: readonly (string | null)[];
  more: Pick<ReplyDetails, 'awaits' | 'choices'>;
}

const nothing: Asked = { parts: [], more: {} };

function ask({ wording }: Voice, { number }: Ticket, field: IntakeField, also: readonly string[] = []): Asked {
  const { intake } = wording.queue;
  const more = {
    awaits: awaitsOf[field],
    choices: [...also.map(intake.placeChoice), ...intake.skipChoices(number, steps[field])],
  };
  return { parts: [intake.question[field]], more };
}

/** Writes an answer to the intake with its ticket. False when the ticket is not in the queue any more. */
export async function takeAnswer(work: Work, desk: Voice, decision: IntakeDecision): Promise<boolean> {
  const { stores } = work;
  const open = await openTicketsOf(stores, desk.conversation.id);
  const ticket = open.find(({ number }) => number === decision.ticket);
  if (!ticket) return false;
  const { field, answer, next, sure } = decision;
  const { intake } = desk.wording.queue;
  if (answer === null) {
    await goOn(desk, ticket, next, [next === null ? null : intake.skipped]);
    return true;
  }
  await stores.conversations.setTicket(decision.messageId, ticket.id);
  const doubt = sure ? null : intake.newQuestion;
  if (field === 'place') {
    const { words, choices } = await takePlace(work, desk, placeIn(work, answer));
    await goOn(desk, ticket, next, [...words, choices.length > 0 ? null : doubt], choices);
    return true;
  }
  await changeIntake(work, ticket, { [field]: asKept(work, field, answer) });
  await goOn(desk, ticket, next, [intake.taken, doubt]);
  return true;
}

/** Sets the place of somebody, whenever they say it: with themselves and with all their tickets that are under way. */
export async function setPlace(order: Order): Promise<void> {
  const { command, voice, actor } = order;
  const { intake } = voice.wording.queue;
  if (command.text === '') {
    const known = await knownIntake(order, actor.conversation);
    await voice.say(intake.whichPlace(known.place));
    return;
  }
  if (!/\p{L}/u.test(command.text)) {
    await voice.say(intake.whichPlace(null));
    return;
  }
  const out = await questionOut(order, actor.conversation);
  const { words, choices } = await takePlace(order, voice, placeIn(order, command.text), actor.senderKey);
  if (!out) await voice.say(joined(words), { ...plain, choices: choices.map(intake.placeChoice) });
  else {
    const next = out.field === 'place' ? nextField('place', out.ticket) : out.field;
    await goOn(voice, out.ticket, next, words, choices);
  }
}

/** The member does not want to answer a question of the intake, or none of them (`alles`). */
export async function skip(order: Order): Promise<void> {
  const { command, actor, voice } = order;
  const out = await questionOut(order, actor.conversation);
  const step = command.text.replace(/^#?\d+\s*/, '').toLowerCase();
  const isMeant = (command.ticket ?? out?.ticket.number) === out?.ticket.number;
  if (!out || !isMeant || !['', 'alles', steps[out.field]].includes(step)) {
    await voice.say(voice.wording.queue.intake.nothingAsked);
    return;
  }
  const next = step === 'alles' ? null : nextField(out.field, out.ticket);
  await goOn(voice, out.ticket, next, [next === null ? null : voice.wording.queue.intake.skipped]);
}

/** The question of the intake that is still out in a conversation. */
async function questionOut(
  work: Work,
  { id }: Conversation,
): Promise<{ field: IntakeField; ticket: Ticket } | undefined> {
  const open = await openTicketsOf(work.stores, id);
  const pending = pendingIntake(await work.stores.conversations.recentMessages(id, lookBack), open);
  const ticket = open.find(({ number }) => number === pending?.ticket);
  return pending && ticket && { field: pending.field, ticket };
}

/** Asks what comes next, or says that this was all. */
async function goOn(
  desk: Voice,
  ticket: Ticket,
  next: IntakeField | null,
  words: readonly (string | null)[],
  proposals: readonly string[] = [],
): Promise<void> {
  const { intake } = desk.wording.queue;
  const { parts, more } =
    next === null
      ? { parts: [intake.ready(ticket.number)], more: { choices: proposals.map(intake.placeChoice) } }
      : ask(desk, ticket, next, proposals);
  await desk.tell(ticket, joined([...words, ...parts]), more);
}

/** Remembers a place, puts it with the tickets under way, and tells those who work there. Gives what to say of it. */
async function takePlace(
  work: Work,
  desk: Voice,
  { place, area }: { place: string; area: Area | undefined },
  senderKey = desk.conversation.key,
): Promise<{ words: (string | null)[]; choices: string[] }> {
  const { intake } = desk.wording.queue;
  const { conversation } = desk;
  await remember(work, { conversation, senderKey }, { place });
  const underWay = await work.stores.tickets.activeTicketsOf(conversation.id);
  for (const ticket of underWay) await offerNearby(work, await changeIntake(work, ticket, { place }));
  if (area) return { words: [intake.placeTaken(area), area.isHome ? null : intake.elsewhere(area)], choices: [] };
  const near = work.regions.near(place, proposed);
  return { words: [intake.placeUnknown(place, near)], choices: near };
}

/** Parts of a message under each other, without those that say nothing. */
export function joined(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join('\n\n');
}
