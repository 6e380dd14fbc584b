import type { Ticket } from '../../queue/ticket.ts';
import { shorten } from './label.ts';
import { queueNl } from './queue-nl.ts';
import type { QueueWording } from './queue-wording.ts';

const states: Readonly<Record<Ticket['state'], string>> = {
  open: 'waiting for an advisor',
  claimed: 'an advisor is working on it',
  waiting: 'the advisor waits for your reply',
  resolved: 'answered',
  closed: 'done',
  withdrawn: 'withdrawn',
};

const line = (ticket: Ticket) => `${ticket.number}. ${shorten(ticket.question, 120)}`;

/**
 * What the desk says about tickets, in English: what a member reads. Advisors and the board of these associations work in
 * Dutch, whatever the language of the question.
 */
export const queueEn: QueueWording = {
  ...queueNl,
  claimedForMember: (ticket, advisor) =>
    `${advisor ?? 'An advisor'} has taken your question ${ticket}: a human, not a computer. What you type here now goes to ${advisor ?? 'the advisor'}. To ask the archive something in between, begin with /vraag.`,
  givenBackForMember: (ticket) =>
    `The advisor cannot go on with question ${ticket} after all. Your question is waiting for an advisor again. You need not do anything.`,
  resolvedForMember: (ticket) =>
    `The advisor thinks that question ${ticket} is answered. Is it? Type “that helped”. Not yet? Type “that did not help”, and your question goes on.`,
  confirmed: (ticket) => `Good to hear that it helped. Question ${ticket} is done.`,
  remindMember: (ticket, advisor) =>
    `${advisor ?? 'The advisor'} is waiting for your reply to question ${ticket}. Type it here.`,
  warnStale: (ticket) =>
    `We heard nothing more from you about question ${ticket}. In a few days we close it. Type something and it stays open.`,
  closedForMember: (ticket) => `Question ${ticket} is closed. Any other question? Just ask.`,
  advisorUnreachable: (ticket) =>
    `Your message about question ${ticket} has not reached the advisor yet. It is kept with your question. If they hear nothing, somebody else takes it.`,
  ownTickets: (tickets) =>
    tickets.length === 0
      ? 'You have no question for an advisor in this conversation.'
      : `Your questions for advisors:\n\n${tickets.map((ticket) => `${line(ticket)} (${states[ticket.state]})`).join('\n')}`,
  whichToWithdraw: (tickets) =>
    tickets.length === 0
      ? 'There is no question in this conversation that you can withdraw.'
      : `Which question do you want to withdraw? Type /intrekken with its number:\n\n${tickets.map(line).join('\n')}`,
  withdrawn: (ticket) => `Question ${ticket} is withdrawn. Any other question? Just ask.`,
  whichName: 'Put your name behind the word, for example: /naam Anna. At most 40 letters.',
  named: (name) => `All right, we call you ${name}.`,
};
