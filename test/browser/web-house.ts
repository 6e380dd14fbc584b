import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { createWebChannel, type WebChannelOptions } from '../../adapters/web/channel.ts';
import { House } from '../../src/house.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { invite } from '../../src/people/invitation.ts';
import type { Role } from '../../src/people/person.ts';
import { roomyLimits } from '../support/stepped-desk.ts';
import { ChatPage } from './chat-page.ts';
import { launchChromium, watchForErrors } from './chromium.ts';

/** A desk on the web inside the process of the test, so that the test can look behind it. */
export class WebHouse {
  house!: House;
  private browser!: Browser;
  private url = '';
  private readonly errors: string[][] = [];

  /** Opens before the tests of a file, and closes after them; a page on which anything went wrong fails its test. */
  static forThisFile(options: Partial<WebChannelOptions> = {}): WebHouse {
    const web = new WebHouse();
    beforeAll(() => web.open(options));
    afterAll(async () => {
      await web.browser?.close();
      await web.house?.close();
    });
    afterEach(async () => {
      for (const context of web.browser.contexts()) await context.close();
      expect(web.errors.splice(0).flat()).toEqual([]);
    });
    return web;
  }

  /** Somebody opens the page on a device of their own. */
  async newPage(device: BrowserContextOptions): Promise<ChatPage> {
    const page = await (await this.browser.newContext(device)).newPage();
    this.errors.push(watchForErrors(page));
    return new ChatPage(page).open(this.url);
  }

  /** A code with which somebody joins. */
  code(role: Role): Promise<string> {
    return invite(this.house.database.stores.people, { role }, Date.now());
  }

  private async open(options: Partial<WebChannelOptions>): Promise<void> {
    [this.house, this.browser] = await Promise.all([
      House.build({ database: { kind: 'sqlite-memory' }, limits: roomyLimits, logger: silentLogger }),
      launchChromium(),
    ]);
    const channel = createWebChannel({
      ...{ port: 0, stores: this.house.database.stores, logger: silentLogger, clock: systemClock },
      health: async () => ({ ok: true }),
      limits: { postsPerSessionPerMinute: 500, uploadsPerSessionPerMinute: 500 },
      ...options,
    });
    await this.house.open({ channels: [channel] });
    this.url = (await channel.listen()).url;
  }
}
