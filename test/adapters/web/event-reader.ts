import { expect } from 'vitest';
import type { TestBrowser } from './desk-server.ts';

interface Event {
  id: string | undefined;
  event: string | undefined;
  data: Record<string, unknown>;
}

/** An open event stream, read one event at a time. */
export class EventReader {
  readonly #reader: ReadableStreamDefaultReader<string>;
  readonly #abort: AbortController;
  #buffer = '';
  /** All that came, comments too. */
  raw = '';

  private constructor(reader: ReadableStreamDefaultReader<string>, abort: AbortController) {
    this.#reader = reader;
    this.#abort = abort;
  }

  static async open(from: TestBrowser, query = '', headers: Record<string, string> = {}): Promise<EventReader> {
    const abort = new AbortController();
    const response = await from.request(`/api/events${query}`, { headers, signal: abort.signal });
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe('text/event-stream; charset=utf-8');
    if (response.body === null) throw new Error('no body');
    return new EventReader(response.body.pipeThrough(new TextDecoderStream()).getReader(), abort);
  }

  /** The next event; undefined when the stream has ended. */
  async next(): Promise<Event | undefined> {
    for (;;) {
      const end = this.#buffer.indexOf('\n\n');
      if (end >= 0) {
        const block = this.#buffer.slice(0, end);
        this.#buffer = this.#buffer.slice(end + 2);
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
        const data = field('data');
        if (data !== undefined) return { id: field('id'), event: field('event'), data: JSON.parse(data) };
        continue;
      }
      const { value, done } = await this.#reader.read();
      if (done) return undefined;
      this.#buffer += value;
      this.raw += value;
    }
  }

  close(): void {
    this.#abort.abort();
  }
}
