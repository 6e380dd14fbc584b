import { newId } from '../../../src/kernel/ids.ts';

/** How long a reply may take, in milliseconds; one that takes longer is counted as lost. */
const patienceMs = 60_000;
const again = 250;

/**
 * A browser that asks and waits for the reply on its stream, as the page does: it goes on at another server when its own is
 * gone, with the same message and from the last number that it saw.
 */
export class LoadMember {
  private url: string;
  private readonly headers: Record<string, string>;
  private readonly elsewhere: () => string;
  private lastSeq = 0;
  private replies = 0;
  private heard: () => void = () => {};
  private stopped = false;
  private readonly stopping = new AbortController();

  /**
   * @param address from which it seems to come, as members do not share one
   * @param elsewhere gives a server that is there
   */
  constructor(url: string, address: string, elsewhere: () => string) {
    this.url = url;
    this.headers = { 'X-Forwarded-For': address };
    this.elsewhere = elsewhere;
  }

  /** Opens the page and its stream, and waits for the welcome. */
  async open(): Promise<void> {
    const response = await fetch(this.url, { headers: this.headers });
    await response.text();
    this.headers['Cookie'] = response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
    const welcomed = this.reply(1);
    void this.listen();
    await welcomed;
  }

  /** Asks, and gives how long the reply took from the post on, in milliseconds; null when none came. */
  async ask(text: string): Promise<number | null> {
    const posted = performance.now();
    const replied = this.reply(this.replies + 1);
    await this.post(JSON.stringify({ id: newId(), text }));
    return (await replied) ? performance.now() - posted : null;
  }

  close(): void {
    this.stopped = true;
    this.stopping.abort();
  }

  private async post(body: string): Promise<void> {
    const headers = { ...this.headers, 'Content-Type': 'application/json' };
    for (;;) {
      try {
        const response = await fetch(`${this.url}/api/messages`, { method: 'POST', headers, body });
        await response.text();
        if (response.status === 202) return;
        throw new Error(`refused with ${response.status}`);
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        this.url = this.elsewhere();
      }
    }
  }

  /** Resolves when so many replies have come; false when that takes too long. */
  private reply(count: number): Promise<boolean> {
    return new Promise((resolve) => {
      const late = setTimeout(() => resolve(false), patienceMs);
      this.heard = () => {
        if (this.replies < count) return;
        clearTimeout(late);
        resolve(true);
      };
    });
  }

  private async listen(): Promise<void> {
    while (!this.stopped) {
      try {
        const headers = { ...this.headers, 'Last-Event-ID': String(this.lastSeq) };
        const response = await fetch(`${this.url}/api/events`, { headers, signal: this.stopping.signal });
        let rest = '';
        for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
          const events = (rest + text).split('\n\n');
          rest = events.pop() ?? '';
          for (const event of events) this.take(event);
        }
      } catch {
        // The server is gone: below it goes on elsewhere.
      }
      if (this.stopped) return;
      this.url = this.elsewhere();
      await new Promise((resolve) => setTimeout(resolve, again));
    }
  }

  private take(event: string): void {
    const seq = Number(/^id: (\d+)$/m.exec(event)?.[1] ?? 0);
    if (seq <= this.lastSeq) return;
    this.lastSeq = seq;
    const data = JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? '{}') as { author?: string };
    if (data.author !== 'desk') return;
    this.replies++;
    this.heard();
  }
}
