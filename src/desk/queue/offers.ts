import { agendaOf, defaultRules } from '../../queue/agenda.ts';
import { type Candidate, firstStepWithSomebody, route, type Suggestion } from '../../queue/routing.ts';
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
  if (ticket.offerStep >= lastStep) {
    // All circles have been asked. Whoever was away, in quiet hours or full then, or joined since, is asked now.
    await offerTo(work, ticket, lastStep, route(routed, candidates, everybody, now, timeZone));
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
  if (step >= lastStep) await tryLater(work, changed);
  else await stores.agenda.setTasks(ticket.id, ticket.conversationId, agendaOf(changed, defaultRules));
  await offerTo(work, changed, step, suggestions);
}

/** The circle of everybody with room, and the last one: the board. */
const everybody = 3;
const lastStep = 4;

/** Nobody more to ask now: perhaps there is somebody later in the day. */
async function tryLater({ stores, now }: Work, ticket: Ticket): Promise<void> {
  const dueAt = addWorkingTime(now, defaultRules.widenAfterMs, defaultRules.hours);
  await stores.agenda.setTasks(ticket.id, ticket.conversationId, [{ kind: 'widen', dueAt }]);
}

/** Offers a ticket to these people; who was asked before is not asked again, and who asked it themselves not at all. */
async function offerTo(work: Work, ticket: Ticket, step: number, suggestions: readonly Suggestion[]): Promise<void> {
  const { stores, now } = work;
  for (const { person, reasons } of suggestions) {
    const accounts = await stores.people.identitiesOf(person.id);
    if (accounts.some(({ conversationId }) => conversationId === ticket.conversationId)) continue;
    const isNew = await stores.tickets.addOffer({ ticketId: ticket.id, personId: person.id, step, reasons, at: now });
    const voice = isNew ? await voiceOf(work, person.id) : undefined;
    const { queue } = voice?.wording ?? {};
    if (queue) await voice?.tell(ticket, queue.offer(ticket, reasons), { choices: queue.offerChoices(ticket.number) });
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
