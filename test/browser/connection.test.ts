import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ChatPage } from './chat-page.ts';
import { desktop, launchChromium, phone, screenshot } from './chromium.ts';
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

test('what is sent without a connection stays in the box, and arrives once when it is back', async () => {
  const context = await browser.newContext(phone);
  const chat = await new ChatPage(await context.newPage()).open(desk.url);
  await context.setOffline(true);
  await chat.page.getByText('Er is geen verbinding met de balie.').waitFor();
  await chat.say('Vanuit de trein');
  await chat.page.getByText('Uw bericht is nog niet verstuurd.').waitFor();
  expect(await chat.box.inputValue()).toBe('Vanuit de trein');
  expect(await chat.send.textContent()).toBe('Opnieuw versturen');
  await screenshot(chat.page, 'connection-phone-1-offline');
  await chat.send.click();
  await context.setOffline(false);
  await chat.fromMember('Vanuit de trein');
  await expect.poll(() => chat.box.inputValue()).toBe('');
  expect(await chat.saidAfterReload()).toEqual(['Vanuit de trein']);
});

test('when the answer to a message gets lost on the way, trying again does not send it twice', async () => {
  const context = await browser.newContext(desktop);
  const chat = await new ChatPage(await context.newPage()).open(desk.url);
  const ids: string[] = [];
  await context.route('**/api/messages', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    ids.push(String(route.request().postDataJSON().id));
    if (ids.length > 2) return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  });
  await chat.say('Komt dit een keer aan?');
  await expect.poll(() => ids.length, { timeout: 20_000 }).toBe(3);
  await expect.poll(() => chat.box.inputValue()).toBe('');
  expect(new Set(ids).size).toBe(1);
  expect(await chat.log.locator('.message.member').count()).toBe(1);
  expect(await chat.saidAfterReload()).toEqual(['Komt dit een keer aan?']);
});

test('a message that was on its way when the page was reloaded is sent with the same id', async () => {
  const context = await browser.newContext(desktop);
  const chat = await new ChatPage(await context.newPage()).open(desk.url);
  let lost = true;
  await context.route('**/api/messages', async (route) => {
    if (route.request().method() !== 'POST' || !lost) return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  });
  await chat.say('Net voor het verversen');
  await chat.page.getByText('Uw bericht is nog niet verstuurd.').waitFor();
  lost = false;
  await chat.page.reload();
  await expect.poll(() => chat.box.inputValue()).toBe('');
  expect(await chat.saidAfterReload()).toEqual(['Net voor het verversen']);
});

test.each(['SIGTERM', 'SIGKILL'] as const)(
  'the server restarts (%s): the talk and the draft are still there, and go on',
  async (signal) => {
    const context = await browser.newContext(phone);
    const chat = await new ChatPage(await context.newPage()).open(desk.url);
    await chat.say(answerable.question);
    await chat.fromDesk(answerable.answer);
    await chat.box.fill('Ik was net aan het ');
    await desk.stop(signal);
    await chat.page.getByText('Er is geen verbinding met de balie.').waitFor();
    await chat.box.pressSequentially('typen');
    await desk.start();
    await chat.page.getByText('De verbinding is terug.').waitFor({ timeout: 30_000 });
    expect(await chat.box.inputValue()).toBe('Ik was net aan het typen');
    await chat.send.click();
    await chat.fromMember('Ik was net aan het typen');
    expect(
      await chat.log.locator('.message').evaluateAll((all) => new Set(all.map((one) => one.id)).size === all.length),
    ).toBe(true);
    expect(await chat.saidAfterReload()).toEqual([answerable.question, 'Ik was net aan het typen']);
  },
);

test('when something on the way holds the stream back, the talk goes on all the same', async () => {
  const context = await browser.newContext(phone);
  const page = await context.newPage();
  await context.route('**/api/events*', () => {});
  const chat = await new ChatPage(page).open(desk.url);
  await chat.say(answerable.question);
  await chat.fromMember(answerable.question);
  await chat.fromDesk(answerable.answer);
});

test('two tabs show one conversation, each message once', async () => {
  const context = await browser.newContext(desktop);
  const one = await new ChatPage(await context.newPage()).open(desk.url);
  const two = await new ChatPage(await context.newPage()).open(desk.url);
  await one.say(answerable.question);
  await two.fromMember(answerable.question);
  await two.fromDesk(answerable.answer);
  await (await two.fromDesk(answerable.answer)).getByRole('button', { name: 'Geholpen', exact: true }).click();
  await one.log.getByText('U bent geholpen. Dank u wel.').waitFor();
  await two.say('En vanuit de andere');
  await one.fromMember('En vanuit de andere');
  for (const tab of [one, two]) {
    expect(await tab.page.locator('.message.member .text').allInnerTexts()).toEqual([
      answerable.question,
      'En vanuit de andere',
    ]);
  }
});

test('a new conversation in one tab: the other says so, and sends nothing into it', async () => {
  const context = await browser.newContext(desktop);
  const one = await new ChatPage(await context.newPage()).open(desk.url);
  await one.say('Oud gesprek');
  await one.fromMember('Oud gesprek');
  const two = await new ChatPage(await context.newPage()).open(desk.url);
  one.page.once('dialog', (dialog) => void dialog.accept());
  await one.page.getByRole('button', { name: 'Nieuw gesprek' }).click();
  await one.fromDesk('U praat met een computer');
  await two.page.getByText('In een ander tabblad is een nieuw gesprek begonnen.').first().waitFor();
  await two.say('Naar het oude gesprek');
  await two.page.getByRole('alert').getByText('In een ander tabblad').waitFor();
  await two.page.getByRole('link', { name: 'Pagina verversen' }).click();
  await two.fromDesk('U praat met een computer');
  expect(await two.saidAfterReload()).toEqual([]);
});
