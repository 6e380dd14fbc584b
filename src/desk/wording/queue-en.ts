import type { Ticket } from '../../queue/ticket.ts';
import type { FileRefusal } from '../attachments.ts';
import { intakeEn } from './intake-en.ts';
import { shorten } from './label.ts';
import { queueNl } from './queue-nl.ts';
import type { QueueWording } from './queue-wording.ts';

const refusedFiles: Readonly<Record<FileRefusal, string>> = {
  too_large: 'the file is too large (20 MB at most)',
  unavailable: 'the file did not reach us; please send it again',
  empty: 'the file is empty',
  too_many: 'at most 10 files in one message',
  too_much: 'too much together: at most 40 MB in one message',
  unknown_type: 'we do not pass on this kind of file; make it a PDF or a photo',
};

const states: Readonly<Record<Ticket['state'], string>> = {
  open: 'waiting for an advisor',
  claimed: 'an advisor is working on it',
  waiting: 'the advisor waits for your reply',
  resolved: 'answered',
  closed: 'done',
  withdrawn: 'withdrawn',
};

const takenBack = '(the member took this message back)';

const line = ({ number, question }: Ticket) => `${number}. ${question === '' ? takenBack : shorten(question, 120)}`;

/**
 * What the desk says about tickets, in English: what a member reads. Advisors and the board of these associations work in
 * Dutch, whatever the language of the question.
 */
export const queueEn: QueueWording = {
  ...queueNl,
  whichLanguage: 'Which language would you like? Type: /taal nl (Nederlands) or /taal en (English).',
  languageChosen: 'All right, we write to you in English. The archive itself is in Dutch.',
  privacy:
    'A computer reads what you write here and looks for the answer in the archive. We keep your messages, and the number of your account to be able to answer you. When your question goes to an advisor, the advisors of the association can read it, with the conversation. They do not see your account, and your name only if you give it yourself. Write no more about yourself and others than is needed. Do you want to know what we have of you, or should it go? Ask the board of the association.',
  notHere: 'I do not do that in a group, because everybody reads along. Send it to me in a private chat.',
  goesOnPrivately:
    'The archive does not know this. An advisor, a volunteer of the association, can help you on. That goes on in a private chat with me.',
  intake: intakeEn,
  documents: {
    ...queueNl.documents,
    onlyBoard:
      'Only the board can put a document into the archive. Do you have one that belongs there? Give it to the board. Do you have a question about it? Just type your question.',
  },
  claimedForMember: (ticket, advisor) =>
    `${advisor ?? 'An advisor'} has taken your question ${ticket}: a human, not a computer. What you type here now goes to ${advisor ?? 'the advisor'}. To ask the archive something in between, begin with /vraag.`,
  givenBackForMember: (ticket) =>
    `The advisor cannot go on with question ${ticket} after all. Your question is waiting for an advisor again. You need not do anything.`,
  resolvedForMember: (ticket) =>
    `The advisor thinks that question ${ticket} is answered. Is it? Type “that helped”. Not yet? Type “that did not help”, and your question goes on.`,
  confirmed: (ticket) => `Good to hear that it helped. Question ${ticket} is done.`,
  helpedChoices: (ticket) => [
    { label: 'Yes, that helped', command: `/geholpen ${ticket}` },
    { label: 'No, not yet', command: `/heropen ${ticket}` },
  ],
  whichMark: 'Would you like to rate us? 1 is bad, 5 is very good. You need not.',
  marked: 'Thank you for your rating.',
  nothingToMark: 'There is no question that you can rate now.',
  remindMember: (ticket, advisor) =>
    `${advisor ?? 'The advisor'} is waiting for your reply to question ${ticket}. Type it here.`,
  warnStale: (ticket) =>
    `We heard nothing more from you about question ${ticket}. In a few days we close it. Type something and it stays open.`,
  closedForMember: (ticket) =>
    `Question ${ticket} is closed. Something more about it? Type /heropen ${ticket}. Any other question? Just ask.`,
  advisorUnreachable: (ticket) =>
    `Your message about question ${ticket} has not reached the advisor yet. It is kept with your question. If they hear nothing, somebody else takes it.`,
  withdrawnWithMessage: (ticket) =>
    `You took your message back, so question ${ticket} is withdrawn. Do you want to ask it again? Just type it.`,

  filesRefused: (files) =>
    `This was not passed on:\n${files.map(({ name, why }) => `- ${name}: ${refusedFiles[why]}`).join('\n')}`,
  fileNeedsQuestion:
    'I cannot read a file. What is your question about it? Type it here. If your question goes to an advisor, they get the file with it.',
  filesNotRead: 'I did not read your file; I answer what you type. To show it to an advisor, type: advisor.',
  filesKept: (ticket) => `Your file is kept with question ${ticket}. The advisor will see it.`,
  filesWithCommand: 'A file with a command goes to nobody. Please send it on its own.',
  unsupported: {
    location: 'I cannot pass on a location. Please type the address or the name of the place.',
    sticker: 'Nice, but I cannot read stickers. Could you type it?',
    poll: 'I cannot pass on a poll. Please type your question in plain words.',
    contact: 'I do not pass on a contact: it holds somebody else’s details. Type only what is really needed.',
    other: 'I cannot pass on this kind of message. Type your question, or send a photo or document.',
  },
  ownTickets: (tickets) =>
    tickets.length === 0
      ? 'You have no question for an advisor in this conversation.'
      : `Your questions for advisors:\n\n${tickets.map((ticket) => `${line(ticket)} (${states[ticket.state]})`).join('\n')}`,
  whichToWithdraw: (tickets) =>
    tickets.length === 0
      ? 'There is no question in this conversation that you can withdraw.'
      : `Which question do you want to withdraw? Type /intrekken with its number:\n\n${tickets.map(line).join('\n')}`,
  withdrawn: (ticket) => `Question ${ticket} is withdrawn. Any other question? Just ask.`,
  reopenChoices: (ticket) => [{ label: 'Another question about this', command: `/heropen ${ticket}` }],
  whichToReopen: (tickets) =>
    tickets.length === 0
      ? 'There is no closed question in this conversation. Just ask a new one.'
      : `Which question do you want to go on with? Type /heropen with its number:\n\n${tickets.map(line).join('\n')}`,
  reopenedFor: (ticket, advisor) =>
    `Question ${ticket} is open again. What you type now goes to ${advisor ?? 'the advisor'}.`,
  reopenedForQueue: (ticket) =>
    `Question ${ticket} is open again and waits for an advisor. What else would you like to know? Write it in your next message and I will add it.`,
  reopenedWith: (ticket, advisor) =>
    `I opened question ${ticket} again and ${advisor === null ? 'added your message' : `passed your message on to ${advisor}`}. Was this a new question? Type /vraag with your question behind it.`,
  whichName: 'Put your name behind the word, for example: /naam Anna. At most 40 letters.',
  named: (name) => `All right, we call you ${name}.`,
};
