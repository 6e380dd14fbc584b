import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** The chat page as a member uses it. */
export class ChatPage {
  readonly page: Page;
  readonly box: Locator;
  readonly send: Locator;
  readonly log: Locator;

  constructor(page: Page) {
    this.page = page;
    this.box = page.getByRole('textbox', { name: 'Uw vraag' });
    this.send = page.locator('#send');
    this.log = page.getByRole('log');
  }

  /** Opens the page and waits until the desk has said who answers. */
  async open(url: string): Promise<this> {
    await this.page.goto(url);
    await this.fromDesk('U praat met een computer');
    return this;
  }

  async say(text: string): Promise<void> {
    await this.box.fill(text);
    await this.send.click();
  }

  /** Waits for a message of the desk with these words. */
  async fromDesk(words: string): Promise<Locator> {
    const message = this.log.locator('.message.desk', { hasText: words }).last();
    await message.waitFor();
    return message;
  }

  /** Waits for a message of the member with these words. */
  async fromMember(words: string): Promise<Locator> {
    const message = this.log.locator('.message.member', { hasText: words }).last();
    await message.waitFor();
    return message;
  }

  /** What the member said, as the server keeps it: read by a page that has just been loaded. */
  async saidAfterReload(): Promise<string[]> {
    await this.page.reload();
    await this.fromDesk('U praat met een computer');
    return this.page.locator('.message.member .text').allInnerTexts();
  }

  /** Nothing sticks out at the side. */
  async expectNoSidewaysScroll(): Promise<void> {
    expect(
      await this.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
    ).toBe(0);
  }
}
