import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Database, openDatabase } from '../adapters/database/database.ts';
import type { DatabaseConfig } from '../adapters/database/engine.ts';
import { fileSource } from '../adapters/documents/file-source.ts';
import { closeDocumentReaders, documentReaders } from '../adapters/documents/readers.ts';
import { HnswVectorIndex } from '../adapters/vectors/hnsw-vector-index.ts';
import { type Duty, Presence } from './delivery/presence.ts';
import { Pump } from './delivery/pump.ts';
import { type ChannelReport, type OpenChannel, reportDelivery } from './delivery/report.ts';
import { SendGate } from './delivery/send-gate.ts';
import { createSendPump } from './delivery/send-pump.ts';
import type { Channel, Receiver } from './desk/channel.ts';
import { Desk, type Handled } from './desk/desk.ts';
import { forgetOld } from './desk/documents/forget-old.ts';
import { Sender } from './desk/sender.ts';
import type { Signature } from './desk/signature.ts';
import { type Clock, systemClock } from './kernel/clock.ts';
import { toDeskError } from './kernel/errors.ts';
import type { Logger } from './kernel/logger.ts';
import { type IngestLimits, type IngestOptions, ingestPaths } from './knowledge/ingest.ts';
import type { IngestReport, IngestRow } from './knowledge/ingest-report.ts';
import { parseRegions } from './people/regions.ts';
import { HashedEmbedder } from './retrieval/hashed-embedder.ts';
import { KnowledgeIndex } from './retrieval/knowledge-index.ts';
import { Thesaurus } from './retrieval/thesaurus.ts';
import { parseThesaurus } from './retrieval/thesaurus-file.ts';

/** The knowledge that ships with the program. */
const shipped = {
  articles: fileURLToPath(new URL('../knowledge/articles', import.meta.url)),
  regions: fileURLToPath(new URL('../knowledge/regions.yaml', import.meta.url)),
  thesaurus: fileURLToPath(new URL('../knowledge/thesaurus.yaml', import.meta.url)),
  /** Its documents belong to a collection of this name, wherever the program is installed. */
  collection: 'knowledge',
};

/** How often another process's change of the archive, and what it wrote to be sent here, is looked for, in milliseconds. */
const followEveryMs = 500;

/** How often is looked for documents that nobody decided on in time, in milliseconds. */
const forgetEveryMs = 60 * 60_000;

/** Tells other processes to look for it at once. */
const archiveChanged = { topic: 'archive', subject: '' };

/** What a house is built with. */
export interface HouseOptions {
  database: DatabaseConfig;
  limits: IngestLimits;
  logger: Logger;
  clock?: Clock;
  /** Under whose name advisors write to members; their own unless said. */
  signature?: Signature;
}

/** How a house is opened for business. */
export interface Opening {
  channels: readonly Channel[];
  /** Hears of each message that was handled. */
  onHandled?(handled: Handled): void;
}

/**
 * Everything put together: the one place, with `main.ts`, that knows both the core and the outside. The server, each command
 * and the tests build the same house and differ in the channels that they open it with.
 */
export class House {
  readonly database: Database;
  readonly index: KnowledgeIndex;
  readonly regions = parseRegions(readFileSync(shipped.regions, 'utf8'));
  private readonly options: HouseOptions;
  private presence: Presence | undefined;
  private pumps: readonly { wake(): void; stop(): Promise<void> }[] = [];
  private channels: readonly Channel[] = [];
  /** By their names. */
  private opened: ReadonlyMap<string, OpenChannel> = new Map();
  private follower: NodeJS.Timeout | undefined;
  private forgetter: NodeJS.Timeout | undefined;
  private following = false;

  private constructor(options: HouseOptions, database: Database, index: KnowledgeIndex) {
    this.options = options;
    this.database = database;
    this.index = index;
  }

  /** Opens the database and prepares an empty index; throws a `DeskError` that says what is wrong. */
  static async build(options: HouseOptions): Promise<House> {
    const thesaurus = new Thesaurus(parseThesaurus(readFileSync(shipped.thesaurus, 'utf8')));
    const embedder = new HashedEmbedder();
    const index = new KnowledgeIndex(thesaurus, embedder, new HnswVectorIndex(embedder.dimensions));
    return new House(options, await openDatabase(options.database), index);
  }

  /** Takes files into the archive and the index. */
  async ingest(
    paths: readonly string[],
    options: IngestOptions & { progress?: (row: IngestRow) => void } = {},
  ): Promise<IngestReport> {
    const { limits, clock = systemClock } = this.options;
    const { progress, ...how } = options;
    const report = await ingestPaths(
      paths,
      {
        readers: documentReaders,
        stores: this.database,
        files: fileSource,
        limits,
        clock,
        ...(progress && { progress }),
      },
      how,
    );
    this.database.signals.tell(archiveChanged);
    await this.index.follow(this.database.stores.knowledge);
    return report;
  }

  /** Takes the knowledge that ships with the program into the archive; unchanged articles cost next to nothing. */
  ingestShipped(): Promise<IngestReport> {
    return this.ingest([shipped.articles], { collection: shipped.collection });
  }

  /** Opens the channels: from now on messages come in, are handled and are answered. */
  async open({ channels, onHandled }: Opening): Promise<void> {
    const { database, index } = this;
    const { logger, limits, clock = systemClock, signature = { kind: 'advisor' } } = this.options;
    const { inbox, outbox, agenda, knowledge } = database.stores;
    const names = channels.map((channel) => channel.name);
    const desk = new Desk({
      database,
      index,
      regions: this.regions,
      documents: { readers: documentReaders, limits },
      signature,
      clock,
      logger,
      wake: () => this.wake(),
      holdsRooms: (name) => channels.find((channel) => channel.name === name)?.capabilities.rooms === true,
      showTyping: (name, key) => channels.find((channel) => channel.name === name)?.showTyping?.(key),
      ...(onHandled && { onHandled }),
    });
    const presence = new Presence({
      store: database.instances,
      logger,
      duties: channels.filter(isDuty).map((channel) => receiving(channel, desk)),
      onFreed: () => this.wake(),
    });
    const holder = () => presence.holder;
    const sender = new Sender(database, channels, clock, logger, holder);
    this.opened = new Map(
      channels.map((channel) => {
        const gate = new SendGate(channel.capabilities.sendRate);
        return [channel.name, { gate, isCutOff: () => channel.isCutOff?.() ?? false }];
      }),
    );
    this.channels = channels;
    this.presence = presence;
    this.pumps = [
      new Pump({
        name: 'inbox',
        async due(now, limit, except) {
          const { holder } = presence;
          return holder === null ? [] : inbox.dueEvents(names, now, limit, { holder, except });
        },
        nextDueAt: () => inbox.nextEventDueAt(names),
        work: (event) => desk.handle(event),
        clock,
        logger,
      }),
      ...[...this.opened].map(([channel, { gate }]) =>
        createSendPump({ channel, gate, outbox, holder, send: (row) => sender.send(row), clock, logger }),
      ),
      new Pump({
        name: 'agenda',
        // Not claimed: a task that two processes do at once takes effect once, by its end in the same transaction.
        due: (now, limit, underWay) => agenda.dueTasks(now, limit + underWay.length),
        nextDueAt: () => agenda.nextTaskDueAt(),
        work: (task) => desk.doTask(task),
        clock,
        logger,
      }),
    ];
    await forgetOld(database.stores.documentDrafts, clock.now());
    await index.follow(knowledge);
    await presence.join();
    for (const channel of channels) if (!isDuty(channel)) await channel.start(desk);
    database.signals.listen({
      heard: ({ topic }) => {
        if (topic === archiveChanged.topic) void this.follow();
      },
      missed: () => void this.follow(),
    });
    this.follower = setInterval(() => void this.follow(), followEveryMs);
    this.forgetter = setInterval(() => void this.forget(), forgetEveryMs);
    this.wake();
  }

  /** How delivery goes, by channel. */
  delivery(): Promise<ChannelReport[]> {
    const { clock = systemClock } = this.options;
    return reportDelivery(this.database.stores, this.opened, clock.now());
  }

  /** What is under way ends, what waits stays in the database for the next start; then everything is closed. */
  async close(): Promise<void> {
    clearInterval(this.follower);
    clearInterval(this.forgetter);
    await this.presence?.resign();
    await Promise.all(this.channels.map((channel) => (isDuty(channel) ? undefined : channel.stop())));
    for (const pump of this.pumps) await pump.stop();
    await this.presence?.leave();
    await closeDocumentReaders();
    await this.database.close();
  }

  private wake(): void {
    for (const pump of this.pumps) pump.wake();
  }

  private async forget(): Promise<void> {
    const { logger, clock = systemClock } = this.options;
    try {
      await forgetOld(this.database.stores.documentDrafts, clock.now());
    } catch (thrown) {
      const error = toDeskError(thrown);
      logger.error({ code: error.code, error }, 'documents that wait too long could not be forgotten');
    }
  }

  private async follow(): Promise<void> {
    if (this.following) return;
    this.following = true;
    this.wake();
    try {
      const changed = await this.index.follow(this.database.stores.knowledge);
      if (changed > 0) this.options.logger.info({ documents: changed }, 'archive changed');
    } catch (thrown) {
      const error = toDeskError(thrown);
      this.options.logger.error({ code: error.code, error }, 'archive could not be followed');
    } finally {
      this.following = false;
    }
  }
}

/** Only one of all processes starts it. */
function isDuty(channel: Channel): boolean {
  return channel.capabilities.oneReceiver === true;
}

function receiving(channel: Channel, receiver: Receiver): Duty {
  return { name: `receive:${channel.name}`, begin: () => channel.start(receiver), end: () => channel.stop() };
}
