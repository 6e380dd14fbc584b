import type { RequestListener } from 'node:http';
import { fileURLToPath } from 'node:url';
import express, { type Express } from 'express';
import type { ChannelReport } from '../../src/delivery/report.ts';
import type { Channel, Receiver, SendResult, WayIn } from '../../src/desk/channel.ts';
import type { Signature } from '../../src/desk/signature.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { toDeskError } from '../../src/kernel/errors.ts';
import type { Logger } from '../../src/kernel/logger.ts';
import type { Signals } from '../../src/kernel/signals.ts';
import type { Language } from '../../src/knowledge/document.ts';
import { channelName, type Health, maxTextLength, type WebContext } from './context.ts';
import { errorHandler } from './failures.ts';
import { readMultipart } from './form-body.ts';
import { refuseCrossOrigin, securityHeaders } from './guard.ts';
import { createHttpServer } from './http-server.ts';
import { createLimiters, defaultLimits, type WebLimits } from './limits.ts';
import { prometheusText } from './metrics.ts';
import { Refusal } from './refusal.ts';
import { apiRoutes } from './routes/api.ts';
import { attachmentRoutes } from './routes/attachments.ts';
import { chatRoutes } from './routes/chat.ts';
import { documentRoutes } from './routes/documents.ts';
import { StreamHub } from './streams.ts';

export type { Health } from './context.ts';

export interface WebChannelOptions {
  /** Address to listen on; 127.0.0.1 unless said. */
  host?: string;
  /** 0 for any free port. */
  port: number;
  /**
   * Proxies in front whose X-Forwarded-* headers count: how many, or their addresses (`loopback`, `10.0.0.0/8`). None unless
   * said. Behind an https proxy this makes the cookies Secure.
   */
  trustProxy?: number | string | false;
  /** What the pages read; all that is written goes through the receiver. */
  stores: WebContext['stores'];
  logger: Logger;
  clock: Clock;
  /** What `GET /health` answers with: 200 when `ok`, else 503. */
  health: () => Promise<Health>;
  /** What `GET /metrics` tells, as JSON or in the text format of Prometheus; nothing unless given. */
  metrics?: () => Promise<readonly ChannelReport[]>;
  limits?: Partial<WebLimits>;
  /** Name of the desk on the pages; `Dorpsbalie` unless said. */
  name?: string;
  /** What else answers on this server, by its path: a platform that posts its events. It guards itself. */
  mounts?: Readonly<Record<string, RequestListener>>;
  /** Ways to go on with a question elsewhere, shown under its answer; none unless given. */
  elsewhere?: (question: string | null) => readonly WayIn[];
  /** Under whose name advisors write to members; their own unless said. */
  signature?: Signature;
  /** Questions to begin with, per language of the pages. */
  examples?: Partial<Record<Language, readonly string[]>>;
  /** In which times are shown; Europe/Amsterdam unless said. */
  timeZone?: string;
  /** Days that a browser keeps its conversation after its last visit; 30 unless said. */
  sessionDays?: number;
  /** Words to other processes on the same database, for pages that are open there; none unless given. */
  signals?: Signals;
  /** How often an open stream shows a sign of life, and looks for messages of which no signal came. */
  heartbeatMs?: number;
}

/** The desk on a web page. */
export interface WebChannel extends Channel {
  /** Listens, and tells where; a second call gives the same address. `start` does this too. */
  listen(): Promise<{ url: string }>;
}

/** Topics of signals about a conversation of the web. */
const somethingNew = 'web.new';
const deskIsTyping = 'web.typing';

function createApp(web: WebContext, options: WebChannelOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  // Pages and transcripts are never kept by a browser or proxy; the assets have an ETag of their own.
  app.disable('etag');
  if (options.trustProxy !== undefined) app.set('trust proxy', options.trustProxy);
  app.use(...securityHeaders());
  app.use(
    '/assets',
    express.static(fileURLToPath(new URL('./public', import.meta.url)), { index: false, redirect: false }),
  );
  app.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  app.get('/health', async (_request, response) => {
    const health = await web.health().catch((error: unknown): Health => {
      web.logger.error({ error: toDeskError(error) }, 'health not known');
      return { ok: false };
    });
    response.status(health.ok ? 200 : 503).json(health);
  });
  for (const [path, handle] of Object.entries(options.mounts ?? {})) {
    app.all(path, (request, response) => handle(request, response));
  }
  app.get('/metrics', async (_request, response) => {
    const reports = await web.metrics();
    response.format({
      'application/json': () => response.json({ channels: reports }),
      'text/plain; version=0.0.4': () =>
        response.type('text/plain; version=0.0.4; charset=utf-8').send(prometheusText(reports)),
    });
  });
  app.use(refuseCrossOrigin);
  const limiters = createLimiters({ ...defaultLimits, ...options.limits }, options.clock);
  const multipart = readMultipart();
  app.use('/api', apiRoutes(web, limiters, multipart));
  app.use(chatRoutes(web, limiters, multipart));
  app.use(documentRoutes(web, limiters));
  app.use(attachmentRoutes(web, limiters));
  app.use(() => {
    throw new Refusal('not_found');
  });
  app.use(errorHandler({ name: web.name, logger: web.logger }));
  return app;
}

/** Makes the web channel: a chat page, its API, the archive to read and a health address, on one HTTP server. */
export function createWebChannel(options: WebChannelOptions): WebChannel {
  let receiver: Receiver | null = null;
  const limits = { ...defaultLimits, ...options.limits };
  const hub = new StreamHub({
    channel: channelName,
    conversations: options.stores.conversations,
    clock: options.clock,
    limits,
    heartbeatMs: options.heartbeatMs ?? 20_000,
    logger: options.logger,
  });
  const app = createApp(
    {
      stores: options.stores,
      receiver: () => receiver,
      hub,
      logger: options.logger,
      clock: options.clock,
      health: options.health,
      metrics: options.metrics ?? (async () => []),
      name: options.name ?? 'Dorpsbalie',
      elsewhere: options.elsewhere ?? (() => []),
      signature: options.signature ?? { kind: 'advisor' },
      examples: { nl: options.examples?.nl ?? [], en: options.examples?.en ?? [] },
      timeZone: options.timeZone ?? 'Europe/Amsterdam',
      sessionDays: options.sessionDays ?? 30,
    },
    options,
  );
  const { signals } = options;
  signals?.listen({
    heard({ topic, subject }) {
      if (topic === somethingNew) hub.wake(subject);
      else if (topic === deskIsTyping) hub.typing(subject);
    },
    missed: () => hub.wakeAll(),
  });
  const server = createHttpServer(options.host ?? '127.0.0.1', options.port, app);

  return {
    name: channelName,
    capabilities: { maxTextLength, buttons: true, typing: true },
    listen: () => server.listen(),
    async start(newReceiver) {
      receiver = newReceiver;
      await server.listen();
    },
    async send(conversationKey): Promise<SendResult> {
      // The transcript is the mailbox: the message is there, whether or not somebody looks.
      hub.wake(conversationKey);
      signals?.tell({ topic: somethingNew, subject: conversationKey });
      return { kind: 'delivered' };
    },
    showTyping(conversationKey) {
      hub.typing(conversationKey);
      signals?.tell({ topic: deskIsTyping, subject: conversationKey });
    },
    async stop() {
      hub.stop();
      await server.close();
    },
  };
}
