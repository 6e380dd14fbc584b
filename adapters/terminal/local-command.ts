import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { largestFile } from '../../src/desk/attachments.ts';
import type { IncomingFile, MemberAction } from '../../src/desk/channel.ts';

/** What a line comes to: something for the desk, or why it does not go there. */
export type LineResult = { action: MemberAction } | { problem: string };

/** What can be typed here and not elsewhere, under the list that the desk gives. */
export const localHelp = [
  '/bestand PAD TEKST – stuur een bestand; de tekst mag weg (een pad met spaties: tussen aanhalingstekens)',
  '/wijzig TEKST – verander uw laatste bericht',
  '/wis – haal uw laatste bericht weg',
].join('\n');

/**
 * Translates what a terminal has no keys for: sending a file, changing and taking back the last line. Any other line is a text.
 *
 * @param lastOwn finds our id of the newest message that was typed here and can still be changed
 */
export async function translateLine(line: string, lastOwn: () => Promise<string | undefined>): Promise<LineResult> {
  const [, name = '', rest = ''] = /^\/(bestand|wijzig|wis)(?:\s+(.*))?$/su.exec(line.trim()) ?? [];
  const text = rest.trim();
  switch (name) {
    case 'bestand':
      return sendFile(text);
    case 'wijzig': {
      if (text === '')
        return { problem: 'Zet de nieuwe tekst achter het woord, bijvoorbeeld: /wijzig Wij zijn met 21.' };
      const ref = await lastOwn();
      return ref === undefined ? nothingOfYours : { action: { kind: 'edited', ref, text } };
    }
    case 'wis': {
      const ref = await lastOwn();
      return ref === undefined ? nothingOfYours : { action: { kind: 'deleted', ref } };
    }
    default:
      return { action: { kind: 'text', text: line } };
  }
}

const nothingOfYours: LineResult = { problem: 'U hebt hier nog niets getypt dat u kunt veranderen.' };

async function sendFile(words: string): Promise<LineResult> {
  const [, quoted, bare, text = ''] = /^(?:"([^"]+)"|(\S+))(?:\s+(.*))?$/su.exec(words) ?? [];
  const given = quoted ?? bare;
  if (given === undefined)
    return { problem: 'Zet het pad erachter, bijvoorbeeld: /bestand foto.jpg Dit is de voorgevel.' };
  const path = given.startsWith('~/') ? join(homedir(), given.slice(2)) : given;
  try {
    return { action: { kind: 'text', text: text.trim(), files: [await read(path)] } };
  } catch {
    return { problem: `Dit bestand kunnen we niet lezen: ${given}` };
  }
}

/** What is too large is not read: the desk says so by its name. */
async function read(path: string): Promise<IncomingFile> {
  const about = await stat(path);
  // A pipe or a device may have no end.
  if (!about.isFile()) throw new TypeError('not a file');
  const name = basename(path);
  return about.size > largestFile ? { name, missing: 'too_large' } : { name, content: await readFile(path) };
}
