import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Refusal } from './refusal.ts';

/** A file of a form. */
export interface Upload {
  name: string;
  type: string;
  content: Uint8Array;
}

/** A request to the REST API, read. */
export interface Call {
  method: string;
  /** Without the version in front of it, and without the query: `/channels/1/messages`. */
  path: string;
  query: URLSearchParams;
  /** The JSON of it, or that of the field `payload_json` of a form. */
  body: Record<string, unknown>;
  /** Files of a form, by the number in `files[n]`. */
  files: Map<number, Upload>;
  authorization: string | undefined;
  userAgent: string | undefined;
}

export interface Answer {
  status: number;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  /** The answer never arrives, though the work was done. */
  lost?: boolean;
}

interface RestBackend {
  call(call: Call): Promise<Answer> | Answer;
  /** Content behind an address of the CDN; undefined when there is none. */
  file(path: string): Uint8Array | undefined;
}

/** Starts an HTTP front on the loopback address. @param port any free one when 0 */
export async function startRestServer(backend: RestBackend, port: number): Promise<Server & { port: number }> {
  const server = createServer((request, response) => {
    serve(backend, request, response).catch((error: unknown) => {
      reply(response, { status: 500, body: { message: `500: ${String(error)}`, code: 0 } });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return Object.assign(server, { port: (server.address() as AddressInfo).port });
}

/** Ends a server with all that is connected to it. */
export async function stopServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function serve(backend: RestBackend, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '', 'http://127.0.0.1');
  if (url.pathname.startsWith('/attachments/')) {
    const content = backend.file(decodeURIComponent(url.pathname));
    response.writeHead(content ? 200 : 404).end(content ?? 'This content is no longer available.');
    return;
  }
  const read = await readCall(request, url);
  const answer = read instanceof Refusal ? refusalAnswer(read) : await backend.call(read);
  if (answer.lost) request.socket.destroy();
  else reply(response, answer);
}

export function refusalAnswer({ status, code, message, more, headers }: Refusal): Answer {
  return { status, body: { message, code, ...more }, headers };
}

function reply(response: ServerResponse, { status, body, headers }: Answer): void {
  if (body === undefined) response.writeHead(status, headers).end();
  else response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

async function readCall(request: IncomingMessage, url: URL): Promise<Call | Refusal> {
  const version = /^\/(?:api\/)?v10(\/.*)$/.exec(url.pathname);
  if (!version?.[1]) return new Refusal(404, 0, '404: Not Found');
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const content = Buffer.concat(chunks);
  const type = request.headers['content-type'] ?? '';
  const call: Call = {
    ...{ method: request.method ?? 'GET', path: version[1], query: url.searchParams, body: {}, files: new Map() },
    ...{ authorization: request.headers.authorization, userAgent: request.headers['user-agent'] },
  };
  try {
    if (type.startsWith('multipart/')) return { ...call, ...(await readForm(content, type)) };
    if (content.length > 0) call.body = JSON.parse(content.toString()) as Call['body'];
    return call;
  } catch {
    return new Refusal(400, 50109, 'The request body contains invalid JSON.');
  }
}

/** Documentation: Reference > Uploading Files. */
async function readForm(content: Buffer, type: string): Promise<Pick<Call, 'body' | 'files'>> {
  const form = await new Response(new Uint8Array(content), { headers: { 'content-type': type } }).formData();
  const files: Call['files'] = new Map();
  for (const [name, value] of form) {
    const place = /^files\[(\d+)\]$/.exec(name)?.[1];
    if (place === undefined || !(value instanceof File)) continue;
    const content = new Uint8Array(await value.arrayBuffer());
    files.set(Number(place), { name: value.name, type: value.type, content });
  }
  const json = form.get('payload_json');
  return { body: typeof json === 'string' ? (JSON.parse(json) as Call['body']) : {}, files };
}
