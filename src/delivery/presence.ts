import { DeskError, toDeskError } from '../kernel/errors.ts';
import { newId } from '../kernel/ids.ts';
import type { Logger } from '../kernel/logger.ts';

/**
 * Port: the processes that share one database, and what each of them holds. Time is the database's own, so that a process
 * whose clock is wrong does no harm.
 */
export interface InstanceStore {
  /** Adds an instance that counts as alive for this long, in milliseconds. */
  join(id: string, leaseMs: number): Promise<void>;
  /** Prolongs its life from now on. False when it was buried: then others hold what it held. */
  renew(id: string, leaseMs: number): Promise<boolean>;
  /** Takes away the instances whose time is over; all that they held is free then. Gives how many they were. */
  bury(): Promise<number>;
  /** Takes an instance away, and frees what it holds. */
  leave(id: string): Promise<void>;
  /** Gives a duty to this instance when nobody has it. True when this instance has it. Throws when the instance was buried. */
  takeDuty(duty: string, id: string): Promise<boolean>;
  /** Gives a duty back. */
  dropDuty(duty: string, id: string): Promise<void>;
}

/** Something that one instance at a time does: polling a platform, holding its gateway. */
export interface Duty {
  /** The same in every instance. */
  name: string;
  begin(): Promise<void>;
  /** Must end soon: somebody else may begin a moment later. Never called before `begin` has ended. */
  end(): Promise<void>;
}

export interface PresenceOptions {
  store: InstanceStore;
  logger: Logger;
  duties?: readonly Duty[];
  /** Called when others' work has become free. */
  onFreed?(): void;
  /** How long an instance counts as alive after a sign of life, in milliseconds. */
  leaseMs?: number;
  /** How often it gives one, in milliseconds. */
  renewEveryMs?: number;
}

/** What an instance does not count on any more, so that its duties have ended when another takes them, in milliseconds. */
const marginMs = 1_000;

/**
 * This process among those that share the database. Everything that it works on hangs on one lease, which it renews every
 * two seconds; others take it over at most eleven seconds after the last sign of life, whether the process died, froze or lost
 * its connection. It knows that by its own clock too (one that only runs forwards): after eight seconds without an answer
 * from the database it holds nothing and ends its duties, before anybody else can have taken them.
 */
export class Presence {
  private readonly store: InstanceStore;
  private readonly logger: Logger;
  private readonly duties: readonly DutyRunner[];
  private readonly onFreed: () => void;
  private readonly leaseMs: number;
  private readonly renewEveryMs: number;
  private id: string | undefined;
  /** By the process's own clock, see `performance.now`. */
  private sureUntil = 0;
  private nextBeat: NodeJS.Timeout | undefined;
  private expiry: NodeJS.Timeout | undefined;
  private resigned = false;
  private left = false;

  constructor({
    store,
    logger,
    duties = [],
    onFreed = () => {},
    leaseMs = 9_000,
    renewEveryMs = 2_000,
  }: PresenceOptions) {
    this.store = store;
    this.logger = logger;
    this.duties = duties.map((duty) => new DutyRunner(duty, logger));
    this.onFreed = onFreed;
    this.leaseMs = leaseMs;
    this.renewEveryMs = renewEveryMs;
  }

  /** Under which name this process holds what it works on; null when it cannot be sure that others take it for alive. */
  get holder(): string | null {
    return this.id !== undefined && performance.now() < this.sureUntil ? this.id : null;
  }

  /** Joins the others. Throws when the database does not answer. */
  async join(): Promise<void> {
    await this.signOfLife();
    this.beatLater();
  }

  /** Ends all duties and takes none any more; what is under way can be finished. */
  async resign(): Promise<void> {
    this.resigned = true;
    await Promise.all(this.duties.map((duty) => duty.end()));
    const { id } = this;
    if (id !== undefined)
      await Promise.all(this.duties.map(({ name }) => this.store.dropDuty(name, id).catch(() => {})));
  }

  /** Leaves the others, who take over at once what is not finished. */
  async leave(): Promise<void> {
    await this.resign();
    this.left = true;
    clearTimeout(this.nextBeat);
    clearTimeout(this.expiry);
    if (this.id !== undefined) await this.store.leave(this.id).catch(() => {});
    this.id = undefined;
  }

  private beat(): void {
    void this.signOfLife()
      .catch((thrown: unknown) => {
        const error = toDeskError(thrown);
        this.logger.error({ code: error.code, error }, 'no sign of life given');
      })
      .finally(() => this.beatLater());
  }

  private beatLater(): void {
    if (!this.left) this.nextBeat = setTimeout(() => this.beat(), this.renewEveryMs);
  }

  /** Throws when the database does not answer within a lease; a cut cable says nothing, and nobody waits for it any longer. */
  private async signOfLife(): Promise<void> {
    const tooLate = AbortSignal.timeout(this.leaseMs);
    const late = new Promise<never>((_, reject) => {
      const error = new DeskError('database_unavailable', 'De database geeft geen antwoord.');
      tooLate.addEventListener('abort', () => reject(error), { once: true });
    });
    await Promise.race([this.renewOrJoin(() => this.left || tooLate.aborted), late]);
  }

  /** What was written for nobody, because it is `unheard` by then, ends by itself. */
  private async renewOrJoin(unheard: () => boolean): Promise<void> {
    const { store, leaseMs } = this;
    let saidAt = performance.now();
    const lives = this.id !== undefined && (await store.renew(this.id, leaseMs));
    if (unheard()) return;
    if (!lives) {
      if (this.id !== undefined) this.lose('buried');
      const id = newId();
      saidAt = performance.now();
      await store.join(id, leaseMs);
      if (unheard()) return;
      this.id = id;
    }
    this.sureUntil = saidAt + leaseMs - marginMs;
    clearTimeout(this.expiry);
    this.expiry = setTimeout(() => this.lose('no answer from the database'), this.sureUntil - performance.now());
    if ((await store.bury()) > 0) this.onFreed();
    if (!unheard()) await this.takeDuties();
  }

  private async takeDuties(): Promise<void> {
    for (const duty of this.duties) {
      const { holder } = this;
      if (this.resigned || holder === null) return;
      if (duty.failed) await this.store.dropDuty(duty.name, holder);
      else if (!(await this.store.takeDuty(duty.name, holder))) continue;
      if (this.holder !== holder || this.resigned) return;
      if (duty.failed) duty.failed = false;
      else duty.begin();
    }
  }

  private lose(why: string): void {
    this.sureUntil = 0;
    this.logger.warn({ instance: this.id, why }, 'others take over');
    for (const duty of this.duties) void duty.end();
  }
}

/** Begins and ends a duty, one after the other however they are asked for. */
class DutyRunner {
  readonly name: string;
  /** True when it could not begin here: somebody else should get the chance. */
  failed = false;
  private readonly duty: Duty;
  private readonly logger: Logger;
  private wanted = false;
  private running = false;
  private last = Promise.resolve();

  constructor(duty: Duty, logger: Logger) {
    this.name = duty.name;
    this.duty = duty;
    this.logger = logger;
  }

  begin(): void {
    if (this.wanted) return;
    this.wanted = true;
    void this.follow();
  }

  end(): Promise<void> {
    this.wanted = false;
    return this.follow();
  }

  /** Brings what runs in line with what is wanted by then. */
  private follow(): Promise<void> {
    this.last = this.last.then(async () => {
      if (this.wanted === this.running) return;
      const { wanted, duty, logger } = this;
      try {
        await (wanted ? duty.begin() : duty.end());
        logger.info({ duty: duty.name }, wanted ? 'duty begun' : 'duty ended');
      } catch (thrown) {
        const error = toDeskError(thrown);
        logger.error({ duty: duty.name, code: error.code, error }, 'duty failed');
        if (wanted) {
          this.failed = true;
          this.wanted = false;
          return;
        }
      }
      this.running = wanted;
    });
    return this.last;
  }
}
