import { regionNames } from '../../people/regions.ts';
import { defaultRules, nextCircleAt } from '../../queue/agenda.ts';
import {
  type Candidate,
  circles,
  firstStepWithSomebody,
  type RoutedTicket,
  route,
  routeNearby,
  type Suggestion,
} from '../../queue/routing.ts';
import type { Ticket } from '../../queue/ticket.ts';
import { openRooms } from './rooms.ts';
import { colleagues, isOwnTicket, memberVoice, voiceOf, type Work } from './work.ts';

const { timeZone } = defaultRules.hours;

/** Offers an open ticket to the next circle of people in which there is somebody. */
export async function offerOn(work: Work, ticket: Ticket): Promise<void> {
  const { stores, now } = work;
  await openRooms(work, ticket);
  const [routed, candidates] = [await routedOf(work, ticket), await candidatesFor(work)];
  await stores.agenda.setTasks(ticket.id, ticket.conversationId, [
    { kind: 'widen', dueAt: nextCircleAt(now, defaultRules) },
  ]);
  if (ticket.offerStep >= circles.board) {
    // All circles have been asked. Whoever was away, in quiet hours or full then, or joined since, is asked now.
    await offerTo(work, ticket, circles.board, route(routed, candidates, circles.everybody, now, timeZone));
    return;
  }
  const { step, suggestions } = firstStepWithSomebody(routed, candidates, ticket.offerStep + 1, now, timeZone);
  // Nobody to ask now: perhaps there is somebody later in the day.
  if (suggestions.length === 0) return;
  const changed = await stores.tickets.changeTicket(
    ticket,
    { offerStep: step },
    { kind: ticket.offerStep === 0 ? 'offered' : 'widened', actor: 'desk', at: now },
  );
  if (changed) await offerTo(work, changed, step, suggestions);
}

/** The member's place became known: who works there hears of the ticket, whichever circle it has come to. */
export async function offerNearby(work: Work, ticket: Ticket): Promise<void> {
  if (ticket.state !== 'open') return;
  const suggestions = routeNearby(await routedOf(work, ticket), await candidatesFor(work), work.now, timeZone);
  await offerTo(work, ticket, Math.max(circles.bestFew, ticket.offerStep), suggestions);
}

/** Offers a ticket to these people; who was asked since it is free is not asked again, and who asked it themselves not at all. */
async function offerTo(work: Work, ticket: Ticket, step: number, suggestions: readonly Suggestion[]): Promise<void> {
  const { stores, now } = work;
  for (const { person, reasons } of suggestions) {
    if (await isOwnTicket(work, ticket, person.id)) continue;
    const offer = { ticketId: ticket.id, personId: person.id, step, reasons, at: now };
    if (await stores.tickets.addOffer(offer, ticket.changedAt)) await tellOffer(work, ticket, person.id, reasons);
  }
}

/**
 * A ticket is in the queue again: nobody works on it, the member knows, and it goes round the circles anew, for whoever heard
 * of it before may be away, have stopped or have a full plate by now. Who let go of it is not asked.
 */
export async function returned(work: Work, ticket: Ticket, formerId: string | null): Promise<void> {
  const { stores, now } = work;
  const member = await memberVoice(work, ticket);
  await member?.tell(ticket, member.wording.queue.givenBackForMember(ticket.number));
  if (formerId !== null) {
    const offer = { ticketId: ticket.id, personId: formerId, step: circles.bestFew, reasons: [], at: now };
    await stores.tickets.addOffer(offer, now);
  }
  await offerOn(work, ticket);
}

async function tellOffer(work: Work, ticket: Ticket, personId: string, reasons: readonly string[]): Promise<void> {
  const voice = await voiceOf(work, personId);
  if (!voice) return;
  const { queue } = voice.wording;
  await voice.tell(ticket, queue.offer(ticket, reasons), { choices: queue.offerChoices(ticket.number) });
}

/** Tells everybody else who was offered the ticket that it is taken. */
export async function tellOthers(work: Work, ticket: Ticket, takerId: string, taker: string | null): Promise<void> {
  for (const { personId } of await work.stores.tickets.offersOf(ticket.id)) {
    if (personId === takerId) continue;
    const voice = await voiceOf(work, personId);
    await voice?.tell(ticket, voice.wording.queue.takenBy(ticket.number, taker));
  }
}

async function routedOf({ stores, regions }: Work, ticket: Ticket): Promise<RoutedTicket> {
  const area = regions.find(ticket.intake.place ?? '');
  return {
    regions: area ? regionNames(area) : [],
    expertises: ticket.expertises,
    language: ticket.language,
    previousAssigneeId: (await stores.tickets.previousAssignee(ticket.conversationId)) ?? null,
  };
}

async function candidatesFor(work: Work): Promise<Candidate[]> {
  const loads = await work.stores.tickets.loads();
  return (await colleagues(work)).map((person) => ({ person, load: loads.get(person.id) ?? 0 }));
}
