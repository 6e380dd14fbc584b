import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A refusal in the words of the Bot API. */
export class ApiRefusal extends Error {
  readonly code: number;
  readonly parameters: Readonly<Record<string, number>>;

  constructor(code: number, description: string, parameters: Readonly<Record<string, number>> = {}) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

/** The connection is reset instead of an answer. */
export class HangUp extends Error {}

/** What a method was called with; files stand in it as `File`. */
export type Payload = Readonly<Record<string, unknown>>;

/** What stands behind the HTTP front of a fake Telegram. */
export interface ApiBackend {
  token: string;
  /** Throws {@link ApiRefusal} for what the platform refuses. `signal` ends when the caller hangs up. */
  call(method: string, payload: Payload, signal: AbortSignal): Promise<unknown>;
  /** Content of a file; undefined when there is none. */
  file(path: string): Uint8Array | undefined;
}

/** An HTTP front on the loopback address, as the real client library talks to it. */
export interface ApiServer {
  url: string;
  close(): Promise<void>;
}

/** @param port any free one unless said */
export async function startApiServer(backend: ApiBackend, port = 0): Promise<ApiServer> {
  const server = createServer((request, response) => {
    answer(backend, request, response).catch((error: unknown) => {
      if (error instanceof HangUp) response.socket?.resetAndDestroy();
      else if (error instanceof ApiRefusal) {
        const { code, message, parameters } = error;
        reply(response, code, { ok: false, error_code: code, description: message, parameters });
      } else reply(response, 500, { ok: false, error_code: 500, description: String(error) });
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(backend: ApiBackend, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '', 'http://127.0.0.1');
  const path = /^\/(file\/)?bot([^/]+)\/(.+)$/.exec(pathname);
  if (path?.[2] !== backend.token) throw new ApiRefusal(401, 'Unauthorized');
  const [, isFile, , name = ''] = path;
  if (isFile !== undefined) {
    const content = backend.file(name);
    if (content === undefined) throw new ApiRefusal(404, 'Not Found');
    response.writeHead(200).end(content);
    return;
  }
  const payload = await payloadOf(request);
  const hungUp = new AbortController();
  response.on('close', () => hungUp.abort());
  const result = await backend.call(name, payload, hungUp.signal);
  if (!response.destroyed) reply(response, 200, { ok: true, result });
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function payloadOf(request: IncomingMessage): Promise<Payload> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/')) return body.length === 0 ? {} : (JSON.parse(body.toString()) as Payload);
  return Object.fromEntries(partsOf(body, /boundary=(\S+)/.exec(type)?.[1] ?? ''));
}

/** The parts of a form (RFC 7578). Node's own reader refuses how the client library writes them. */
function partsOf(body: Buffer, boundary: string): [string, unknown][] {
  // Latin-1 keeps each byte as one character.
  return body
    .toString('latin1')
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const [head = '', ...rest] = part.replace(/^\r\n/, '').split('\r\n\r\n');
      const content = Buffer.from(rest.join('\r\n\r\n').replace(/\r\n$/, ''), 'latin1');
      const headers = Buffer.from(head, 'latin1').toString();
      const name = /name="?([^";]+)/.exec(headers)?.[1] ?? '';
      const fileName = /filename="?([^";\r\n]+)/.exec(headers)?.[1];
      return [name, fileName === undefined ? parsed(content.toString()) : new File([content], fileName)];
    });
}

/** A field of a form is text; Telegram reads numbers and JSON in it where it expects them. */
function parsed(value: string): unknown {
  if (!/^(?:[[{].*|-?\d+|true|false)$/s.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
