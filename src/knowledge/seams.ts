/**
 * Finds where passages differ from the file they come from.
 *
 * Both texts are compared with white space collapsed. Between two seams a passage stands literally in the file; a single
 * character between two seams may be one that was put in (`|` between table cells, a letter of a ligature).
 */
export class SeamFinder {
  readonly #literal: string;
  #at = 0;
  /** Characters that may yet be searched outside the neighbourhood, so that a hostile file costs no more than linear time. */
  #budget: number;

  constructor(literal: string) {
    this.#literal = literal.replace(/\s+/gu, ' ');
    this.#budget = 50_000_000 + 20 * this.#literal.length;
  }

  /** The seams of the next passage. Passages are given in their order, because the file is followed along with them. */
  find(text: string): number[] {
    const { chars, offsets } = collapsed(text);
    const seams: number[] = [];
    for (let from = 0; from < chars.length; ) {
      const at = this.#place(chars, from);
      if (from > 0) mark(seams, offsets[from]);
      if (at === undefined) {
        // not in the file: a character on its own
        from += 1;
        continue;
      }
      const length = this.#matchLength(chars, from, at);
      from += length;
      this.#at = at + length;
    }
    return seams.filter((seam) => seam > 0 && seam < text.length);
  }

  /** Where the text from `from` on stands in the file: near by, anywhere, or as far as it goes. */
  #place(chars: string, from: number): number | undefined {
    const near = this.#findNear(chars, from);
    if (near?.sure === true) return near.at;
    return (
      this.#findFar(chars.slice(from, from + 24).trimEnd()) ??
      near?.at ??
      this.#findFar(chars.slice(from, from + 8).trimEnd())
    );
  }

  /** The nearest place ahead where the text matches well, or the best one when none does. */
  #findNear(chars: string, from: number): { at: number; sure: boolean } | undefined {
    const wanted = Math.min(12, chars.length - from);
    const end = Math.min(this.#literal.length, this.#at + 160);
    const first = chars.charCodeAt(from);
    let best: number | undefined;
    let most = 0;
    for (let at = this.#at; at < end; at += 1) {
      if (this.#literal.charCodeAt(at) !== first) continue;
      const length = this.#matchLength(chars, from, at, wanted);
      if (length >= wanted) return { at, sure: wanted >= 4 || at - this.#at <= 4 };
      if (length > most) [best, most] = [at, length];
    }
    // a letter or two match anywhere; only something just ahead can be meant
    if (best !== undefined && (most >= 4 || best - this.#at <= 4)) return { at: best, sure: false };
    return undefined;
  }

  #findFar(wanted: string): number | undefined {
    if (wanted.length < 4) return undefined;
    for (const start of [this.#at, 0]) {
      if (this.#budget <= 0) return undefined;
      const at = this.#literal.indexOf(wanted, start);
      this.#budget -= (at === -1 ? this.#literal.length : at) - start;
      if (at !== -1) return at;
    }
    return undefined;
  }

  #matchLength(chars: string, from: number, at: number, most = Number.POSITIVE_INFINITY): number {
    const end = Math.min(chars.length - from, this.#literal.length - at, most);
    let length = 0;
    while (length < end && chars.charCodeAt(from + length) === this.#literal.charCodeAt(at + length)) length += 1;
    return length;
  }
}

function mark(seams: number[], offset: number | undefined): void {
  if (offset !== undefined && seams.at(-1) !== offset) seams.push(offset);
}

/** The text with white space collapsed, and for each of its characters the offset it had. */
function collapsed(text: string): { chars: string; offsets: number[] } {
  const offsets: number[] = [];
  let chars = '';
  let inSpace = false;
  for (let i = 0; i < text.length; i += 1) {
    const space = /\s/u.test(text.charAt(i));
    if (space && inSpace) continue;
    inSpace = space;
    chars += space ? ' ' : text.charAt(i);
    offsets.push(i);
  }
  return { chars, offsets };
}
