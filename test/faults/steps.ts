import type { Database } from '../../adapters/database/database.ts';
import type { ChatApi, ChatChannel } from '../support/chat-channel.ts';

/** Where the desk can be struck: each step that an event takes to come in, to be handled, and its effects to go out. */
export const steps = {
  in: ['event received', 'inbox written', 'inbox committed', 'before confirmation', 'after confirmation'],
  handle: ['event due', 'decided', 'effects begun', 'effects written', 'effects committed'],
  out: ['before attempt', 'attempt begun', 'sent', 'delivery written', 'delivery committed'],
} as const;

export type Step = (typeof steps)[keyof typeof steps][number];

/** Ends the process as `kill -9` does, at the chosen passage of the chosen step. */
export class Striker {
  private step: Step | undefined;
  private passages = 0;

  arm(step: Step, passage: number): void {
    this.step = step;
    this.passages = passage;
  }

  pass(step: Step): void {
    if (step === this.step && --this.passages === 0) process.kill(process.pid, 'SIGKILL');
  }
}

/** Puts the striker between the desk and its ports. Nothing of the program itself knows of it. */
export function strikeAt(
  striker: Striker,
  { database, api, channel }: { database: Database; api: ChatApi; channel: ChatChannel },
): void {
  const pass = (step: Step) => () => striker.pass(step);
  const passDue = (rows: unknown) => {
    if (Array.isArray(rows) && rows.length > 0) striker.pass('event due');
  };
  strikeTransactions(striker, database);
  const { stores } = database;
  stores.inbox = around(stores.inbox, { dueEvents: { after: passDue } });
  stores.agenda = around(stores.agenda, { dueTasks: { after: passDue } });
  stores.outbox = around(stores.outbox, {
    beginAttempt: { before: pass('before attempt'), after: pass('attempt begun') },
  });

  const updates = api.updates.bind(api);
  let confirmed = 0;
  api.updates = async (offset, waitMs, signal) => {
    const confirms = offset > confirmed;
    if (confirms) striker.pass('before confirmation');
    const found = await updates(offset, waitMs, signal);
    confirmed = offset;
    if (confirms) striker.pass('after confirmation');
    return found;
  };
  const send = channel.send.bind(channel);
  channel.send = async (chat, posting) => {
    const result = await send(chat, posting);
    striker.pass('sent');
    return result;
  };
  const start = channel.start.bind(channel);
  channel.start = (receiver) => start(around(receiver, { receive: { before: pass('event received') } }));
}

/** A transaction is known by what it does: it takes an event in, ends one with its effects, or notes a delivery. */
function strikeTransactions(striker: Striker, database: Database): void {
  const transaction = database.transaction.bind(database);
  database.transaction = async (work) => {
    let kind: 'inbox' | 'effects' | 'delivery' | undefined;
    const is = (what: typeof kind) => () => {
      kind = what;
    };
    const decided = {
      before: () => striker.pass('decided'),
      after: () => {
        kind = 'effects';
        striker.pass('effects begun');
      },
    };
    const result = await transaction(async (stores) => {
      const done = await work({
        ...stores,
        inbox: around(stores.inbox, { acceptEvent: { after: is('inbox') }, endEvent: decided }),
        agenda: around(stores.agenda, { endTask: decided }),
        outbox: around(stores.outbox, {
          markDelivered: { after: is('delivery') },
          markUndeliverable: { after: is('delivery') },
        }),
      });
      if (kind !== undefined) striker.pass(`${kind} written`);
      return done;
    });
    if (kind !== undefined) striker.pass(`${kind} committed`);
    return result;
  };
}

interface Hooks {
  before?(): void;
  after?(result: unknown): void;
}

/** A port of which some methods are watched. A proxy, because stores keep private fields that a copy would not have. */
function around<P extends object>(port: P, hooks: Partial<Record<keyof P, Hooks>>): P {
  return new Proxy(port, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name, target);
      if (typeof method !== 'function') return method;
      const { before, after } = hooks[name as keyof P] ?? {};
      return async (...words: unknown[]) => {
        before?.();
        const result: unknown = await method.apply(target, words);
        after?.(result);
        return result;
      };
    },
  });
}
