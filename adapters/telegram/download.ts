import { setTimeout as delay } from 'node:timers/promises';
import { type Api, GrammyError } from 'grammy';
import { largestFile, readFile } from '../../src/desk/attachments.ts';
import type { IncomingFile } from '../../src/desk/channel.ts';
import type { RemoteFile } from './files.ts';

/** How often a file is asked for, with what pause, and how long one attempt may take, in milliseconds. */
const attempts = 3;
const pauseMs = 500;
const attemptMs = 60_000;

/** Fetches a file before the event is handed over; when that cannot be, the event says why. Never throws. */
export async function fetchFile(api: Api, fileRoot: string, { id, name, bytes }: RemoteFile): Promise<IncomingFile> {
  if (bytes !== null && bytes > largestFile) return { name, missing: 'too_large' };
  for (let attempt = 1; attempt <= attempts; attempt++) {
    try {
      const { file_path: path } = await api.getFile(id);
      const content = path === undefined ? null : await contentOf(`${fileRoot}/${path}`);
      if (content === 'too_large') return { name, missing: 'too_large' };
      if (content !== null) return { name, content };
    } catch (error) {
      if (error instanceof GrammyError && /too big/i.test(error.description)) return { name, missing: 'too_large' };
    }
    if (attempt < attempts) await delay(pauseMs * attempt);
  }
  return { name, missing: 'unavailable' };
}

async function contentOf(address: string): Promise<Uint8Array | 'too_large' | null> {
  const response = await fetch(address, { signal: AbortSignal.timeout(attemptMs) });
  if (!response.ok || response.body === null) return null;
  return (await readFile(response.body as AsyncIterable<Uint8Array>)) ?? 'too_large';
}
