import type { Api } from 'grammy';
import type { BotCommand, BotCommandScope } from 'grammy/types';
import { advisorGroupCommands, type CommandName, commandsFor, groupCommands } from '../../src/desk/commands.ts';
import { wordings } from '../../src/desk/wording/wordings.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import { may } from '../../src/people/permissions.ts';
import type { Person } from '../../src/people/person.ts';
import { addressOf } from './address.ts';
import { codeOf, isRefusal } from './failures.ts';

/** Somebody who can do more than a member, and their account. */
export interface StaffMember {
  senderKey: string;
  person: Person;
}

/** Who reads another list than members do. */
interface Readers {
  staff(): Promise<readonly StaffMember[]>;
  /** Keys of the groups of advisors. */
  advisorGroups(): Promise<readonly string[]>;
}

/** How often is looked who became an advisor or board member since, in milliseconds. */
const everyMs = 60_000;

/** The list of commands that Telegram shows beside the field to type in: another for a group, and for whoever can do more. */
export class CommandsMenu {
  private readonly api: Api;
  private readonly readers: Readers;
  private readonly logger: Logger;
  /** What was set, by scope; what is the same is not set again. */
  private readonly set = new Map<string, string>();
  /** Ids of the groups of advisors at the last look. */
  private groups: readonly number[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(api: Api, readers: Readers, logger: Logger) {
    this.api = api;
    this.readers = readers;
    this.logger = logger;
  }

  /** Sets the lists now and whenever they change. */
  start(): void {
    clearInterval(this.timer);
    this.timer = setInterval(() => void this.refresh(), everyMs).unref();
    void this.refresh();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async refresh(): Promise<void> {
    try {
      await this.show({ type: 'all_private_chats' }, [...wishes, ...described(commandsOf(undefined))]);
      await this.show({ type: 'all_group_chats' }, described(groupCommands));
      for (const { senderKey, person } of await this.readers.staff()) {
        const chat_id = Number(senderKey);
        await this.show({ type: 'chat', chat_id }, [...described(commandsOf(person)), ...wishes]);
      }
      await this.showToGroups(await this.readers.advisorGroups());
    } catch (error) {
      this.logger.warn({ code: codeOf(error) }, 'telegram commands not set');
    }
  }

  /** A group that is one of advisors no longer has the list of any group again. */
  private async showToGroups(keys: readonly string[]): Promise<void> {
    const ids = keys.flatMap((key) => addressOf(key)?.chat_id ?? []);
    for (const chat_id of ids) await this.show({ type: 'chat', chat_id }, described(advisorGroupCommands));
    for (const chat_id of this.groups.filter((id) => !ids.includes(id))) {
      await this.show({ type: 'chat', chat_id }, described(groupCommands));
    }
    this.groups = ids;
  }

  private async show(scope: BotCommandScope, commands: readonly BotCommand[]): Promise<void> {
    const key = JSON.stringify(scope);
    const value = JSON.stringify(commands);
    if (this.set.get(key) === value) return;
    try {
      await this.api.setMyCommands(commands, { scope });
    } catch (error) {
      // Somebody who blocked the bot has no list; the others still get theirs.
      if (!isRefusal(error)) throw error;
      this.logger.debug({ code: codeOf(error) }, 'telegram commands refused');
    }
    this.set.set(key, value);
  }
}

/** What is understood as a wish rather than a command. */
const wishes: readonly BotCommand[] = [{ command: 'adviseur', description: 'vraag een adviseur, een mens' }];

function commandsOf(person: Person | undefined): CommandName[] {
  return commandsFor((permission) => may(person, permission));
}

function described(names: readonly CommandName[]): BotCommand[] {
  return names.map((command) => ({ command, description: wordings.nl.queue.describe(command) }));
}
