import { Buffer } from 'node:buffer';
import { crc32, inflateRawSync } from 'node:zlib';
import type { DocumentFile, ReadLimits } from '../../src/knowledge/document-reader.ts';
import { requireKind } from './file-kind.ts';
import { corrupt, encrypted, tooCostly } from './unreadable.ts';

/** A document of a few hundred pages has some thousand parts at most. */
const maxEntries = 20_000;
/** Deflate of written text gives about 10; of a table of equal cells some tens. */
const suspiciousRatio = 100;

interface Entry {
  method: number;
  flags: number;
  crc: number;
  packedBytes: number;
  declaredBytes: number;
  offset: number;
}

/** The parts of a zip container. Parts are unpacked when they are asked for, within one budget of bytes for all together. */
export interface Archive {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** The bytes of a part; throws `document_corrupt` when there is none of that name. */
  bytes(name: string): Uint8Array;
  /** The text of a part that is there, else null. */
  text(name: string): string | null;
}

/**
 * Opens a zip container in memory. Nothing is written, so a path in it can do no harm. What a part really inflates to is
 * counted, whatever its header says: past `limits.maxUnpackedBytes` in all, inflating stops with `document_bomb`.
 */
export function openArchive(file: DocumentFile, limits: ReadLimits): Archive {
  requireKind(file, 'zip');
  const data = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength);
  const entries = readDirectory(file.name, data);
  refuseDeclaredBomb(file.name, entries, limits);
  const unpacked = new Map<string, Uint8Array>();
  let left = limits.maxUnpackedBytes;

  const bytes = (name: string): Uint8Array => {
    const known = unpacked.get(name);
    if (known !== undefined) return known;
    const entry = entries.get(name);
    if (entry === undefined) throw corrupt(file.name, null, new Error(`part ${name} is missing`));
    const part = unpack(file.name, data, entry, left);
    left -= part.byteLength;
    unpacked.set(name, part);
    return part;
  };

  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    bytes,
    text: (name) => (entries.has(name) ? decodeXml(bytes(name)) : null),
  };
}

/** XML says its encoding by its first bytes; all office formats write UTF-8 or UTF-16. */
function decodeXml(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}

/** A part that announces more than the budget at a ratio that no writing has is a bomb, even when nobody unpacks it. */
function refuseDeclaredBomb(name: string, entries: ReadonlyMap<string, Entry>, limits: ReadLimits): void {
  let suspicious = 0;
  for (const entry of entries.values()) {
    if (entry.declaredBytes > entry.packedBytes * suspiciousRatio) suspicious += entry.declaredBytes;
  }
  if (suspicious > limits.maxUnpackedBytes) throw tooCostly(name);
}

function readDirectory(name: string, data: Buffer): Map<string, Entry> {
  const end = findDirectoryEnd(data);
  if (end === -1) throw corrupt(name, null, new Error('no zip directory: the file is cut off'));
  const count = data.readUInt16LE(end + 10);
  if (count > maxEntries) throw tooCostly(name);
  let at = data.readUInt32LE(end + 16);
  const entries = new Map<string, Entry>();
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > data.length || data.readUInt32LE(at) !== 0x02014b50) {
      throw corrupt(name, null, new Error('the zip directory is damaged'));
    }
    const nameBytes = data.readUInt16LE(at + 28);
    const partName = data.toString('utf8', at + 46, at + 46 + nameBytes).replaceAll('\\', '/');
    entries.set(partName, {
      flags: data.readUInt16LE(at + 8),
      method: data.readUInt16LE(at + 10),
      crc: data.readUInt32LE(at + 16),
      packedBytes: data.readUInt32LE(at + 20),
      declaredBytes: data.readUInt32LE(at + 24),
      offset: data.readUInt32LE(at + 42),
    });
    at += 46 + nameBytes + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
  }
  return entries;
}

/** The end record stands last, behind it only a comment of at most 64 KiB. */
function findDirectoryEnd(data: Buffer): number {
  const first = Math.max(0, data.length - 22 - 0xffff);
  for (let at = data.length - 22; at >= first; at -= 1) {
    if (data.readUInt32LE(at) === 0x06054b50) return at;
  }
  return -1;
}

function unpack(name: string, data: Buffer, entry: Entry, budget: number): Uint8Array {
  if ((entry.flags & 1) === 1) throw encrypted(name);
  if (entry.offset + 30 > data.length || data.readUInt32LE(entry.offset) !== 0x04034b50) {
    throw corrupt(name, null, new Error('a part of the zip does not start where the directory says'));
  }
  const start = entry.offset + 30 + data.readUInt16LE(entry.offset + 26) + data.readUInt16LE(entry.offset + 28);
  const packed = data.subarray(start, start + entry.packedBytes);
  const part = inflate(name, packed, entry, budget);
  if (crc32(part) !== entry.crc) throw corrupt(name, null, new Error('a part of the zip has another checksum'));
  return part;
}

function inflate(name: string, packed: Buffer, entry: Entry, budget: number): Uint8Array {
  if (entry.method === 0) {
    if (packed.byteLength > budget) throw tooCostly(name);
    return packed;
  }
  if (entry.method !== 8) throw corrupt(name, null, new Error(`zip method ${entry.method} is not used in documents`));
  if (budget <= 0) throw tooCostly(name);
  try {
    return inflateRawSync(packed, { maxOutputLength: budget });
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooCostly(name, thrown);
    throw corrupt(name, null, thrown);
  }
}
