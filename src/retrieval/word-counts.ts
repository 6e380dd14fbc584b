import { doubled } from './doubled.ts';

/** How often each word stands in one text, words by number and in the order of their first place. Kept from text to text. */
export class WordCounts {
  readonly words: number[] = [];
  readonly counts: number[] = [];
  private text = 0;
  /** For each word the last text that it was seen in, and its place there. */
  private seenIn = new Int32Array(1024);
  private places = new Int32Array(1024);

  /** Begins a new text. */
  clear(): void {
    this.words.length = 0;
    this.counts.length = 0;
    this.text++;
  }

  note(word: number): void {
    while (word >= this.seenIn.length) {
      this.seenIn = doubled(this.seenIn);
      this.places = doubled(this.places);
    }
    if (this.seenIn[word] === this.text) {
      const place = this.places[word] as number;
      this.counts[place] = (this.counts[place] as number) + 1;
      return;
    }
    this.seenIn[word] = this.text;
    this.places[word] = this.words.length;
    this.words.push(word);
    this.counts.push(1);
  }
}
