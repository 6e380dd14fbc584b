import type { ConversationStore, Message } from '../../src/desk/conversation.ts';
import { DeskError } from '../../src/kernel/errors.ts';
import type { EscalationReason, Ticket, TicketEvent, TicketStore } from '../../src/queue/ticket.ts';

const reasons: Record<EscalationReason, string> = {
  nothing_found: 'niets gevonden in het archief',
  not_answered: 'het archief geeft geen antwoord',
  human_requested: 'vraagt om een mens',
  not_helpful: 'het antwoord hielp niet',
  failure: 'storing bij ons',
};

const happenings: Record<TicketEvent['kind'], string> = {
  opened: 'in de wachtrij gezet',
  asked_again: 'opnieuw gevraagd',
  told_more: 'meer verteld',
  edited: 'vraag aangepast',
  intake: 'gegevens aangevuld',
  offered: 'aangeboden',
  widened: 'aan meer mensen aangeboden',
  claimed: 'opgepakt',
  answered: 'geantwoord',
  replied: 'gereageerd',
  nudged: 'herinnerd aan de vraag',
  lease_ended: 'terug in de wachtrij gezet',
  given_back: 'teruggegeven',
  handed_over: 'overgedragen',
  moved: 'ergens anders verdergegaan',
  companion_added: 'een collega erbij gevraagd',
  noted: 'een notitie gemaakt',
  reminded: 'het lid herinnerd',
  stale_warned: 'gemeld dat de vraag bijna sluit',
  resolved: 'afgerond',
  confirmed: 'bevestigd dat het klaar is',
  rated: 'beoordeeld',
  reopened: 'weer geopend',
  closed: 'gesloten',
  withdrawn: 'ingetrokken',
  undeliverable: 'gemeld dat een bericht niet aankwam',
  archive_proposed: 'voorgesteld voor het archief',
  archive_approved: 'in het archief opgenomen',
  archive_refused: 'niet in het archief opgenomen',
};

const actors: Record<TicketEvent['actor'], string> = {
  member: 'door het lid',
  desk: 'door de balie',
  advisor: 'door een adviseur',
  board: 'door het bestuur',
};

const writers: Record<Message['author'], string> = { member: 'Lid  ', desk: 'Balie', relayed: 'Adviseur' };

const states: Record<Ticket['state'], string> = {
  open: 'wacht',
  claimed: 'opgepakt',
  waiting: 'lid aan zet',
  resolved: 'afgerond',
  closed: 'gesloten',
  withdrawn: 'ingetrokken',
};

/** How many tickets a list shows at the most, and messages a ticket. */
const listed = 200;
const shownMessages = 50;

/** Prints all tickets, newest first, or one of them whole; as text or as JSON. */
export async function showTickets(
  stores: { tickets: TicketStore; conversations: ConversationStore },
  number: string | undefined,
  json: boolean,
  print: (line: string) => void,
): Promise<void> {
  if (number === undefined) {
    const tickets = await stores.tickets.listTickets(listed);
    if (json) print(JSON.stringify(tickets.map(present)));
    else print(tickets.length === 0 ? 'Er staan geen vragen in de wachtrij.' : tickets.map(line).join('\n'));
    return;
  }
  const ticket = /^\d{1,9}$/.test(number) ? await stores.tickets.findTicket(Number(number)) : undefined;
  if (!ticket)
    throw new DeskError('not_found', `Er is geen vraag met nummer ${number}. Bekijk de lijst met: npm run tickets`);
  const messages = await stores.conversations.recentMessages(ticket.conversationId, shownMessages);
  const conversation = messages.map(({ author, text, createdAt }) => ({ author, text, at: at(createdAt) }));
  const events = (await stores.tickets.listEvents(ticket.id)).map((event) => ({ ...event, at: at(event.at) }));
  if (json) {
    const shown = events.map(({ kind, actor, text, at }) => ({ kind, actor, at, ...(text !== null && { text }) }));
    print(JSON.stringify({ ...present(ticket), events: shown, conversation }));
    return;
  }
  print(line(ticket));
  print('\nWat er gebeurde:');
  for (const { kind, actor, at, text } of events) {
    print(`  ${at}  ${happenings[kind]} ${actors[actor]}${text === null ? '' : `: ${indent(text)}`}`);
  }
  print('\nGesprek:');
  for (const message of conversation) print(`  ${writers[message.author]} ${indent(message.text)}`);
  print('\nPassages die zijn bekeken:');
  if (ticket.passages.length === 0) print('  geen');
  for (const { source, title, section, page, text } of ticket.passages) {
    print(`  - ${[title, section, page === null ? null : `blz. ${page}`, source].filter(Boolean).join(', ')}`);
    print(`    ${indent(text)}`);
  }
}

function present(ticket: Ticket) {
  const { number, state, reason, question, language, createdAt, passages } = ticket;
  return { number, state, reason, question, language, createdAt: at(createdAt), passages };
}

function line(ticket: Ticket): string {
  return `${String(ticket.number).padStart(4)}  ${at(ticket.createdAt)}  ${states[ticket.state].padEnd(11)}  ${reasons[ticket.reason]}: ${ticket.question.replace(/\s+/g, ' ')}`;
}

function at(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace('T', ' ');
}

function indent(text: string): string {
  return text.replace(/\n/g, '\n        ');
}
