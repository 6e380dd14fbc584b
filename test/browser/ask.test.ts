import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ChatPage } from './chat-page.ts';
import { desktop, launchChromium, phone, screenshot, watchForErrors } from './chromium.ts';
import { answerable, DeskProcess } from './desk-process.ts';

let desk: DeskProcess;
let browser: Browser;
let errors: string[] = [];
beforeAll(async () => {
  [desk, browser] = await Promise.all([DeskProcess.create(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await desk?.dispose();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  expect(errors).toEqual([]);
});

async function newChat(options: BrowserContextOptions): Promise<ChatPage> {
  const page = await (await browser.newContext(options)).newPage();
  errors = watchForErrors(page);
  return new ChatPage(page).open(desk.url);
}

test.each([
  ['phone', phone],
  ['desktop', desktop],
])('a member asks, reads where it stands, and says that it helped (%s)', async (name, options) => {
  const chat = await newChat(options);
  const { page } = chat;
  await screenshot(page, `ask-${name}-1-empty`);
  await chat.say(answerable.question);
  const answer = await chat.fromDesk(answerable.answer);
  expect(await chat.box.inputValue()).toBe('');
  await screenshot(page, `ask-${name}-2-answer`);

  await answer.getByText('Lees wat er letterlijk staat').first().click();
  expect(await answer.locator('blockquote').first().textContent()).toContain(answerable.answer);
  const link = answer.locator('.sources').getByRole('link').first();
  expect(await link.textContent()).toBe('[1] Huisregels dorpshuis De Wiekslag — Zaal huren (maart 2025)');

  await link.click();
  const passage = page.locator('.passage:target');
  expect(await passage.textContent()).toContain(answerable.answer);
  expect(await page.evaluate('document.activeElement.id')).toMatch(/^passage-\d+$/);
  expect(await page.title()).toBe('Huisregels dorpshuis De Wiekslag – Dorpsbalie');
  await screenshot(page, `ask-${name}-3-passage`);
  await page.getByRole('link', { name: 'Terug naar het gesprek' }).first().click();

  const again = await chat.fromDesk(answerable.answer);
  await again.getByRole('button', { name: 'Geholpen', exact: true }).click();
  await again.getByText('U bent geholpen. Dank u wel.').waitFor();
  expect(await again.getByRole('button').count()).toBe(0);
  await chat.fromDesk('Fijn dat het u hielp.');
  const below = `(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight)(document.getElementById('scroll'))`;
  await expect.poll(() => page.evaluate(below)).toBeLessThan(12);
  await screenshot(page, `ask-${name}-4-rated`);

  expect(await chat.saidAfterReload()).toEqual([answerable.question]);
  expect(await (await chat.fromDesk(answerable.answer)).textContent()).toContain('U bent geholpen. Dank u wel.');
});

test('an answer that did not help goes to an advisor, and the number shows', async () => {
  const chat = await newChat(phone);
  await chat.say(answerable.question);
  const answer = await chat.fromDesk(answerable.answer);
  await answer.getByRole('button', { name: 'Niet geholpen' }).click();
  const notice = await chat.fromDesk('staat klaar voor een adviseur');
  expect(await notice.locator('.ticket').textContent()).toMatch(/^Vraag \d+ staat klaar voor een adviseur$/);
  await screenshot(chat.page, 'ask-phone-5-ticket');
});

test('an example is asked by pressing it, and then makes room', async () => {
  const chat = await newChat(phone);
  const example = chat.page.locator('#examples button').first();
  const question = (await example.textContent()) ?? '';
  await example.click();
  await chat.fromMember(question);
  expect(await chat.page.locator('#examples').count()).toBe(0);
  expect(await chat.saidAfterReload()).toEqual([question]);
});

test('what looks like markup is shown as it was typed', async () => {
  const chat = await newChat(desktop);
  const text = '<img src=x onerror="document.title=1"> <b>vet</b> & "zo" [1]';
  await chat.say(text);
  const message = await chat.fromMember('onerror');
  expect(await message.locator('.text').textContent()).toBe(text);
  expect(await message.locator('img, b').count()).toBe(0);
  expect(await chat.saidAfterReload()).toEqual([text]);
  expect(await chat.page.title()).toBe('Dorpsbalie');
});

test('a message that is too long stays in the box, with a counter and a reason', async () => {
  const chat = await newChat(phone);
  await chat.box.fill('a'.repeat(3_700));
  expect(await chat.page.locator('#counter').textContent()).toBe('Tekens over: 300');
  await chat.say('a'.repeat(4_001));
  expect(await chat.page.locator('#counter').textContent()).toBe('Tekens te veel: 1');
  expect(await chat.page.getByRole('alert').textContent()).toContain('Uw bericht is te lang.');
  expect((await chat.box.inputValue()).length).toBe(4_001);
  expect(await chat.box.getAttribute('aria-invalid')).toBe('true');
  await chat.box.fill('Kort genoeg');
  expect(await chat.page.getByRole('alert').textContent()).toBe('');
  await chat.send.click();
  await chat.fromMember('Kort genoeg');
});

test('an unsent draft survives a reload, and nothing else is kept in the browser', async () => {
  const chat = await newChat(desktop);
  await chat.box.fill('Half geschreven');
  await chat.page.reload();
  await expect.poll(() => chat.box.inputValue()).toBe('Half geschreven');
  await chat.send.click();
  await chat.fromMember('Half geschreven');
  await expect.poll(() => chat.page.evaluate('sessionStorage.length + localStorage.length')).toBe(0);
});

test('a new conversation is empty, after a question whether that is meant', async () => {
  const chat = await newChat(desktop);
  await chat.say('Hallo');
  await chat.fromMember('Hallo');
  const button = chat.page.getByRole('button', { name: 'Nieuw gesprek' });
  chat.page.once('dialog', (dialog) => void dialog.dismiss());
  await button.click();
  expect(await chat.log.locator('.member').count()).toBe(1);
  chat.page.once('dialog', (dialog) => void dialog.accept());
  await button.click();
  await chat.fromDesk('U praat met een computer');
  expect(await chat.log.locator('.member').count()).toBe(0);
});

test('without JavaScript the page still works: asking, reading the answer, the passage, rating', async () => {
  const page = await (await browser.newContext({ ...phone, javaScriptEnabled: false })).newPage();
  await page.goto(desk.url);
  await page.locator('noscript .notice').waitFor();
  await page.locator('#text').fill(answerable.question);
  await page.getByRole('button', { name: 'Versturen' }).click();
  await expect
    .poll(
      async () => {
        await page.locator('noscript .notice a').click();
        return page.locator('.message.desk').last().textContent();
      },
      { timeout: 20_000 },
    )
    .toContain(answerable.answer);
  await screenshot(page, 'ask-phone-6-without-script');
  await page.locator('.sources a').first().click();
  expect(await page.locator('.passage:target').textContent()).toContain(answerable.answer);
  await page.getByRole('link', { name: 'Terug naar het gesprek' }).first().click();
  await page.getByRole('button', { name: 'Geholpen', exact: true }).click();
  await page.getByText('U bent geholpen.').waitFor();
});

test('a passage that was replaced since is told about, and so is a document that is gone', async () => {
  const chat = await newChat(phone);
  const { page } = chat;
  await page.getByRole('link', { name: 'Documenten' }).click();
  await page.getByRole('link', { name: 'Huisregels dorpshuis De Wiekslag' }).click();
  const gone = page.getByText('De passage die u zoekt, staat hier niet meer.');
  expect(await gone.isVisible()).toBe(false);
  await page.goto(`${page.url()}#passage-999999`);
  await gone.waitFor();
  await page.goto(`${desk.url}/documenten/bestaat-niet#passage-1`);
  await page.getByRole('heading', { name: 'Dit document is er niet meer' }).waitFor();
  await page.getByRole('link', { name: 'Terug naar het gesprek' }).click();
  await chat.fromDesk('U praat met een computer');
  errors = [];
});
