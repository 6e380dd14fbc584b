import { newId } from '../../src/kernel/ids.ts';
import { until } from './until.ts';

/** A message as the page gets it. */
export interface TranscriptMessage {
  seq: number;
  id: string;
  author: 'member' | 'desk';
  text: string;
  outcome: 'answered' | 'escalated' | 'declined' | null;
  ticket: number | null;
  ratable: boolean;
  elsewhere: readonly { platform: string; url: string }[];
}

/** A member at the web page: one browser with its cookie. It goes on when the server starts again elsewhere. */
export class WebMember {
  url: string;
  private cookie = '';

  constructor(url: string) {
    this.url = url;
  }

  /** Opens the page for the first time, which gives the cookie. */
  async open(): Promise<this> {
    const response = await fetch(this.url);
    await response.text();
    this.cookie = response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
    if (this.cookie === '') throw new Error('the page gave no cookie');
    return this;
  }

  /** Sends a message as the page does; a second time with the same id is a retry. */
  async send(text: string, id: string = newId()): Promise<{ status: number; duplicate: boolean | undefined }> {
    const response = await fetch(`${this.url}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Cookie: this.cookie },
      body: JSON.stringify({ id, text }),
    });
    const body = (await response.json()) as { duplicate?: boolean };
    return { status: response.status, duplicate: body.duplicate };
  }

  /** Everything after this number, page by page. */
  async transcript(after = 0): Promise<TranscriptMessage[]> {
    const all: TranscriptMessage[] = [];
    for (;;) {
      const last = all.at(-1)?.seq ?? after;
      const response = await fetch(`${this.url}/api/messages?after=${last}`, { headers: { Cookie: this.cookie } });
      if (!response.ok) throw new Error(`the transcript gave ${response.status}`);
      const page = (await response.json()) as { messages: TranscriptMessage[]; more: boolean };
      all.push(...page.messages);
      if (!page.more) return all;
    }
  }

  /** Opens the stream that an open page listens to. */
  events(): Promise<Response> {
    return fetch(`${this.url}/api/events`, { headers: { Cookie: this.cookie } });
  }

  /** Sends a message and waits for the reply to it. */
  async ask(text: string): Promise<TranscriptMessage> {
    const last = (await this.transcript()).at(-1)?.seq ?? 0;
    const { status } = await this.send(text);
    if (status !== 202) throw new Error(`the message was refused with ${status}`);
    return until(`reply to “${text}”`, async () => {
      const since = await this.transcript(last);
      const asked = since.findIndex((message) => message.author === 'member');
      return asked < 0 ? undefined : since.slice(asked).find((message) => message.author === 'desk');
    });
  }
}
