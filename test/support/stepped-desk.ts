import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Database } from '../../adapters/database/database.ts';
import type { DatabaseConfig } from '../../adapters/database/engine.ts';
import { documentReaders } from '../../adapters/documents/readers.ts';
import type { MemberAction } from '../../src/desk/channel.ts';
import type { Conversation, Message } from '../../src/desk/conversation.ts';
import { Desk, type Handled } from '../../src/desk/desk.ts';
import { Sender } from '../../src/desk/sender.ts';
import type { Signature } from '../../src/desk/signature.ts';
import type { DeskStores } from '../../src/desk/stores.ts';
import { House } from '../../src/house.ts';
import { newId } from '../../src/kernel/ids.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import type { Transactor } from '../../src/kernel/transaction.ts';
import { invite } from '../../src/people/invitation.ts';
import type { Role } from '../../src/people/person.ts';
import type { Ticket, TicketEvent } from '../../src/queue/ticket.ts';
import type { KnowledgeIndex } from '../../src/retrieval/knowledge-index.ts';
import { RecordingChannel } from './recording-channel.ts';
import { writeNotice } from './village-notice.ts';

/** Limits that no test reaches. */
export const roomyLimits = { maxFileBytes: 50e6, maxUnpackedBytes: 400e6 };

/** A house with the notice of {@link writeNotice} in its archive; closed when the test ends. */
export async function noticeHouse(config: DatabaseConfig): Promise<House> {
  const house = await House.build({ database: config, limits: roomyLimits, logger: silentLogger });
  onTestFinished(() => house.close());
  const directory = await mkdtemp(join(tmpdir(), 'dorpsbalie-desk-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  await house.ingest([await writeNotice(directory)]);
  return house;
}

/** A clock that stands still until it is moved. */
class HandClock {
  time = Date.UTC(2026, 7, 12, 8, 0, 0);

  now(): number {
    return this.time;
  }
}

/** A desk on a real database that handles and sends only when a test says so, at a time that the test sets. */
export class SteppedDesk {
  readonly desk: Desk;
  readonly sender: Sender;
  readonly channel = new RecordingChannel();
  readonly clock = new HandClock();
  readonly handled: Handled[] = [];
  readonly database: Database;
  readonly index: KnowledgeIndex;

  private constructor(house: House, wrapped: Transactor<DeskStores>, signature: Signature) {
    this.database = house.database;
    this.index = house.index;
    const parts = {
      database: wrapped,
      index: house.index,
      regions: house.regions,
      documents: { readers: documentReaders, limits: roomyLimits },
      clock: this.clock,
      logger: silentLogger,
    };
    const holdsRooms = () => this.channel.capabilities.rooms === true;
    this.desk = new Desk({
      ...parts,
      signature,
      holdsRooms,
      wake() {},
      onHandled: (handled) => this.handled.push(handled),
    });
    this.sender = new Sender(house.database, [this.channel], this.clock, silentLogger, () => null);
  }

  /** @param wrap puts something between the desk and its database */
  static async build(
    config: DatabaseConfig,
    wrap: (database: Transactor<DeskStores>) => Transactor<DeskStores> = (database) => database,
    signature: Signature = { kind: 'advisor' },
  ): Promise<SteppedDesk> {
    const house = await noticeHouse(config);
    const stepped = new SteppedDesk(house, wrap(house.database), signature);
    await stepped.channel.start(stepped.desk);
    return stepped;
  }

  /** Handles everything whose time has come; gives how many events that were. */
  async handleDue(): Promise<number> {
    const { inbox } = this.database.stores;
    for (let count = 0; ; ) {
      const due = await inbox.dueEvents([this.channel.name], this.clock.now(), 50);
      if (due.length === 0) return count;
      for (const event of due) await this.desk.handle(event);
      count += due.length;
    }
  }

  /** Sends everything whose time has come. */
  async sendDue(): Promise<void> {
    const { outbox } = this.database.stores;
    for (;;) {
      const due = await outbox.dueRows([this.channel.name], this.clock.now(), 50);
      if (due.length === 0) return;
      for (const row of due) await this.sender.send(row);
    }
  }

  /** Does everything of the agenda whose time has come; gives how many tasks that were. */
  async doDueTasks(): Promise<number> {
    const { agenda } = this.database.stores;
    for (let count = 0; ; ) {
      const due = await agenda.dueTasks(this.clock.now(), 50);
      if (due.length === 0) return count;
      for (const task of due) await this.desk.doTask(task);
      count += due.length;
    }
  }

  /** Somebody joins with a code under a name; gives what the desk said to the code. */
  async joins(key: string, role: Role, name: string): Promise<Message> {
    const code = await invite(this.database.stores.people, { role }, this.clock.now());
    const welcome = await this.say(key, `/koppel ${code}`);
    await this.say(key, `/naam ${name}`);
    return welcome;
  }

  /** Somebody does something in a group; gives what the desk said to it in that group, or in the place `heardIn`. */
  async inGroup(key: string, senderKey: string, action: MemberAction, heardIn = key): Promise<Message[]> {
    const before = (await this.transcript(heardIn)).length;
    const event = { eventId: newId(), conversationKey: key, senderKey, audience: 'group' as const, action };
    await this.desk.receive(this.channel.name, event);
    await this.handleDue();
    return (await this.transcript(heardIn)).slice(before).filter((message) => message.author === 'desk');
  }

  /** The newest message of a conversation. */
  async last(key: string): Promise<Message> {
    const message = (await this.transcript(key)).at(-1);
    if (!message) throw new Error(`nothing was said in ${key}`);
    return message;
  }

  /** Presses the button with this label under the newest message that has it. */
  async presses(key: string, label: string): Promise<Message[]> {
    const message = (await this.transcript(key)).findLast((one) => choiceOf(one, label) >= 0);
    if (!message) throw new Error(`no button “${label}” in ${key}`);
    return this.happens(key, { kind: 'chose', messageId: message.id, choice: choiceOf(message, label) });
  }

  /** Something happens in a conversation; gives what the desk said to it. */
  async happens(key: string, action: MemberAction, eventId: string = newId()): Promise<Message[]> {
    const before = (await this.transcript(key)).length;
    await this.channel.happens(key, action, eventId);
    await this.handleDue();
    return (await this.transcript(key)).slice(before).filter((message) => message.author === 'desk');
  }

  /** A member says something; gives the one reply to it. */
  async say(key: string, text: string): Promise<Message> {
    const [reply, ...more] = await this.happens(key, { kind: 'text', text });
    if (!reply || more.length > 0) throw new Error(`${more.length + (reply ? 1 : 0)} replies to “${text}”`);
    return reply;
  }

  async conversation(key: string): Promise<Conversation | undefined> {
    return this.database.stores.conversations.findConversationByKey(this.channel.name, key);
  }

  async transcript(key: string): Promise<Message[]> {
    const conversation = await this.conversation(key);
    return conversation ? this.database.stores.conversations.listMessages(conversation.id, 0, 1_000) : [];
  }

  /** All tickets, oldest first. */
  async tickets(): Promise<Ticket[]> {
    return (await this.database.stores.tickets.listTickets(1_000)).reverse();
  }

  async eventsOf(ticket: Ticket | undefined): Promise<TicketEvent['kind'][]> {
    if (!ticket) return [];
    return (await this.database.stores.tickets.listEvents(ticket.id)).map((event) => event.kind);
  }
}

function choiceOf(message: Message, label: string): number {
  return message.details?.choices?.findIndex((choice) => choice.label === label) ?? -1;
}
