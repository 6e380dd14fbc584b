import type { DueTask } from '../../queue/due-task.ts';
import type { Ticket, TicketEventKind } from '../../queue/ticket.ts';
import { offerOn, returned } from './offers.ts';
import { changeTicket, memberVoice, nameOf, voiceOf, type Work } from './work.ts';

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
  switch (task.kind) {
    case 'widen':
      if (ticket.state === 'open') await offerOn(work, ticket);
      return;
    case 'nudge': {
      if (ticket.state !== 'claimed' || ticket.assigneeId === null) return;
      await note('nudged');
      const voice = await voiceOf(work, ticket.assigneeId);
      if (!voice) return;
      const { queue } = voice.wording;
      await voice.tell(ticket, queue.nudge(ticket.number), { choices: queue.resumeChoices(ticket.number) });
      return;
    }
    case 'end_lease':
      await endLease(work, ticket);
      return;
    case 'remind_member': {
      if (ticket.state !== 'waiting') return;
      await note('reminded');
      const voice = await memberVoice(work, ticket);
      const name = await nameOf(work, ticket.assigneeId);
      await voice?.tell(ticket, voice.wording.queue.remindMember(ticket.number, name));
      return;
    }
    case 'warn_stale': {
      if (ticket.state !== 'waiting') return;
      await note('stale_warned');
      const voice = await memberVoice(work, ticket);
      await voice?.tell(ticket, voice.wording.queue.warnStale(ticket.number));
      return;
    }
    case 'close': {
      const change = await changeTicket(work, ticket, { kind: 'closed' }, { kind: 'closed', actor: 'desk' });
      if (!change || 'refused' in change) return;
      const voice = await memberVoice(work, ticket);
      await voice?.tell(change.ticket, voice.wording.queue.closedForMember(ticket.number));
    }
  }
}

/** The advisor was quiet for too long: back into the queue, and both sides know. */
async function endLease(work: Work, ticket: Ticket): Promise<void> {
  const change = await changeTicket(work, ticket, { kind: 'lease_ended' }, { kind: 'lease_ended', actor: 'desk' });
  if (!change || 'refused' in change) return;
  const former = ticket.assigneeId === null ? undefined : await voiceOf(work, ticket.assigneeId);
  await former?.tell(change.ticket, former.wording.queue.leaseEnded(ticket.number));
  await returned(work, change.ticket, ticket.assigneeId);
}
