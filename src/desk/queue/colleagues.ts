import type { Person } from '../../people/person.ts';
import type { Ticket } from '../../queue/ticket.ts';
import { plain } from '../voice.ts';
import { colleagueChoices, handleOf } from './colleague-choice.ts';
import type { Order } from './order.ts';
import { colleagues, isOwnTicket } from './work.ts';

/**
 * The colleague whose name or handle a command begins with, and what follows it. When it is nobody's, that of more than one, or
 * that of who asked the question, `whom` asks with the names that there are, and a button for each that says the rest again.
 */
export async function colleagueIn(
  order: Order,
  ticket: Ticket,
  whom: (names: readonly string[]) => string,
): Promise<{ colleague: Person; rest: string } | undefined> {
  const { actor, command, voice } = order;
  const others = (await colleagues(order)).filter(({ id }) => id !== actor.person?.id);
  const [best, ...more] = calledIn(command.text, others);
  const ambiguous = more.some(({ called }) => called.length === best?.called.length);
  const rest = command.text.slice(best?.called.length ?? command.text.length).replace(/^[\s:,]+/, '');
  if (best && !ambiguous && !(await isOwnTicket(order, ticket, best.person.id)))
    return { colleague: best.person, rest };
  const choices = colleagueChoices(others, voice.wording.queue);
  await voice.say(whom(choices.map(({ label }) => label)), {
    ...plain,
    choices: choices.map(({ label, handle }) => {
      return { label, command: `/${command.name} ${ticket.number} ${handle} ${rest}`.trim() };
    }),
  });
  return undefined;
}

/** Those by whose name or handle the text begins, the longest first. */
function calledIn(text: string, people: readonly Person[]): { person: Person; called: string }[] {
  return people
    .flatMap((person) =>
      [handleOf(person), person.name].flatMap((called) =>
        called !== null && beginsWith(text, called) ? [{ person, called }] : [],
      ),
    )
    .sort((a, b) => b.called.length - a.called.length);
}

function beginsWith(text: string, name: string): boolean {
  const after = text.charAt(name.length);
  return text.toLowerCase().startsWith(name.toLowerCase()) && !/[\p{L}\p{N}-]/u.test(after);
}
