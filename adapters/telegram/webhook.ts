import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Largest update that is read, in bytes; Telegram's own are far smaller. */
const largestUpdate = 1_000_000;

/** The rest of an album is waited for this long, in milliseconds. */
const albumPauseMs = 500;

const secretHeader = 'x-telegram-bot-api-secret-token';

/** What a webhook works with. */
export interface WebhookParts {
  secret: string;
  /** Stores the updates. Only when it is fulfilled is Telegram told so. */
  handOver(updates: readonly unknown[]): Promise<void>;
}

/** Takes updates as Telegram posts them: 200 when stored, and 503 when not, so that Telegram comes again. */
export function createWebhook(parts: WebhookParts): (request: IncomingMessage, response: ServerResponse) => void {
  const albums = new Map<string, { updates: unknown[]; stored: Promise<void> }>();

  /** Telegram posts the messages of an album side by side: they are answered together. */
  function store(update: unknown): Promise<void> {
    const album = albumOf(update);
    if (album === undefined) return parts.handOver([update]);
    const begun = albums.get(album);
    if (begun) {
      begun.updates.push(update);
      return begun.stored;
    }
    const updates = [update];
    const stored = new Promise((resolve) => setTimeout(resolve, albumPauseMs)).then(() => {
      albums.delete(album);
      return parts.handOver(updates);
    });
    albums.set(album, { updates, stored });
    return stored;
  }

  async function statusOf(request: IncomingMessage): Promise<number> {
    if (request.method !== 'POST') return 405;
    if (!isSame(request.headers[secretHeader], parts.secret)) return 401;
    const body = await bodyOf(request);
    if (body === undefined) return 413;
    const update = parsed(body);
    if (update === undefined) return 400;
    await store(update);
    return 200;
  }

  return (request, response) => {
    statusOf(request).then(
      (status) => response.writeHead(status).end(),
      () => response.writeHead(503).end(),
    );
  };
}

/** Compares in the same time whatever is sent: of equal length, by their digests. */
function isSame(given: string | string[] | undefined, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(typeof given === 'string' ? given : ''), digest(secret));
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > largestUpdate) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

function albumOf(update: unknown): string | undefined {
  const id = (update as { message?: { media_group_id?: unknown } } | null)?.message?.media_group_id;
  return typeof id === 'string' ? id : undefined;
}
