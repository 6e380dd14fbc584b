import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type TestServer } from '../adapters/web/desk-server.ts';
import { postingOf } from '../support/posting.ts';
import { accessibilityProblems, desktop, launchChromium, screenshot, watchForErrors } from './chromium.ts';

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test('a button under a message is pressed with the keyboard, keeps the focus, and can be pressed again', async () => {
  server.desk.details = { choices: [{ label: 'Vraag 12 oppakken', command: '/neem 12' }] };
  const page = await (await browser.newContext(desktop)).newPage();
  const errors = watchForErrors(page);
  await page.goto(server.url);
  await page.getByText('Hallo, ik ben een computer.').waitFor();
  await page.locator('#text').fill('/wachtrij');
  await page.keyboard.press('Enter');
  const button = page.getByRole('button', { name: 'Vraag 12 oppakken' });
  await button.waitFor();

  const focused = page.locator(':focus');
  for (let steps = 0; steps < 10 && (await button.and(focused).count()) === 0; steps++) {
    await page.keyboard.press('Shift+Tab');
  }
  const presses = () => server.desk.events.filter(({ action }) => action.kind === 'chose').length;
  await page.keyboard.press('Enter');
  await expect.poll(presses).toBe(1);
  expect(await button.and(focused).count()).toBe(1);
  expect(await button.getAttribute('aria-pressed')).toBe('true');
  await expect.poll(() => page.locator('.choices[data-sending]').count()).toBe(0);
  await page.keyboard.press('Space');
  await expect.poll(presses).toBe(2);

  const bounds = await button.boundingBox();
  expect(Math.min(bounds?.width ?? 0, bounds?.height ?? 0)).toBeGreaterThanOrEqual(44);
  expect(await accessibilityProblems(page)).toEqual([]);
  await screenshot(page, 'choices-pressed');
  expect(errors).toEqual([]);
});

test.each(['light', 'dark'] as const)(
  'what a human wrote comes in looking like it, and can be read (%s)',
  async (colorScheme) => {
    const page = await (await browser.newContext({ ...desktop, colorScheme })).newPage();
    await page.goto(server.url);
    await page.locator('#text').fill('Mag dat?');
    await page.keyboard.press('Enter');
    const answer = page.locator('.message.desk', { hasText: 'Antwoord op: Mag dat?' });
    await answer.waitFor();
    const key = server.desk.events.at(-1)?.conversationKey ?? '';
    const { conversations } = server.database.stores;
    const conversationId = (await server.desk.lastMessage(key))?.conversationId ?? '';
    const relayed = await conversations.appendMessage({
      id: `relayed-${colorScheme}`,
      conversationId,
      author: 'relayed',
      text: 'Ja, dat mag.',
      details: null,
      relay: { ticket: 12, messageId: 'm', from: 'advisor', name: 'Anna' },
      createdAt: server.clock.now(),
    });
    await server.channel.send(key, postingOf(relayed));
    const shown = page.locator('.message.relayed', { hasText: 'Ja, dat mag.' });
    await shown.waitFor();
    expect(await shown.locator('.meta').textContent()).toContain('Adviseur Anna · vraag 12 mens');
    const background = (selector: string) =>
      page.evaluate(`getComputedStyle(document.querySelector('${selector}')).backgroundColor`);
    expect(await background('.relayed .text')).not.toBe(await background('.desk .text'));
    expect(await accessibilityProblems(page)).toEqual([]);
    await screenshot(page, `relayed-${colorScheme}`);
    expect(await page.locator('#status').textContent()).toBe('');
  },
);
