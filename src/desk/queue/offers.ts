import { agendaOf, defaultRules } from '../../queue/agenda.ts';
import { type Candidate, circles, firstStepWithSomebody, route, type Suggestion } from '../../queue/routing.ts';
import type { Ticket } from '../../queue/ticket.ts';
import { addWorkingTime } from '../../queue/working-time.ts';
import { colleagues, isOwnTicket, memberVoice, voiceOf, type Work } from './work.ts';

/** Offers an open ticket to the next circle of people in which there is somebody. */
export async function offerOn(work: Work, ticket: Ticket): Promise<void> {
  const { stores, now } = work;
  const candidates = await candidatesFor(work);
  const { timeZone } = defaultRules.hours;
  const routed = {
    regions: [],
    expertises: ticket.expertises,
    language: ticket.language,
    previousAssigneeId: (await stores.tickets.previousAssignee(ticket.conversationId)) ?? null,
  };
  if (ticket.offerStep >= circles.board) {
    // All circles have been asked. Whoever was away, in quiet hours or full then, or joined since, is asked now.
    await offerTo(work, ticket, circles.board, route(routed, candidates, circles.everybody, now, timeZone));
    await tryLater(work, ticket);
    return;
  }
  const { step, suggestions } = firstStepWithSomebody(routed, candidates, ticket.offerStep + 1, now, timeZone);
  if (suggestions.length === 0) {
    await tryLater(work, ticket);
    return;
  }
  const changed = await stores.tickets.changeTicket(
    ticket,
    { offerStep: step },
    { kind: ticket.offerStep === 0 ? 'offered' : 'widened', actor: 'desk', at: now },
  );
  if (!changed) return;
  if (step >= circles.board) await tryLater(work, changed);
  else await stores.agenda.setTasks(ticket.id, ticket.conversationId, agendaOf(changed, defaultRules));
  await offerTo(work, changed, step, suggestions);
}

/** Nobody more to ask now: perhaps there is somebody later in the day. */
async function tryLater({ stores, now }: Work, ticket: Ticket): Promise<void> {
  const dueAt = addWorkingTime(now, defaultRules.widenAfterMs, defaultRules.hours);
  await stores.agenda.setTasks(ticket.id, ticket.conversationId, [{ kind: 'widen', dueAt }]);
}

/** Offers a ticket to these people; who was asked before is not asked again, and who asked it themselves not at all. */
async function offerTo(work: Work, ticket: Ticket, step: number, suggestions: readonly Suggestion[]): Promise<void> {
  const { stores, now } = work;
  for (const { person, reasons } of suggestions) {
    if (await isOwnTicket(work, ticket, person.id)) continue;
    const isNew = await stores.tickets.addOffer({ ticketId: ticket.id, personId: person.id, step, reasons, at: now });
    if (isNew) await tellOffer(work, ticket, person.id, reasons);
  }
}

/** A ticket is in the queue again: nobody works on it, the member knows, and the next circle hears of it. */
export async function returned(work: Work, ticket: Ticket, formerId: string | null): Promise<void> {
  const member = await memberVoice(work, ticket);
  await member?.tell(ticket, member.wording.queue.givenBackForMember(ticket.number));
  await offerAgain(work, ticket, formerId);
  await offerOn(work, ticket);
}

/** Tells everybody who was offered the ticket before that it is free again; `formerId` knows. */
async function offerAgain(work: Work, ticket: Ticket, formerId: string | null): Promise<void> {
  for (const { personId, reasons } of await work.stores.tickets.offersOf(ticket.id)) {
    if (personId !== formerId) await tellOffer(work, ticket, personId, reasons);
  }
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

async function candidatesFor(work: Work): Promise<Candidate[]> {
  const loads = await work.stores.tickets.loads();
  return (await colleagues(work)).map((person) => ({ person, load: loads.get(person.id) ?? 0 }));
}
