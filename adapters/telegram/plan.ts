import type { Attachment, Message } from '../../src/desk/conversation.ts';
import type { Language } from '../../src/knowledge/document.ts';
import { format } from './format.ts';
import { type Formatted, split } from './formatted.ts';

/** Most that one message and the words under a file may have, in UTF-16 code units. */
export const longestText = 4096;
export const longestCaption = 1024;

/** What Telegram shows as a picture; a larger one is refused, and goes as a document. */
const pictures: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp']);
const largestPicture = 10_000_000;

/** How a file is sent. Pictures and films can be in one album, documents in another. */
export type Guise = 'photo' | 'video' | 'document';

/** One message of Telegram, or one album. */
export type Part =
  | { kind: 'text'; words: Formatted }
  | { kind: 'files'; files: readonly { attachment: Attachment; as: Guise }[]; caption: Formatted | null };

/**
 * The messages of Telegram that a message of ours becomes, in order: its words under its files when they fit there, else in
 * front of them.
 *
 * @param hasButtons an album cannot have them
 * @param heading as in {@link format}
 */
export function planOf(message: Message, language: Language, hasButtons: boolean, heading = ''): Part[] {
  const words = format(message, language, heading);
  const albums = albumsOf(message.attachments);
  const captions = split(words, longestCaption);
  if (albums.length > 0 && captions.length <= 1 && !(hasButtons && message.attachments.length > 1)) {
    return albums.map((files, i) => ({ kind: 'files', files, caption: i === 0 ? (captions[0] ?? null) : null }));
  }
  return [
    ...split(words, longestText).map((part): Part => ({ kind: 'text', words: part })),
    ...albums.map((files): Part => ({ kind: 'files', files, caption: null })),
  ];
}

function albumsOf(attachments: readonly Attachment[]): { attachment: Attachment; as: Guise }[][] {
  const albums: { attachment: Attachment; as: Guise }[][] = [];
  for (const attachment of attachments) {
    const as = guiseOf(attachment);
    const last = albums.at(-1);
    const fits = last !== undefined && last.length < 10 && (last[0]?.as === 'document') === (as === 'document');
    if (fits) last.push({ attachment, as });
    else albums.push([{ attachment, as }]);
  }
  return albums;
}

function guiseOf({ mediaType, bytes }: Attachment): Guise {
  if (pictures.has(mediaType) && bytes <= largestPicture) return 'photo';
  return mediaType === 'video/mp4' ? 'video' : 'document';
}
