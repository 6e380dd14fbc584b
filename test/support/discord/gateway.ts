import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { GatewayCloseCodes, GatewayIntentBits, GatewayOpcodes } from 'discord.js';
import { type RawData, WebSocket, WebSocketServer } from 'ws';

/** A connection as the platform remembers it, also when the socket is gone. */
interface Session {
  id: string;
  intents: number;
  shard: [number, number];
  /** Everything that was sent, for whoever resumes: the sequence number is the place in it, from one. */
  sent: { t: string; d: unknown }[];
  socket: WebSocket | null;
}

/** Something that happens, for whoever asked to hear of it. */
export interface Event {
  name: string;
  /** None of these asked for: not told. 0 is told to everybody. */
  intent: number;
  guildId: string | null;
  data: (intents: number) => unknown;
}

/** What the gateway asks of the rest of the platform. */
interface GatewayBackend {
  token: string;
  /** Privileged intents that the developer portal gave. */
  privileged: () => number;
  ready: (session: { intents: number; shard: [number, number] }) => Event[];
  readyFields: () => Record<string, unknown>;
  url: () => string;
}

const allPrivileged =
  GatewayIntentBits.MessageContent | GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences;

/**
 * Gateway v10 (documentation: Events > Gateway). Replays what was missed to whoever resumes; a session ends with a close of the
 * client by 1000 or 1001, and when the test says so.
 */
export class Gateway {
  /** How often a client has to be heard of. */
  heartbeatMs = 41_250;
  /** Without it heartbeats stay unanswered: a connection that looks alive and is dead. */
  acknowledging = true;
  /** Without it what happens does not arrive, as on a connection that is half open. */
  delivering = true;
  readonly identifies: { at: number; intents: number; shard: [number, number] }[] = [];
  resumes = 0;
  heartbeats = 0;
  /** Close codes that the gateway gave. */
  readonly closes: number[] = [];
  private readonly backend: GatewayBackend;
  private sessions: Session[] = [];
  private server: WebSocketServer | undefined;

  constructor(backend: GatewayBackend) {
    this.backend = backend;
  }

  get connected(): number {
    return this.sessions.filter(({ socket }) => socket !== null).length;
  }

  open(http: Server): void {
    this.server = new WebSocketServer({ server: http });
    this.server.on('connection', (socket) => this.greet(socket));
  }

  close(): void {
    this.drop();
    this.server?.close();
  }

  dispatch(event: Event): void {
    for (const session of this.sessions) if (hears(session, event)) this.tell(session, event);
  }

  /** All connections break, with a close code or without one; sessions can be resumed. */
  drop(code?: number): void {
    for (const client of this.server?.clients ?? []) {
      if (code === undefined) client.terminate();
      else this.end(client, code);
    }
    // What happens from now on is kept for whoever resumes.
    for (const session of this.sessions) session.socket = null;
  }

  /** Op 7: whoever is connected has to connect anew and resume. */
  askToReconnect(): void {
    for (const { socket } of this.sessions) if (socket) send(socket, { op: GatewayOpcodes.Reconnect, d: null });
  }

  /** Op 9. A session that cannot be resumed is forgotten, with all that happens until a new one starts. */
  invalidate(resumable: boolean): void {
    const told = this.sessions;
    if (!resumable) this.forget();
    for (const { socket } of told) if (socket) send(socket, { op: GatewayOpcodes.InvalidSession, d: resumable });
  }

  /** Sessions are lost, as after a long absence: who resumes hears Invalid Session. */
  forget(): void {
    this.sessions = [];
  }

  private greet(socket: WebSocket): void {
    send(socket, { op: GatewayOpcodes.Hello, d: { heartbeat_interval: this.heartbeatMs } });
    const received: number[] = [];
    socket.on('message', (data) => {
      // 120 events in a minute are what a connection may send.
      received.push(Date.now());
      if (received.filter((at) => at > Date.now() - 60_000).length > 120) this.end(socket, 4008);
      else this.receive(socket, data);
    });
    socket.on('close', (code) => this.left(socket, code));
  }

  private receive(socket: WebSocket, data: RawData): void {
    let payload: { op: number; d: unknown };
    try {
      payload = JSON.parse(String(data)) as typeof payload;
    } catch {
      this.end(socket, GatewayCloseCodes.DecodeError);
      return;
    }
    if (payload.op === GatewayOpcodes.Heartbeat) {
      this.heartbeats++;
      if (this.acknowledging) send(socket, { op: GatewayOpcodes.HeartbeatAck });
    } else if (payload.op === GatewayOpcodes.Identify) this.identify(socket, payload.d as Identify);
    else if (payload.op === GatewayOpcodes.Resume) this.resume(socket, payload.d as Resume);
    else if (!this.sessions.some((session) => session.socket === socket)) {
      this.end(socket, GatewayCloseCodes.NotAuthenticated);
    } else if (payload.op !== GatewayOpcodes.PresenceUpdate) this.end(socket, GatewayCloseCodes.UnknownOpcode);
  }

  private identify(socket: WebSocket, { token, intents, shard = [0, 1] }: Identify): void {
    this.identifies.push({ at: Date.now(), intents, shard });
    const refused = this.refusesIdentify(socket, token, intents, shard);
    if (refused !== undefined) {
      this.end(socket, refused);
      return;
    }
    const session: Session = { id: randomBytes(16).toString('hex'), intents, shard, sent: [], socket };
    this.sessions.push(session);
    const ready = { ...this.backend.readyFields(), session_id: session.id, shard };
    this.tell(session, { name: 'READY', intent: 0, guildId: null, data: () => ready });
    for (const event of this.backend.ready(session)) if (hears(session, event)) this.tell(session, event);
  }

  private refusesIdentify(
    socket: WebSocket,
    token: string,
    intents: unknown,
    [shard, shards]: [number, number],
  ): number | undefined {
    if (token !== this.backend.token) return GatewayCloseCodes.AuthenticationFailed;
    if (this.sessions.some((session) => session.socket === socket)) return GatewayCloseCodes.AlreadyAuthenticated;
    if (!Number.isInteger(intents)) return GatewayCloseCodes.InvalidIntents;
    if (shard >= shards || shard < 0) return GatewayCloseCodes.InvalidShard;
    const refused = Number(intents) & allPrivileged & ~this.backend.privileged();
    return refused === 0 ? undefined : GatewayCloseCodes.DisallowedIntents;
  }

  private resume(socket: WebSocket, { token, session_id, seq }: Resume): void {
    this.resumes++;
    const session = this.sessions.find(({ id }) => id === session_id);
    if (token !== this.backend.token) this.end(socket, GatewayCloseCodes.AuthenticationFailed);
    else if (!session) send(socket, { op: GatewayOpcodes.InvalidSession, d: false });
    else if (seq > session.sent.length) this.end(socket, GatewayCloseCodes.InvalidSeq);
    else {
      session.socket = socket;
      session.sent.slice(seq).forEach((event, i) => {
        send(socket, { op: GatewayOpcodes.Dispatch, s: seq + i + 1, ...event });
      });
      this.tell(session, { name: 'RESUMED', intent: 0, guildId: null, data: () => ({}) });
    }
  }

  private tell(session: Session, event: Event): void {
    const told = { t: event.name, d: structuredClone(event.data(session.intents)) };
    session.sent.push(told);
    if (!session.socket || !this.delivering) return;
    send(session.socket, { op: GatewayOpcodes.Dispatch, s: session.sent.length, ...told });
  }

  private left(socket: WebSocket, code: number): void {
    // Who closes with one of these says goodbye: there is nothing to resume.
    const ended = code === 1000 || code === 1001;
    this.sessions = this.sessions.filter((session) => session.socket !== socket || !ended);
    for (const session of this.sessions) if (session.socket === socket) session.socket = null;
  }

  private end(socket: WebSocket, code: number): void {
    this.closes.push(code);
    socket.close(code);
  }
}

interface Identify {
  token: string;
  intents: number;
  shard?: [number, number];
}

interface Resume {
  token: string;
  session_id: string;
  seq: number;
}

/** Direct messages go to the first shard (documentation: Gateway > Sharding). */
function hears({ intents, shard: [shard, shards] }: Session, { intent, guildId }: Event): boolean {
  if (intent !== 0 && (intents & intent) === 0) return false;
  return guildId === null ? shard === 0 : Number((BigInt(guildId) >> 22n) % BigInt(shards)) === shard;
}

function send(socket: WebSocket, payload: object): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ s: null, t: null, ...payload }));
}
