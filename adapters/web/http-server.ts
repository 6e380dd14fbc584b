import { createServer, type RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { DeskError } from '../../src/kernel/errors.ts';

/** An HTTP server that starts with an address and stops without breaking off what it is doing. */
export interface HttpServer {
  /** Listens, and tells where; a second call gives the same address. Rejects with `config_invalid` when it cannot. */
  listen(): Promise<{ url: string }>;
  /** Takes no more requests; ends when those under way have been answered, or broken off after the grace period. */
  close(): Promise<void>;
}

/** How long requests under way may take to end when the server stops. */
const graceMs = 5_000;

/** How long the body of a request may take to come in; with photos from a telephone longer. */
const bodyWithinMs = 30_000;
const uploadWithinMs = 180_000;

function urlOf(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://localhost:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Makes a server for these requests on this address; port 0 is any free one. */
export function createHttpServer(host: string, port: number, handle: RequestListener): HttpServer {
  const server = createServer({ requestTimeout: uploadWithinMs, headersTimeout: bodyWithinMs }, handle);
  // A browser opens connections ahead of need. Those never count as idle for Node, so we keep the books ourselves.
  const requestsOn = new Map<Socket, number>();
  let closing = false;
  let listening: Promise<{ url: string }> | null = null;

  server.on('connection', (socket) => {
    requestsOn.set(socket, 0);
    socket.on('close', () => requestsOn.delete(socket));
  });
  server.on('request', (request, response) => {
    const { socket } = request;
    requestsOn.set(socket, (requestsOn.get(socket) ?? 0) + 1);
    const isUpload = request.headers['content-type']?.startsWith('multipart/form-data') === true;
    const late = setTimeout(() => !request.complete && socket.destroy(), isUpload ? uploadWithinMs : bodyWithinMs);
    response.on('close', () => {
      clearTimeout(late);
      const left = (requestsOn.get(socket) ?? 1) - 1;
      if (requestsOn.has(socket)) requestsOn.set(socket, left);
      if (closing && left === 0) socket.destroySoon();
    });
  });

  async function listen(): Promise<{ url: string }> {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        resolve();
      });
    }).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      throw new DeskError('config_invalid', `De webpagina kan niet luisteren op ${host}:${port}. ${reason}`, {
        cause: error,
      });
    });
    const address = server.address();
    return { url: urlOf(host, typeof address === 'object' && address !== null ? address.port : port) };
  }

  return {
    listen() {
      listening ??= listen();
      return listening;
    },
    async close() {
      closing = true;
      await listening?.catch(() => {});
      if (!server.listening) return;
      await new Promise<void>((resolve) => {
        const grace = setTimeout(() => server.closeAllConnections(), graceMs);
        server.close(() => {
          clearTimeout(grace);
          resolve();
        });
        for (const [socket, requests] of requestsOn) if (requests === 0) socket.destroy();
      });
    },
  };
}
