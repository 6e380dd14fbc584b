import type { Person } from '../../people/person.ts';
import type { Ticket } from '../../queue/ticket.ts';
import type { Order } from './order.ts';
import { colleagues, isOwnTicket } from './work.ts';

/**
 * The colleague whose name a command begins with, and what follows it. When it is nobody's name, that of more than one or that of who
 * asked the question, `whom` asks with the names that there are.
 */
export async function colleagueIn(
  order: Order,
  ticket: Ticket,
  whom: (names: readonly string[]) => string,
): Promise<{ colleague: Person; rest: string } | undefined> {
  const { actor, command, voice } = order;
  const others = (await colleagues(order)).filter(({ id }) => id !== actor.person?.id);
  const [best, ...more] = longestFirst(others.filter(({ name }) => name !== null && beginsWith(command.text, name)));
  const ambiguous = more.some(({ name }) => name?.length === best?.name?.length);
  if (best && !ambiguous && !(await isOwnTicket(order, ticket, best.id))) {
    return { colleague: best, rest: command.text.slice(best.name?.length).replace(/^[\s:,]+/, '') };
  }
  await voice.say(whom([...new Set(others.flatMap(({ name }) => name ?? []))]));
  return undefined;
}

function beginsWith(text: string, name: string): boolean {
  const after = text.charAt(name.length);
  return text.toLowerCase().startsWith(name.toLowerCase()) && !/[\p{L}\p{N}-]/u.test(after);
}

function longestFirst(people: readonly Person[]): Person[] {
  return [...people].sort((a, b) => (b.name?.length ?? 0) - (a.name?.length ?? 0));
}
