import { agendaAfter, defaultRules, leaseAfterNudge } from '../../queue/agenda.ts';
import type { DueTask } from '../../queue/due-task.ts';
import type { Ticket, TicketEventKind } from '../../queue/ticket.ts';
import { offerOn, returned } from './offers.ts';
import { tellMember } from './tell-member.ts';
import {
  advisorToMember,
  changeTicket,
  isAmongAdvisors,
  memberVoice,
  nameOf,
  type Work,
  waysTo,
  workplaceOf,
} from './work.ts';

/**
 * Does what is to be done in time, inside the transaction that ended the task. The ticket may have gone on since the task
 * was set; then the task was replaced and does not come here, but the rules are asked all the same.
 */
export async function doTask(work: Work, task: DueTask): Promise<void> {
  const { stores, now } = work;
  const ticket = await stores.tickets.findTicketById(task.ticketId);
  if (!ticket) return;
  const note = (kind: TicketEventKind) =>
    stores.tickets.appendEvent({ ticketId: ticket.id, kind, actor: 'desk', at: now });
  const setTheRest = () =>
    stores.agenda.setTasks(ticket.id, ticket.conversationId, agendaAfter(task.kind, now, defaultRules));
  switch (task.kind) {
    case 'widen':
      if (ticket.state === 'open') await offerOn(work, ticket);
      return;
    case 'nudge':
      await nudge(work, ticket);
      return;
    case 'end_lease':
      await endLease(work, ticket);
      return;
    case 'remind_member': {
      if (ticket.state !== 'waiting') return;
      await note('reminded');
      await setTheRest();
      const name = await advisorToMember(work, ticket);
      await tellMember(work, ticket, (queue) => queue.remindMember(ticket.number, name));
      return;
    }
    case 'warn_stale': {
      if (ticket.state !== 'waiting') return;
      await note('stale_warned');
      await setTheRest();
      await tellMember(work, ticket, (queue) => queue.warnStale(ticket.number));
      return;
    }
    case 'close': {
      const change = await changeTicket(work, ticket, { kind: 'closed' }, { kind: 'closed', actor: 'desk' });
      if (!change || 'refused' in change) return;
      const voice = await memberVoice(work, ticket);
      if (!voice) return;
      const { queue } = voice.wording;
      const choices = queue.reopenChoices(ticket.number);
      await voice.tell(change.ticket, queue.closedForMember(ticket.number), { awaits: 'reopening', choices });
    }
  }
}

async function nudge(work: Work, ticket: Ticket): Promise<void> {
  const { stores, now } = work;
  if (ticket.state !== 'claimed' || ticket.assigneeId === null || ticket.leaseUntil === null) return;
  const leaseUntil = leaseAfterNudge(ticket.leaseUntil, now, defaultRules);
  const nudged = await stores.tickets.changeTicket(ticket, { leaseUntil }, { kind: 'nudged', actor: 'desk', at: now });
  // Somebody changed the ticket at this moment, and set its tasks anew.
  if (!nudged) return;
  await stores.agenda.setTasks(ticket.id, ticket.conversationId, [{ kind: 'end_lease', dueAt: leaseUntil }]);
  const voice = await workplaceOf(work, ticket);
  if (!voice) return;
  const { nudge: alone, room } = voice.wording.queue;
  const text = isAmongAdvisors(voice)
    ? room.nudge(ticket.number, await nameOf(work, ticket.assigneeId))
    : alone(ticket.number);
  await voice.tell(ticket, text, { choices: waysTo(ticket, voice) });
}

/** The advisor was quiet for too long: back into the queue, and both sides know. */
async function endLease(work: Work, ticket: Ticket): Promise<void> {
  const change = await changeTicket(work, ticket, { kind: 'lease_ended' }, { kind: 'lease_ended', actor: 'desk' });
  if (!change || 'refused' in change) return;
  // In its room it is said to all that it is free.
  const former = ticket.workplaceId === null ? await workplaceOf(work, ticket) : undefined;
  await former?.tell(change.ticket, former.wording.queue.leaseEnded(ticket.number));
  await returned(work, change.ticket, ticket.assigneeId);
}
