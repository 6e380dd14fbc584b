import { queueNl } from '../../src/desk/wording/queue-nl.ts';
import { newId } from '../../src/kernel/ids.ts';
import { notice } from '../support/village-notice.ts';
import type { World } from './world.ts';

/** Something that happens between a member, the desk and an advisor. */
export interface Episode {
  name: string;
  /** True when time makes it happen, and nobody writes. */
  unasked?: true;
  /** Makes it happen. */
  begin(): void | Promise<void>;
  /** Resolves when what follows from it has arrived. */
  end(): Promise<unknown>;
}

/** An advisor, and the name that members know them by. */
export interface Advisor {
  chat: string;
  name: string;
}

/** How somebody writes on the platform. */
export type Write = (chat: string, text: string) => void;

/**
 * What a member lives through with the desk, in order: an answer from the archive, a ticket, an advisor who takes it, what
 * they say to each other with a reminder in between, and the end of it.
 */
export function lifeOf(world: World, member: string, advisor: Advisor, write: Write): Episode[] {
  const subject = `dossier ${newId()}`;
  const said = { member: `Het gaat om ${subject}.`, advisor: `Over ${subject}: dat regelen we.` };
  let ticket = 0;
  const arrived = (chat: string, words: string) => world.arrived(chat, words, ({ text }) => text.includes(words));
  return [
    {
      name: 'answer',
      begin: () => write(member, notice.rent.question),
      end: () => arrived(member, '45 euro'),
    },
    {
      name: 'ticket',
      begin: () => write(member, `Ik wil graag een adviseur spreken over ${subject}.`),
      async end() {
        ticket =
          (await world.arrived(member, 'a ticket', (message) => message.details?.outcome === 'escalated')).details
            ?.ticket ?? 0;
      },
    },
    {
      name: 'claim',
      begin: () => write(advisor.chat, `/neem ${ticket}`),
      end: () =>
        Promise.all([
          arrived(advisor.chat, queueNl.claimed(ticket)),
          arrived(member, queueNl.claimedForMember(ticket, advisor.name)),
        ]),
    },
    {
      name: 'to advisor',
      begin: () => write(member, said.member),
      end: () => arrived(advisor.chat, said.member),
    },
    {
      name: 'due task',
      unasked: true,
      begin: () => nudgeNow(world, ticket),
      end: () => arrived(advisor.chat, queueNl.nudge(ticket)),
    },
    {
      name: 'to member',
      begin: () => write(advisor.chat, said.advisor),
      end: () => arrived(member, said.advisor),
    },
    {
      name: 'end',
      begin: () => write(advisor.chat, `/afronden ${ticket}`),
      end: () => arrived(member, queueNl.resolvedForMember(ticket)),
    },
  ];
}

/** What is to be done in hours is due now. */
async function nudgeNow({ database }: World, number: number): Promise<void> {
  const { tickets, agenda } = database.stores;
  const ticket = await tickets.findTicket(number);
  if (!ticket) throw new Error(`no ticket ${number}`);
  await agenda.setTasks(ticket.id, ticket.conversationId, [{ kind: 'nudge', dueAt: Date.now() }]);
}
