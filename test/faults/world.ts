import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Database } from '../../adapters/database/database.ts';
import { readConfig } from '../../src/config.ts';
import type { Message } from '../../src/desk/conversation.ts';
import { House } from '../../src/house.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { invite } from '../../src/people/invitation.ts';
import { ChatChannel } from '../support/chat-channel.ts';
import { type DatabasePlace, temporaryDirectory } from '../support/databases.ts';
import { until } from '../support/until.ts';
import { writeNotice } from '../support/village-notice.ts';
import type { Advisor } from './life.ts';
import { ChatPlatform } from './platform.ts';
import type { Step } from './steps.ts';
import type { Arm, Joined, Start } from './struck-desk.ts';

const script = fileURLToPath(new URL('./struck-desk.ts', import.meta.url));

/** How long anything may take, in milliseconds: a start on a machine that is busy with other things too. */
const patienceMs = 180_000;

/** A platform, a database, and a desk between them that dies and is started again. */
export class World {
  readonly platform: ChatPlatform;
  /** A second connection, beside the desk's own. */
  readonly database: Database;
  private readonly place: DatabasePlace;
  private desk: ChildProcess | undefined;
  private run = 0;
  /** Under which name the desk holds what it works on. */
  private instance = '';

  private constructor(platform: ChatPlatform, database: Database, place: DatabasePlace) {
    this.platform = platform;
    this.database = database;
    this.place = place;
  }

  /** An open desk whose archive holds the notice; gone when the test ends. */
  static async open(place: DatabasePlace): Promise<World> {
    const house = await House.build({
      database: place.config,
      limits: readConfig({}).ingest,
      logger: silentLogger,
    });
    onTestFinished(() => house.close());
    await house.ingest([await writeNotice(await temporaryDirectory())]);
    const platform = await ChatPlatform.start();
    onTestFinished(() => platform.stop());
    const world = new World(platform, house.database, place);
    onTestFinished(() => world.kill());
    await world.start();
    return world;
  }

  get ledger(): ChatPlatform['ledger'] {
    return this.platform.ledger;
  }

  /** Somebody becomes an advisor with this name, in a chat of their own. */
  async joins({ chat, name }: Advisor): Promise<void> {
    const code = await invite(this.database.stores.people, { role: 'advisor' }, Date.now());
    this.platform.write(chat, `/koppel ${code}`);
    this.platform.write(chat, `/naam ${name}`);
    await this.arrived(chat, name, ({ text }) => text.includes(`noemen u ${name}`));
  }

  /** Resolves with the newest message for this chat that is meant, when the platform has taken it. */
  async arrived(chat: string, what: string, isMeant: (message: Message) => boolean): Promise<Message> {
    return until(
      `“${what}” in ${chat}`,
      () => this.ledger.takenIn(chat).find(({ message }) => isMeant(message))?.message,
      patienceMs,
    );
  }

  /** Resolves when everything was confirmed, handled, done and sent. */
  async quiet(): Promise<void> {
    const { inbox, outbox, agenda } = this.database.stores;
    await until(
      'quiet',
      async () => {
        if (!this.platform.allConfirmed) return undefined;
        if ([...(await inbox.backlogs()), ...(await outbox.backlogs())].length > 0) return undefined;
        return (await agenda.dueTasks(Date.now(), 1)).length > 0 ? undefined : true;
      },
      patienceMs,
    );
  }

  get isAlive(): boolean {
    return this.desk !== undefined && !isGone(this.desk);
  }

  /** Starts the desk; resolves when it is open. */
  async start(): Promise<void> {
    const start: Start = { database: this.place.config, platformUrl: this.platform.url, run: ++this.run };
    const desk = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(start)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.desk = desk;
    desk.on('message', (message: Joined | string) => {
      if (typeof message === 'object') this.instance = message.instance;
    });
    await said(desk, 'open');
  }

  /** Tells the desk where to die. */
  async arm(step: Step, passage: number): Promise<void> {
    if (!this.desk) throw new Error('there is no desk');
    const heard = said(this.desk, 'armed');
    this.desk.send({ step, passage } satisfies Arm);
    await heard;
  }

  /** Resolves when the desk has died of itself, by the step that it was told. */
  async struck(): Promise<void> {
    const desk = this.desk;
    if (!desk) throw new Error('there is no desk');
    await until('the step', () => (isGone(desk) ? true : undefined), patienceMs);
    await this.noteDeath();
  }

  /** kill -9. */
  async kill(): Promise<void> {
    const desk = this.desk;
    if (!desk) return;
    if (!isGone(desk)) {
      const exit = once(desk, 'exit');
      desk.kill('SIGKILL');
      await exit;
    }
    await this.noteDeath();
  }

  /** What the dead desk may have sent without noting it: of each conversation the oldest row that has not ended. */
  private async noteDeath(): Promise<void> {
    this.desk = undefined;
    // The next one need not wait until the lease of the dead is over; that it ends by itself is tested elsewhere.
    await this.database.instances.leave(this.instance);
    const rows = await this.database.stores.outbox.dueRows([ChatChannel.channelName], Number.MAX_SAFE_INTEGER, 1_000);
    this.ledger.noteDeath(this.run, new Set(rows.map(({ seq }) => String(seq))));
  }
}

function isGone({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Resolves when the process says this word; rejects when it ends instead. */
function said(desk: ChildProcess, word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const hear = (message: unknown) => {
      if (message !== word) return;
      desk.off('message', hear);
      desk.off('exit', end);
      resolve();
    };
    const end = (code: number | null, signal: string | null) =>
      reject(new Error(`the desk ended with ${code ?? signal} before it was ${word}`));
    desk.on('message', hear);
    desk.once('exit', end);
  });
}
