/** What the bytes of a text file say. */
export interface DecodedText {
  text: string;
  /** What the board should know about it, in Dutch. */
  warnings: readonly string[];
}

/**
 * The text of a text file. A byte order mark decides; without one it is UTF-8, and where it cannot be that, windows-1252,
 * which old Windows programs wrote. Line ends become `\n`.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const [encoding, warnings] = encodingOf(bytes);
  const text = encoding === 'windows-1252' ? fromWindows(bytes) : new TextDecoder(encoding).decode(bytes);
  return { text: text.replace(/\r\n?/g, '\n'), warnings };
}

/** What windows-1252 has at 0x80 to 0x9F; Node 20 decodes these as the control characters of ISO 8859-1. */
const windowsOnly = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

function fromWindows(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return text.replace(/[\u0080-\u009F]/g, (char) => windowsOnly.charAt(char.charCodeAt(0) - 0x80));
}

function encodingOf(bytes: Uint8Array): [encoding: string, warnings: string[]] {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return ['utf-16le', []];
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return ['utf-16be', []];
  const wide = wideWithoutMark(bytes);
  if (wide !== undefined) return [wide, []];
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return ['utf-8', []];
  } catch {
    return [
      'windows-1252',
      ['Dit bestand is opgeslagen in een oude tekencode (Windows). Kijk of letters als é en ë goed zijn overgekomen.'],
    ];
  }
}

/** UTF-16 without a mark shows itself by its zero bytes: every other byte of Western text. */
function wideWithoutMark(bytes: Uint8Array): string | undefined {
  const length = Math.min(bytes.length, 512) & ~1;
  if (length < 8) return undefined;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) evenZeros += 1;
    if (bytes[i + 1] === 0) oddZeros += 1;
  }
  const most = length / 2 - length / 20;
  if (oddZeros >= most && evenZeros === 0) return 'utf-16le';
  if (evenZeros >= most && oddZeros === 0) return 'utf-16be';
  return undefined;
}
