import type { Excerpt } from '../../answering/answer.ts';
import type { EscalationReason } from '../../queue/ticket.ts';
import { shorten } from './label.ts';
import { queueEn } from './queue-en.ts';
import type { Wording } from './wording.ts';

const disclosure = 'You are talking to a computer. Rather a human? Type “advisor”.';

const unanswered: Record<EscalationReason, string> = {
  nothing_found: 'I found nothing about this in the archive.',
  not_answered: 'The archive holds something like it, but no answer to your question. So I give none.',
  human_requested: 'You can.',
  not_helpful: 'I am sorry that this did not help.',
  failure: 'Something went wrong on our side. It is not your fault.',
};

export const en: Wording = {
  disclosure,
  welcome: `Welcome to the Dorpsbalie. Ask your question about your village, your village hall or your association. I look for the answer in the archive and show where it stands. ${disclosure}`,
  greeting: 'Hello! What would you like to know about your village, your village hall or your association?',
  thanks: 'You are welcome. Any other question? Just ask.',
  farewell: 'Goodbye!',
  about:
    'I am the Dorpsbalie: a computer program, not a human. I look for answers in the archive of the associations of small villages: brochures, plans and letters. I always say where it stands. When the archive does not know, I put your question in the queue for an advisor: a volunteer who helps you on. Type “advisor” if you want a human now.',
  withdrawn: 'All right, I will leave it. Any other question? Just ask.',
  wordless: 'I cannot read this message. Please type your question in plain words.',
  whatForAdvisor: (ticket) =>
    `You can. An advisor, a volunteer of the association, gets your request. Its number is ${ticket}. What would you like to ask? Write it in your next message and I will add it.`,
  toldMore: (ticket) => `I added it to question ${ticket}. The answer of the advisor will come in this conversation.`,
  answer: (excerpts) => `The archive is in Dutch. It says:\n\n${excerpts.map(paragraph).join('\n\n')}`,
  escalated: (reason, ticket) =>
    `${unanswered[reason]} Your question is waiting for an advisor, a volunteer of the association. Its number is ${ticket}. The answer will come in this conversation.`,
  alreadyAsked: (ticket) =>
    `This question is already waiting for an advisor, under number ${ticket}. I noted that you asked again. The answer will come in this conversation.`,
  declined:
    'I know nothing about that. I help with questions about villages, village halls and associations. Do you have one? Just ask. Type “advisor” if you want to speak to a human.',
  late: 'I am sorry that you had to wait so long. I could not be reached for some time. My answer is below.',
  passage: (number, where, text) => `Source ${number}: ${where}\n\n${text}`,
  whichSource: (sources) =>
    sources === 0
      ? 'There is no answer with sources yet. Please ask your question.'
      : `Which source do you want to read? Type for example: /lees 1. The last answer has ${sources === 1 ? 'one source' : `${sources} sources`}.`,
  helped: 'Good to hear that it helped.',
  nothingToRate: 'There is no answer yet to judge. Please ask your question.',
  questionGone: 'Your question is not there any more. Do you still want help with it? Please ask it again.',
  queue: queueEn,
  sources: 'Sources',
  page: (page) => `p. ${page}`,
};

/** An excerpt with its number; an old edition is named as such, once for excerpts of it in a row. */
function paragraph({ citation, outdatedSince, text }: Excerpt, i: number, excerpts: readonly Excerpt[]): string {
  const named = outdatedSince === null || excerpts[i - 1]?.citation.documentId === citation.documentId;
  const year = outdatedSince !== null && !citation.title.includes(outdatedSince) ? ` of ${outdatedSince}` : '';
  return `${named ? '' : `According to “${shorten(citation.title)}”${year}:\n`}${text} [${citation.number}]`;
}
