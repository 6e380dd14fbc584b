import type { Browser, BrowserContextOptions, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ChatPage } from './chat-page.ts';
import { accessibilityProblems, desktop, launchChromium, phone, screenshot } from './chromium.ts';
import { answerable, DeskProcess } from './desk-process.ts';

let desk: DeskProcess;
let browser: Browser;
beforeAll(async () => {
  [desk, browser] = await Promise.all([DeskProcess.create(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await desk?.dispose();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

async function newChat(options: BrowserContextOptions): Promise<ChatPage> {
  const context = await browser.newContext(options);
  return new ChatPage(await context.newPage()).open(desk.url);
}

/** The narrowest phone; and a laptop at 200 % and 400 %, whose page is as small as this in CSS pixels. */
const windows: [string, BrowserContextOptions][] = [
  ['desktop-light', { ...desktop, colorScheme: 'light' }],
  ['desktop-dark', { ...desktop, colorScheme: 'dark' }],
  ['phone-light', { ...phone, colorScheme: 'light' }],
  ['phone-dark', { ...phone, colorScheme: 'dark' }],
  ['narrow', { ...phone, viewport: { width: 320, height: 568 } }],
  ['zoom-200', { ...desktop, viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
  ['zoom-400', { ...desktop, viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 }],
];

test.each(windows)('nothing against WCAG 2.2 AA, nothing cut off: %s', async (name, options) => {
  const chat = await newChat(options);
  const { page } = chat;
  expect(await accessibilityProblems(page)).toEqual([]);
  await screenshot(page, `window-${name}-1-empty`);
  await chat.say(answerable.question);
  const answer = await chat.fromDesk(answerable.answer);
  await answer.getByText('Lees wat er letterlijk staat').first().click();
  await chat.say('adviseur');
  await expect.poll(() => chat.log.locator('.message.desk').count()).toBeGreaterThan(2);
  await chat.say('Wie maait het gras bij de kerk?');
  await chat.fromDesk('adviseur');
  await chat.say(' ');
  await chat.page
    .getByRole('alert')
    .filter({ hasText: 'leeg' })
    .or(page.getByText('Typ eerst een vraag.'))
    .first()
    .waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await chat.expectNoSidewaysScroll();
  await screenshot(page, `window-${name}-2-talk`);

  for (const button of await page.getByRole('button').all()) {
    const bounds = await button.boundingBox();
    expect(bounds?.height, (await button.textContent()) ?? '').toBeGreaterThanOrEqual(44);
    expect(bounds?.width, (await button.textContent()) ?? '').toBeGreaterThanOrEqual(44);
  }
  const sizes = (await page.evaluate(
    `['#text', '.message .text', '.meta', '#send'].map((name) => parseFloat(getComputedStyle(document.querySelector(name)).fontSize))`,
  )) as number[];
  expect(Math.min(...sizes.slice(0, 2))).toBeGreaterThanOrEqual(16);

  await answer.locator('.sources a').first().click();
  await page.locator('.passage:target').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await chat.expectNoSidewaysScroll();
  await screenshot(page, `window-${name}-3-passage`);
  await page.goto(`${desk.url}/documenten`);
  expect(await accessibilityProblems(page)).toEqual([]);
  await chat.expectNoSidewaysScroll();
  await screenshot(page, `window-${name}-4-documents`);
});

test('on a phone the box stands at the bottom and stays in view while the talk scrolls', async () => {
  const chat = await newChat({ ...phone, viewport: { width: 320, height: 568 } });
  for (const text of ['een', 'twee', 'drie']) {
    await chat.say(text);
    await chat.fromMember(text);
  }
  await chat.fromDesk('');
  const composer = await chat.page.locator('#composer').boundingBox();
  expect(Math.round((composer?.y ?? 0) + (composer?.height ?? 0))).toBe(568);
  await chat.page.locator('#scroll').evaluate((element) => element.scrollTo(0, 0));
  expect(Math.round((await chat.page.locator('#composer').boundingBox())?.y ?? 0)).toBe(Math.round(composer?.y ?? -1));
});

test('the newest message comes into view, also when several come at once; who reads back is left alone', async () => {
  const chat = await newChat(phone);
  const inView = (selector: string) =>
    chat.page.evaluate(`(() => {
      const shown = [...document.querySelectorAll('${selector}')].at(-1).getBoundingClientRect();
      const header = document.querySelector('.bar').getBoundingClientRect();
      const composer = document.getElementById('composer').getBoundingClientRect();
      return shown.top >= header.bottom - 1 && shown.bottom <= composer.top + 1;
    })()`);
  for (const text of ['hallo', 'goedemorgen', 'dank u wel', 'hallo', 'goedemorgen']) await chat.say(text);
  await expect.poll(() => chat.log.locator('.message.desk').count()).toBe(6);
  await expect.poll(() => inView('.message.desk')).toBe(true);
  await chat.page.locator('#scroll').evaluate((element) => element.scrollBy(0, -200));
  await expect.poll(() => inView('.message.desk')).toBe(false);
  const top = await chat.page.locator('#scroll').evaluate((element) => element.scrollTop);
  const other = await new ChatPage(await chat.page.context().newPage()).open(desk.url);
  await other.say('vanuit een ander tabblad');
  await chat.fromMember('vanuit een ander tabblad');
  expect(await chat.page.locator('#scroll').evaluate((element) => element.scrollTop)).toBe(top);
});

test('everything can be done with the keyboard alone', async () => {
  const chat = await newChat(desktop);
  const { page } = chat;
  const { keyboard } = page;
  const focused = () => page.evaluate(`document.activeElement.innerText || document.activeElement.id`);
  const walkBackTo = async (target: Locator): Promise<void> => {
    for (let steps = 0; steps < 20 && (await target.and(page.locator(':focus')).count()) === 0; steps++) {
      await keyboard.press('Shift+Tab');
    }
  };
  await walkBackTo(page.locator('.skip'));
  expect(await focused()).toBe('Naar het vraagvak');
  await keyboard.press('Enter');
  expect(await focused()).toBe('text');

  await keyboard.type('Wat kost de grote zaal');
  await keyboard.press('Shift+Enter');
  await keyboard.type('per dagdeel?');
  await keyboard.press('Enter');
  const question = await chat.fromMember('per dagdeel?');
  expect(await question.locator('.text').textContent()).toBe('Wat kost de grote zaal\nper dagdeel?');
  const answer = await chat.fromDesk(answerable.answer);
  expect(await focused()).toBe('text');

  const rating = answer.getByRole('button', { name: 'Geholpen', exact: true });
  await walkBackTo(rating);
  expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
  await keyboard.press('Enter');
  await answer.getByText('U bent geholpen.').waitFor();
  expect(await focused()).toBe('U bent geholpen. Dank u wel.');

  const link = answer.locator('.sources a').first();
  await walkBackTo(link);
  await keyboard.press('Enter');
  await page.locator('.passage:target').waitFor();
  expect(await page.evaluate('document.activeElement.id')).toMatch(/^passage-/);
});

test('a screen reader hears each new message once, and that the desk is searching', async () => {
  const chat = await newChat(desktop);
  await chat.page.evaluate(`
    window.heard = [];
    window.searching = [];
    const log = document.querySelector('[role=log]');
    new MutationObserver((changes) => {
      for (const change of changes)
        for (const node of change.addedNodes)
          if (node.dataset?.seq) window.heard.push(node.querySelector('.text').innerText);
    }).observe(log, { childList: true, subtree: true });
    new MutationObserver(() => window.searching.push(document.getElementById('status').innerText))
      .observe(document.getElementById('status'), { childList: true });`);
  await chat.say(answerable.question);
  await chat.fromDesk(answerable.answer);
  await chat.page.context().setOffline(true);
  await chat.page.getByText('Er is geen verbinding met de balie.').waitFor();
  await chat.page.context().setOffline(false);
  await chat.page.getByText('De verbinding is terug.').waitFor();
  const heard = (await chat.page.evaluate('window.heard')) as string[];
  expect(heard[0]).toBe(answerable.question);
  expect(heard[1]).toContain(answerable.answer);
  expect(heard).toHaveLength(2);
  const searching = (await chat.page.evaluate('window.searching')) as string[];
  expect(searching).toEqual(['De balie zoekt in het archief…', '']);
  expect(await chat.log.getAttribute('aria-live')).toBeNull();
  expect(await chat.page.locator('html').getAttribute('lang')).toBe('nl');
  expect(await chat.log.locator('.desk .text').first().getAttribute('lang')).toBe('nl');
});

test('who wants no motion gets none', async () => {
  const chat = await newChat({ ...desktop, reducedMotion: 'reduce' });
  await chat.page.evaluate(`document.getElementById('status').textContent = 'De balie zoekt'`);
  const animation = await chat.page.evaluate(
    `getComputedStyle(document.getElementById('status'), '::before').animationName`,
  );
  expect(animation).toBe('none');
});
