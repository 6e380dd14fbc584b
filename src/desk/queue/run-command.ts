import { isForBoard, may } from '../../people/permissions.ts';
import { type Command, commandsFor } from '../commands.ts';
import type { Message } from '../conversation.ts';
import {
  addDocument,
  explainDocuments,
  putWithQuestion,
  redate,
  removeDocument,
  retitle,
} from '../documents/document-commands.ts';
import { showFigures } from '../figures/figures-command.ts';
import { showSourceOfNewest } from '../show-source.ts';
import { Voice } from '../voice.ts';
import { beAbsent, chooseLanguage, chooseName, connect, setProfile } from './account-commands.ts';
import { chooseAdvisorGroup } from './advisor-group.ts';
import { answer } from './answer-command.ts';
import { claim, showQueue, showTicket } from './claim-commands.ts';
import { askAlong, note } from './companions.ts';
import { approve, refuse, showProposals } from './decision-commands.ts';
import { cite, dropDraft, sendDraft, showDraft } from './draft-commands.ts';
import { setPlace, skip } from './intake.ts';
import { helped, mark } from './judgement.ts';
import { ownTickets, withdraw } from './member-commands.ts';
import type { Actor, Order } from './order.ts';
import { handIn, nameSource, propose, reword } from './proposal-commands.ts';
import { reopen } from './reopen.ts';
import { giveBack, handOver, pause, resolve, resume } from './ticket-commands.ts';
import type { Work } from './work.ts';

/**
 * Does what a command asks, after asking the table of permissions; says so when it may not.
 *
 * @param message that the command stands in; null for a pressed button
 */
export async function runCommand(
  work: Work,
  actor: Actor,
  command: Command | 'unknown',
  message: Message | null,
): Promise<void> {
  const voice = new Voice(work.stores, actor.conversation, work.now);
  const { queue } = voice.wording;
  if (command === 'unknown' || command.name === 'help') {
    const known = commandsFor((permission) => may(actor.person, permission));
    await voice.say(queue.help(command === 'unknown', known));
    return;
  }
  if (!may(actor.person, command.permission)) {
    const refusal = isForBoard(command.permission) ? queue.onlyBoard : queue.notAllowed;
    await voice.say(command.name === 'document' ? queue.documents.onlyBoard : refusal);
    return;
  }
  await carryOut({ ...work, actor, command, voice, message });
}

/** Does what a command asks of who may give it. */
export async function carryOut(order: Order): Promise<void> {
  const { name } = order.command;
  if (name !== 'help') await handlers[name](order);
}

type Handler = (order: Order) => Promise<void>;

const handlers: Readonly<Record<Exclude<Command['name'], 'help'>, Handler>> = {
  koppel: connect,
  lees: ({ stores, command, voice }) => showSourceOfNewest(stores, voice, command.ticket),
  taal: chooseLanguage,
  privacy: ({ voice }) => voice.say(voice.wording.queue.privacy),
  naam: chooseName,
  mijnvragen: ownTickets,
  intrekken: withdraw,
  geholpen: helped,
  cijfer: mark,
  wachtrij: showQueue,
  bekijk: showTicket,
  neem: claim,
  verder: resume,
  pauze: pause,
  teruggeven: giveBack,
  citeer: cite,
  concept: showDraft,
  verstuur: sendDraft,
  weggooien: dropDraft,
  vraagmee: askAlong,
  overdragen: handOver,
  afronden: resolve,
  antwoord: answer,
  notitie: note,
  voorstel: propose,
  vraagtekst: reword,
  bron: nameSource,
  indienen: handIn,
  voorstellen: showProposals,
  goedkeuren: approve,
  afwijzen: refuse,
  document: explainDocuments,
  opnemen: addDocument,
  titel: retitle,
  datum: redate,
  weghalen: removeDocument,
  bijvraag: putWithQuestion,
  cijfers: showFigures,
  adviesgroep: chooseAdvisorGroup,
  afwezig: beAbsent,
  profiel: setProfile,
  regio: setPlace,
  overslaan: skip,
  heropen: reopen,
  // A question is decided on by the desk itself; without a text there is nothing to decide.
  vraag: ({ voice }) => voice.say(voice.wording.queue.whichQuestion),
};
