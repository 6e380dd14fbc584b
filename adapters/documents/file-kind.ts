import { Buffer } from 'node:buffer';
import type { DocumentFile } from '../../src/knowledge/document-reader.ts';
import { corrupt, empty, encrypted } from './unreadable.ts';

/** Container formats that a reader can ask for. */
export type FileKind = 'pdf' | 'zip' | 'ole' | 'rtf' | 'html' | 'image' | 'text' | 'other';

const described: Record<FileKind, string | null> = {
  pdf: 'een pdf-bestand',
  zip: 'een zip-bestand',
  ole: 'een oud Office-bestand',
  rtf: 'een rtf-bestand',
  html: 'een webpagina (html)',
  image: 'een plaatje',
  text: 'gewone tekst',
  other: null,
};

const signatures: readonly (readonly [FileKind, readonly number[]])[] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['ole', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['image', [0x89, 0x50, 0x4e, 0x47]],
  ['image', [0xff, 0xd8, 0xff]],
  ['image', [0x47, 0x49, 0x46, 0x38]],
  ['image', [0x49, 0x49, 0x2a, 0x00]],
  ['image', [0x4d, 0x4d, 0x00, 0x2a]],
];

/** What the first bytes say that a file is, whatever its name. */
export function fileKind(bytes: Uint8Array): FileKind {
  for (const [kind, signature] of signatures) {
    if (signature.every((byte, index) => bytes[index] === byte)) return kind;
  }
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  if (start.includes('%PDF-')) return 'pdf';
  if (start.startsWith('{\\rtf')) return 'rtf';
  if (/<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]/i.test(start)) return 'html';
  return start !== '' && isText(start) ? 'text' : 'other';
}

/** Written text has no control characters but white space. */
function isText(start: string): boolean {
  return [...start].every((character) => character >= ' ' || '\t\n\f\r'.includes(character));
}

/** The old Office format that an OLE container holds, told by the names of its streams. */
function describeOle(bytes: Uint8Array): string {
  const container = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const holds = (stream: string): boolean => container.includes(Buffer.from(stream, 'utf16le'));
  if (holds('WordDocument')) return 'een oud Word-bestand (.doc)';
  if (holds('PowerPoint Document')) return 'een oude PowerPoint (.ppt)';
  if (holds('Workbook')) return 'een oud Excel-bestand (.xls)';
  return 'een oud Office-bestand';
}

/**
 * Checks that a file is of the container format that its reader needs. Throws `document_empty` for no bytes at all,
 * `document_encrypted` for an Office file behind a password (an OLE container with an encrypted package), and otherwise
 * `document_corrupt` with what the file seems to be.
 */
export function requireKind(file: DocumentFile, wanted: FileKind): void {
  if (file.bytes.byteLength === 0) throw empty(file.name);
  const kind = fileKind(file.bytes);
  if (kind === wanted) return;
  if (kind === 'ole') {
    const container = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength);
    if (container.includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw encrypted(file.name);
    throw corrupt(file.name, describeOle(file.bytes));
  }
  throw corrupt(file.name, described[kind]);
}
