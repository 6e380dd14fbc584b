import type { RawFile } from 'discord.js';
import type { Row } from './components.ts';

/** Shows no previews of links: a message looks as it was written. */
const withoutPreviews = 4;

/** Only whoever used a command sees its reply. */
export const ephemeral = 64;

/** Nobody is called by what the desk passes on, whatever stands in it, nor by a reply. */
export const callsNobody = { parse: [], replied_user: false };

/** What a message of ours is made of. */
export interface Draft {
  content: string;
  rows: readonly Row[];
  files?: readonly RawFile[];
  replyTo?: string;
  /** Within some minutes Discord makes one message of two with the same. */
  nonce?: string;
}

/** A message as Discord takes it. */
export function bodyOf({ content, rows }: Draft) {
  return { content, components: rows, allowed_mentions: callsNobody, flags: withoutPreviews };
}

/** Its files, apart from the rest. */
export function filesOf({ files = [] }: Draft): { files?: RawFile[] } {
  return files.length === 0 ? {} : { files: [...files] };
}
