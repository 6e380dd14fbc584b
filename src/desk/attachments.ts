import { fileTypeFromBuffer } from 'file-type';
import { newId } from '../kernel/ids.ts';
import type { IncomingFile } from './channel.ts';
import type { NewAttachment } from './conversation.ts';

/** Largest file that is passed on, in bytes: what every platform of ours can carry. */
export const largestFile = 20_000_000;

/** Files that one message may have, and their bytes together: storing them holds up everything else for a moment. */
export const mostFiles = 10;
const mostBytes = 40_000_000;

const longestName = 100;

/** Why a file is not passed on. */
export const fileRefusals = ['too_large', 'unavailable', 'empty', 'too_many', 'too_much', 'unknown_type'] as const;
export type FileRefusal = (typeof fileRefusals)[number];

/** A file that is not passed on, by the name that its sender knows it under. */
export interface RefusedFile {
  name: string;
  why: FileRefusal;
}

/** What people send each other about a village hall, and nothing that a computer would carry out. */
const acceptedTypes: ReadonlySet<string> = new Set([
  ...['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/heic', 'image/heif', 'image/avif', 'image/tiff'],
  ...['application/pdf', 'application/rtf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
  ...['audio/ogg', 'audio/ogg; codecs=opus', 'audio/mpeg', 'audio/mp4', 'audio/x-m4a', 'audio/aac', 'audio/wav'],
  ...['video/mp4', 'video/quicktime', 'video/webm', 'video/ogg'],
]);

/** Reads a file that comes in pieces; null when it is larger than is passed on, and then no further. */
export async function readFile(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of pieces) {
    bytes += chunk.length;
    if (bytes > largestFile) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Takes the files of one message in: each with the type that its content shows, whatever its name says. */
export async function acceptFiles(
  files: readonly IncomingFile[],
): Promise<{ accepted: NewAttachment[]; refused: RefusedFile[] }> {
  const accepted: NewAttachment[] = [];
  const refused: RefusedFile[] = [];
  let room = mostBytes;
  for (const [place, file] of files.entries()) {
    const result = place < mostFiles ? await accept(file, room) : 'too_many';
    if (typeof result === 'string') refused.push({ name: cleanName(file.name), why: result });
    else {
      accepted.push(result);
      room -= result.bytes;
    }
  }
  return { accepted, refused };
}

async function accept(file: IncomingFile, room: number): Promise<NewAttachment | FileRefusal> {
  if ('missing' in file) return file.missing;
  const { content } = file;
  if (content.length === 0) return 'empty';
  if (content.length > largestFile) return 'too_large';
  if (content.length > room) return 'too_much';
  const type = await typeOf(content);
  if (type === undefined) return 'unknown_type';
  const name = withEnding(cleanName(file.name), type.ending);
  return { id: newId(), name, mediaType: type.mediaType, bytes: content.length, content };
}

async function typeOf(content: Uint8Array): Promise<{ mediaType: string; ending: string } | undefined> {
  const found = await fileTypeFromBuffer(content).catch(() => undefined);
  if (found === undefined) return isText(content) ? { mediaType: 'text/plain', ending: 'txt' } : undefined;
  return acceptedTypes.has(found.mime) ? { mediaType: found.mime.split(';')[0] ?? '', ending: found.ext } : undefined;
}

/** Control characters that only programs write: all but tab, line feed, form feed and carriage return. */
const programBytes = Array.from({ length: 32 }, (_, byte) => byte).filter((byte) => ![9, 10, 12, 13].includes(byte));

/** Text in UTF-8, or in the one-byte code of older programs. A `Buffer` is searched many times faster than byte by byte. */
function isText({ buffer, byteOffset, byteLength }: Uint8Array): boolean {
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  return !programBytes.some((byte) => bytes.includes(byte));
}

/** A name without folders, control characters and signs that turn its letters round. */
function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .replace(/[\p{C}\p{Zl}\p{Zp}"<>|:*?]/gu, '')
    .replace(/^[.\s]+|[.\s]+$/gu, '')
    .replace(/\s+/gu, ' ');
  if (clean === '') return 'bestand';
  const points = Array.from(clean);
  if (points.length <= longestName) return clean;
  // The ending stays: it is what a computer opens the file by.
  const ending = /\.[\p{L}\p{N}]{1,8}$/u.exec(clean)?.[0] ?? '';
  return points.slice(0, longestName - ending.length).join('') + ending;
}

/** Endings that mean the same to whoever opens the file. */
const sameEnding: Readonly<Record<string, readonly string[]>> = {
  jpg: ['jpeg', 'jpe', 'jfif'],
  tif: ['tiff'],
  txt: ['md', 'csv', 'text', 'log'],
  ogg: ['oga', 'opus'],
  opus: ['oga', 'ogg'],
  mp4: ['m4v'],
  heic: ['heif'],
};

/** A name whose ending says what the content is: `rekening.pdf.exe` that is a PDF becomes `rekening.pdf.exe.pdf`. */
function withEnding(name: string, ending: string): string {
  const has = /\.([\p{L}\p{N}]+)$/u.exec(name)?.[1]?.toLowerCase();
  return has !== undefined && (has === ending || sameEnding[ending]?.includes(has)) ? name : `${name}.${ending}`;
}
