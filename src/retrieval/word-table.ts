import { doubled } from './doubled.ts';

/**
 * Words by number, found in a text without being cut out of it: to make a string of each word and hash it for each map that
 * it is looked up in took a third of the time in which an index is built. Open addressing with linear probing over FNV-1a.
 */
export class WordTable {
  /** How many words there are: they have the numbers from 0 up to this. */
  size = 0;
  private letters = new Uint16Array(1 << 14);
  /** Where the letters of each word end; they begin where those of the word before it end. */
  private ends = new Int32Array(1 << 10);
  private hashes = new Int32Array(1 << 10);
  /** One more than the number of the word in this slot; 0 in a free one. At least half of them are free. */
  private slots = new Int32Array(1 << 11);

  /** The number of the word that stands between two places of a text; {@link WordTable.size} of before when it is new. */
  numberOf(text: string, start: number, end: number): number {
    let hash = 0x811c9dc5 | 0;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    let slot = this.slotOf(hash);
    for (let held = this.slots[slot] as number; held !== 0; held = this.slots[slot] as number) {
      if (this.hashes[held - 1] === hash && this.isWord(held - 1, text, start, end)) return held - 1;
      slot = (slot + 1) & (this.slots.length - 1);
    }
    return this.add(text, start, end, hash, slot);
  }

  /** Forgets all words; their numbers are given out anew. */
  clear(): void {
    this.size = 0;
    this.slots.fill(0);
  }

  private isWord(number: number, text: string, start: number, end: number): boolean {
    const first = this.firstLetterOf(number);
    if ((this.ends[number] as number) - first !== end - start) return false;
    for (let i = start; i < end; i++) if (this.letters[first + i - start] !== text.charCodeAt(i)) return false;
    return true;
  }

  private add(text: string, start: number, end: number, hash: number, slot: number): number {
    const number = this.size++;
    const first = this.firstLetterOf(number);
    const last = first + end - start;
    while (last > this.letters.length) this.letters = doubled(this.letters);
    for (let i = start; i < end; i++) this.letters[first + i - start] = text.charCodeAt(i);
    if (number === this.ends.length) {
      this.ends = doubled(this.ends);
      this.hashes = doubled(this.hashes);
    }
    this.ends[number] = last;
    this.hashes[number] = hash;
    this.slots[slot] = number + 1;
    if (2 * this.size > this.slots.length) this.spread();
    return number;
  }

  private spread(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    for (let number = 0; number < this.size; number++) {
      let slot = this.slotOf(this.hashes[number] as number);
      while (this.slots[slot] !== 0) slot = (slot + 1) & (this.slots.length - 1);
      this.slots[slot] = number + 1;
    }
  }

  /** The high bits are mixed in, as the low ones of FNV are weak. */
  private slotOf(hash: number): number {
    return (hash ^ (hash >>> 15)) & (this.slots.length - 1);
  }

  private firstLetterOf(number: number): number {
    return number === 0 ? 0 : (this.ends[number - 1] as number);
  }
}
