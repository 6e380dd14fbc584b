import { Buffer } from 'node:buffer';
import { strToU8, Zip, ZipDeflate, zipSync } from 'fflate';

/** A zip container with the given parts, each deflated. */
export function makeZip(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]),
    ),
  );
}

/** A zip with a part that inflates to `megabytes`, between an opening and an ending text; made without holding it in memory. */
export function makeBomb(name: string, opening: string, ending: string, megabytes: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    chunks.push(chunk);
  });
  const part = new ZipDeflate(name, { level: 6 });
  zip.add(part);
  part.push(strToU8(opening));
  const filler = new Uint8Array(1024 * 1024).fill(0x20);
  for (let count = 0; count < megabytes; count += 1) part.push(filler);
  part.push(strToU8(ending), true);
  zip.end();
  return new Uint8Array(Buffer.concat(chunks));
}

/** The same zip, in which the directory says that each part is only `bytes` long. */
export function lieAboutSize(zip: Uint8Array, bytes: number): Uint8Array {
  const copy = Buffer.from(zip);
  for (let at = 0; at < copy.length - 46; at += 1) {
    if (copy.readUInt32LE(at) === 0x02014b50) copy.writeUInt32LE(bytes, at + 24);
  }
  return new Uint8Array(copy);
}

/** The start of an old Office container, holding the named streams. */
export function makeOle(...streams: readonly string[]): Uint8Array {
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      Buffer.alloc(504),
      ...streams.map((stream) => Buffer.from(stream.padEnd(64, '\0'), 'utf16le')),
    ]),
  );
}

/** XML that doubles itself nine times over when entities are expanded. */
export function laughingXml(root: string): string {
  const entities = Array.from(
    { length: 9 },
    (_, index) => `<!ENTITY e${index + 1} "${`&e${index};`.repeat(10)}">`,
  ).join('');
  return `<?xml version="1.0"?><!DOCTYPE ${root} [<!ENTITY e0 "ha">${entities}]><${root}>&e9;</${root}>`;
}

/** A PDF of one page whose drawing instructions are given, deflated or not, without a cross-reference table that is right. */
export function rawPdf(stream: Uint8Array, filter = ''): Uint8Array {
  const head = [
    '%PDF-1.4',
    '1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj',
    '2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj',
    '3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>> endobj',
    '5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj',
    `4 0 obj <</Length ${stream.byteLength}${filter}>> stream\n`,
  ].join('\n');
  return new Uint8Array(
    Buffer.concat([Buffer.from(head), stream, Buffer.from('\nendstream endobj\ntrailer <</Root 1 0 R>>\n%%EOF')]),
  );
}
