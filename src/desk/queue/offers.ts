import { agendaOf, defaultRules } from '../../queue/agenda.ts';
import { type Candidate, firstStepWithSomebody } from '../../queue/routing.ts';
import type { Ticket } from '../../queue/ticket.ts';
import { addWorkingTime } from '../../queue/working-time.ts';
import { voiceOf, type Work } from './work.ts';

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
  const { step, suggestions } = firstStepWithSomebody(routed, candidates, ticket.offerStep + 1, now, timeZone);
  if (suggestions.length === 0) {
    // Nobody to ask: perhaps there is somebody later in the day, or an advisor joins.
    const dueAt = addWorkingTime(now, defaultRules.widenAfterMs, defaultRules.hours);
    await stores.agenda.setTasks(ticket.id, ticket.conversationId, [{ kind: 'widen', dueAt }]);
    return;
  }
  const changed = await stores.tickets.changeTicket(
    ticket,
    { offerStep: step },
    { kind: ticket.offerStep === 0 ? 'offered' : 'widened', actor: 'desk', at: now },
  );
  if (!changed) return;
  await stores.agenda.setTasks(ticket.id, ticket.conversationId, agendaOf(changed, defaultRules));
  for (const { person, reasons } of suggestions) {
    const isNew = await stores.tickets.addOffer({ ticketId: ticket.id, personId: person.id, step, reasons, at: now });
    const voice = isNew ? await voiceOf(work, person.id) : undefined;
    // Who asks does not get their own question.
    if (!voice || voice.conversation.id === ticket.conversationId) continue;
    const { queue } = voice.wording;
    await voice.tell(ticket, queue.offer(ticket, reasons), { choices: queue.offerChoices(ticket.number) });
  }
}

/** Tells everybody who was offered the ticket before that it is free again; `formerId` knows. */
export async function offerAgain(work: Work, ticket: Ticket, formerId: string | null): Promise<void> {
  for (const { personId, reasons } of await work.stores.tickets.offersOf(ticket.id)) {
    if (personId === formerId) continue;
    const voice = await voiceOf(work, personId);
    const { queue } = voice?.wording ?? {};
    if (queue) await voice?.tell(ticket, queue.offer(ticket, reasons), { choices: queue.offerChoices(ticket.number) });
  }
}

/** Tells everybody else who was offered the ticket that it is taken. */
export async function tellOthers(work: Work, ticket: Ticket, takerId: string, taker: string | null): Promise<void> {
  for (const { personId } of await work.stores.tickets.offersOf(ticket.id)) {
    if (personId === takerId) continue;
    const voice = await voiceOf(work, personId);
    await voice?.tell(ticket, voice.wording.queue.takenBy(ticket.number, taker));
  }
}

async function candidatesFor({ stores }: Work): Promise<Candidate[]> {
  const people = [...(await stores.people.listPeople('advisor')), ...(await stores.people.listPeople('board'))];
  const loads = await stores.tickets.loads();
  const unique = [...new Map(people.map((person) => [person.id, person])).values()];
  return unique.map((person) => ({ person, load: loads.get(person.id) ?? 0 }));
}
