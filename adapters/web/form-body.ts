import express, { type Request, type RequestHandler } from 'express';
import { mostFiles } from '../../src/desk/attachments.ts';
import type { IncomingFile } from '../../src/desk/channel.ts';
import { Refusal } from './refusal.ts';

/** Bytes that a message and its files may have together. Less than all files could have: a small machine holds them at once. */
export const maxUploadBytes = 25_000_000;

/** Bodies with files that are read at the same time, in the whole process. */
const uploadsAtOnce = 4;

/** Parts of a form beyond these are nobody's message. */
const maxParts = 4 * mostFiles;

/** True when the body is a form that can hold files. */
export function isMultipart(request: Request): boolean {
  return request.is('multipart/form-data') === 'multipart/form-data';
}

/** Reads a form with files into `request.body`; any other body is left to who comes next. */
export function readMultipart(): RequestHandler {
  const raw = express.raw({ type: 'multipart/form-data', limit: maxUploadBytes, inflate: false });
  let underWay = 0;
  return (request, response, next) => {
    if (!isMultipart(request)) {
      next();
      return;
    }
    if (underWay >= uploadsAtOnce) throw new Refusal('unavailable', { retryAfterSeconds: 5 });
    underWay += 1;
    response.once('close', () => {
      underWay -= 1;
    });
    raw(request, response, (error?: unknown) => {
      if (error !== undefined) {
        next(isTooLarge(error) ? new Refusal('files_too_large', { cause: error }) : error);
        return;
      }
      parse(request.body, request.get('Content-Type') ?? '').then((body) => {
        request.body = body;
        next();
      }, next);
    });
  };
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'type' in error && error.type === 'entity.too.large';
}

/**
 * Gives the fields of a form by their names, and its files.
 *
 * @param contentType with the boundary between the parts
 */
async function parse(
  content: unknown,
  contentType: string,
): Promise<Record<string, unknown> & { files: IncomingFile[] }> {
  if (!(content instanceof Buffer)) throw new Refusal('bad_request');
  if (partsIn(content, contentType) > maxParts) throw new Refusal('bad_request');
  const form = await new Response(new Uint8Array(content), { headers: { 'Content-Type': contentType } })
    .formData()
    .catch((cause: unknown) => {
      throw new Refusal('bad_request', { cause });
    });
  const fields: Record<string, unknown> = {};
  const files: IncomingFile[] = [];
  for (const [name, value] of form) {
    if (typeof value === 'string') fields[name] = value;
    // A field without a chosen file comes as a file without a name.
    else if (name === 'files' && (value.name !== '' || value.size > 0)) files.push(await fileOf(value));
  }
  return { ...fields, files };
}

async function fileOf(file: File): Promise<IncomingFile> {
  return { name: file.name, content: new Uint8Array(await file.arrayBuffer()) };
}

function partsIn(content: Buffer, contentType: string): number {
  const boundary = /boundary="?([^";]+)/i.exec(contentType)?.[1];
  if (boundary === undefined) throw new Refusal('bad_request');
  let parts = 0;
  for (let at = content.indexOf(boundary); at >= 0 && parts <= maxParts; at = content.indexOf(boundary, at + 1)) {
    parts += 1;
  }
  return parts;
}
