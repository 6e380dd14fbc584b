import type { Ticket } from '../../queue/ticket.ts';
import type { Message } from '../conversation.ts';
import type { Work } from './work.ts';

/** What advisors wrote to the member of each ticket, message by message, oldest first; a ticket without is left out. */
export async function answersIn({ stores }: Work, tickets: readonly Ticket[]): Promise<Map<string, string[]>> {
  const answers = new Map<string, string[]>();
  const passed = await stores.conversations.relayedIn(tickets.map(({ id }) => id));
  for (const message of passed.filter(isAnswer)) {
    answers.set(message.ticketId, [...(answers.get(message.ticketId) ?? []), withoutMarkers(message)]);
  }
  return answers;
}

const opening = /^(?:dag|beste|hallo|hoi|goede(?:morgen|middag|navond)|goedendag|geachte)\b[^,.!?\n]{0,60}[,!]\s*/i;
const closing =
  /(?<=[.!?]|\n|^)\s{0,4}(?:(?:met )?(?:vriendelijke|hartelijke|beste) )?groet(?:en|jes)?\b,?\s*[^.!?\n]{0,60}[.!]?\s*$/i;

/** A message without the words that it begins and ends with for this one reader. */
export function withoutCourtesy(text: string): string {
  const rest = text.replace(opening, '').replace(closing, '').trim();
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

/** The sources that were cited in a ticket's answers, each once; null when there are none. */
export async function citedIn({ stores }: Work, ticket: Ticket): Promise<string | null> {
  const answers = (await stores.conversations.relayedIn([ticket.id])).filter(isAnswer);
  const titles = answers.flatMap(({ details }) => (details?.citations ?? []).map(({ title }) => title));
  return titles.length > 0 ? [...new Set(titles)].join('; ') : null;
}

function isAnswer(message: Message): message is Message & { ticketId: string } {
  return message.ticketId !== null && message.relay?.from === 'advisor' && message.text !== '';
}

/** The numbers of citations mean nothing outside the message that has them. */
function withoutMarkers({ text, details }: Message): string {
  const numbers = (details?.citations ?? []).map(({ number }) => number);
  return numbers.reduce((left, number) => left.replaceAll(` [${number}]`, '').replaceAll(`[${number}]`, ''), text);
}
