import { setTimeout as delay } from 'node:timers/promises';
import { largestFile, readFile } from '../../src/desk/attachments.ts';
import type { InboundEvent, IncomingFile } from '../../src/desk/channel.ts';
import type { DiscordApi } from './api.ts';
import type { DiscordAttachment } from './payload.ts';

/** How often a file is asked for, with what pause, and how long one attempt may take, in milliseconds. */
const attempts = 3;
const pauseMs = 500;
const attemptMs = 60_000;

/** The same event with the files of its message; of what is said among others the desk says which it wants. */
export async function withFiles(
  event: InboundEvent,
  files: readonly DiscordAttachment[],
  api: Pick<DiscordApi, 'keeps'>,
): Promise<InboundEvent> {
  const { action, audience } = event;
  if (action.kind !== 'text' || files.length === 0) return event;
  const fetchFiles = () => Promise.all(files.map((file) => fetchFile(file, api)));
  const more = audience === 'group' ? { fetchFiles } : { files: await fetchFiles() };
  return { ...event, action: { ...action, ...more } };
}

/** Fetches a file before the event is handed over; when that cannot be, the event says why. Never throws. */
async function fetchFile(
  { filename, size, url }: DiscordAttachment,
  api: Pick<DiscordApi, 'keeps'>,
): Promise<IncomingFile> {
  const name = filename ?? 'bestand';
  // Nothing is asked of another machine, whoever names it.
  if (!api.keeps(url)) return { name, missing: 'unavailable' };
  if (typeof size === 'number' && size > largestFile) return { name, missing: 'too_large' };
  for (let attempt = 1; attempt <= attempts; attempt++) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(attemptMs), redirect: 'error' });
      if (response.ok && response.body !== null) {
        const content = await readFile(response.body as AsyncIterable<Uint8Array>);
        return content === null ? { name, missing: 'too_large' } : { name, content };
      }
    } catch {
      // Tried again, and told when it is in vain.
    }
    if (attempt < attempts) await delay(pauseMs * attempt);
  }
  return { name, missing: 'unavailable' };
}
