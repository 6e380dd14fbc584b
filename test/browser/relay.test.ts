import { readFile } from 'node:fs/promises';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import type { ChatPage } from './chat-page.ts';
import { accessibilityProblems, desktop, phone, screenshot } from './chromium.ts';
import { WebHouse } from './web-house.ts';

const web = WebHouse.forThisFile();
let photo: { name: string; mimeType: string; buffer: Buffer };
beforeAll(async () => {
  const buffer = await readFile(new URL('../../adapters/web/page.png', import.meta.url));
  photo = { name: 'voorgevel.png', mimeType: 'image/png', buffer };
});

/** A member whose question an advisor, Anna, has just taken with the button under the offer. */
async function inTouch(forMember: BrowserContextOptions, forAnna: BrowserContextOptions) {
  const member = await web.newPage(forMember);
  const anna = await web.newPage(forAnna);
  const code = await web.code('advisor');
  await anna.say(`/koppel ${code}`);
  await anna.fromDesk('Welkom');
  await anna.say('/naam Anna');
  await anna.fromDesk('wij noemen u Anna');
  await member.say('Ik wil graag een adviseur spreken over de statuten.');
  const offer = await anna.fromDesk('Er wacht een vraag');
  await screenshot(anna.page, 'relay-1-anna-offer');
  await offer.getByRole('button', { name: 'oppakken' }).click();
  await anna.page.getByText(/^Wat u typt, gaat naar het lid van vraag \d+\.$/).waitFor();
  await member.page.getByText(/^U praat met Anna over vraag \d+\.$/).waitFor();
  return { member, anna };
}

const relayedIn = (chat: ChatPage, words: string): Locator =>
  chat.log.locator('.message.relayed', { hasText: words }).last();

/** Sends through the field of a conversation with a human, whose name is another. */
async function write(chat: ChatPage, text: string): Promise<Locator> {
  const box = chat.page.getByRole('textbox', { name: 'Uw bericht', exact: true });
  await box.fill(text);
  await chat.send.click();
  // By its id: its words may change.
  const id = await (await chat.fromMember(text)).getAttribute('id');
  return chat.page.locator(`#${id}`);
}

const folded = (message: Locator, words: string): Locator => message.locator('summary', { hasText: words });

async function looksRight(page: Page, name: string): Promise<void> {
  await screenshot(page, name);
  expect(await accessibilityProblems(page)).toEqual([]);
}

test('a member and an advisor exchange a photo, an edit and a removal, and see that it arrived', async () => {
  const { member, anna } = await inTouch(phone, desktop);
  await looksRight(anna.page, 'relay-2-anna-card');
  await looksRight(member.page, 'relay-2-member-taken');

  await member.page.setInputFiles('#file', [
    photo,
    { ...photo, name: 'een heel lange naam van een tekening van de achtergevel van het dorpshuis.png' },
  ]);
  await looksRight(member.page, 'relay-3-member-chosen');
  await member.page.getByRole('button', { name: /^Haal een heel lange/ }).click();
  const own = await write(member, 'Dit is de voorgevel');
  const picture = relayedIn(anna, 'Dit is de voorgevel').getByRole('img', { name: 'voorgevel.png' });
  await expect
    .poll(() => picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth))
    .toBeGreaterThan(0);
  await own.getByText('Aangekomen bij Anna').waitFor();
  expect(await member.page.locator('#chosen li').count()).toBe(0);
  await looksRight(member.page, 'relay-4-member-photo');
  await looksRight(anna.page, 'relay-4-anna-photo');

  await folded(own, 'Aanpassen').click();
  await looksRight(member.page, 'relay-5-member-editing');
  const field = own.getByRole('textbox', { name: 'Uw bericht aanpassen' });
  await field.fill('Dit is de achtergevel');
  await field.press('Enter');
  await relayedIn(anna, 'Dit is de achtergevel').getByText('aangepast').waitFor();
  await own.getByText('aangepast', { exact: true }).waitFor();
  expect(await own.locator('.text').textContent()).toBe('Dit is de achtergevel');
  expect(await own.getByRole('textbox').count()).toBe(0);

  const answer = await write(anna, 'Mooi pand, maar dit moest ik niet zeggen.');
  await relayedIn(member, 'Mooi pand').waitFor();
  await answer.getByText('Aangekomen bij het lid').waitFor();
  await folded(answer, 'Weghalen').click();
  await looksRight(anna.page, 'relay-6-anna-taking-back');
  await answer.getByRole('button', { name: 'Ja, haal weg' }).click();
  await relayedIn(member, 'Bericht ingetrokken').waitFor();
  await anna.log.locator('.message.member', { hasText: 'Bericht ingetrokken' }).waitFor();
  expect(await member.log.getByText('Mooi pand').count()).toBe(0);
  await looksRight(member.page, 'relay-7-member-taken-back');

  await anna.log.getByRole('button', { name: 'Afronden' }).last().click();
  await member.fromDesk('Klopt dat?');
  await expect.poll(() => anna.page.locator('#addressee').textContent()).toBe('');
  await expect.poll(() => member.page.locator('#addressee').textContent()).toBe('');
  await looksRight(anna.page, 'relay-8-anna-resolved');
});

test('a page that was away shows what was edited and taken back meanwhile', async () => {
  const { member, anna } = await inTouch(desktop, desktop);
  const [first, second] = [await write(member, 'Wij zijn met 12'), await write(member, 'Mijn nummer is 06')];
  await relayedIn(anna, 'Mijn nummer').waitFor();
  await anna.page.context().setOffline(true);
  await anna.page.getByText('Er is geen verbinding met de balie.').waitFor();
  await folded(first, 'Aanpassen').click();
  await first.getByRole('textbox').fill('Wij zijn met 21');
  await first.getByRole('button', { name: 'Opslaan' }).click();
  await first.getByText('aangepast', { exact: true }).waitFor();
  await folded(second, 'Weghalen').click();
  await second.getByRole('button', { name: 'Ja, haal weg' }).click();
  await member.fromMember('Bericht ingetrokken');
  await anna.page.context().setOffline(false);
  await relayedIn(anna, 'Wij zijn met 21').waitFor();
  await relayedIn(anna, 'Bericht ingetrokken').waitFor();
  expect(await anna.log.getByText('Mijn nummer').count()).toBe(0);
});

test('editing can be left with the keyboard, and nothing is sent', async () => {
  const { member } = await inTouch(desktop, desktop);
  const own = await write(member, 'Zo is het goed');
  const summary = folded(own, 'Aanpassen');
  await summary.focus();
  await member.page.keyboard.press('Enter');
  await member.page.keyboard.type('Toch niet');
  await member.page.keyboard.press('Escape');
  await expect.poll(() => summary.and(member.page.locator(':focus')).count()).toBe(1);
  expect(await own.locator('.text').textContent()).toBe('Zo is het goed');
  await summary.press('Enter');
  expect(await own.getByRole('textbox').inputValue()).toBe('Zo is het goed');
});

test('a picture is pasted, and one that is too large is refused before it is sent', async () => {
  const chat = await web.newPage(desktop);
  await chat.page.evaluate(`(() => {
    const data = new DataTransfer();
    data.items.add(new File(['x'], 'geplakt.png', { type: 'image/png' }));
    document.getElementById('text').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, cancelable: true }));
  })()`);
  await chat.page.locator('#chosen').getByText('geplakt.png').waitFor();
  await chat.page.evaluate(`(() => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(21e6)], 'film.mp4'));
    const drop = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
    document.getElementById('log').dispatchEvent(drop);
  })()`);
  await chat.page.getByRole('alert').getByText('film.mp4 is te groot.').waitFor();
  expect(await chat.page.locator('#chosen li').count()).toBe(1);
});

test.each([
  ['narrow', { ...phone, viewport: { width: 320, height: 568 } }],
  ['dark', { ...phone, colorScheme: 'dark' as const }],
  ['desktop', desktop],
])('files, receipts and buttons can be read and fit: %s', async (name, options) => {
  const { member, anna } = await inTouch(options, { ...options, viewport: { width: 1000, height: 900 } });
  await member.page.setInputFiles('#file', [
    photo,
    { name: 'begroting 2026.txt', mimeType: 'text/plain', buffer: Buffer.from('100 euro') },
  ]);
  await screenshot(member.page, `relay-${name}-chosen`);
  await member.expectNoSidewaysScroll();
  const own = await write(member, 'Dit zijn de voorgevel en de begroting');
  await own.getByText('Aangekomen bij Anna').waitFor();
  const answer = await write(anna, 'Dank u. Ik kijk er morgen naar, en dan bel ik u.');
  await relayedIn(member, 'Dank u.').waitFor();
  await member.expectNoSidewaysScroll();
  await looksRight(member.page, `relay-${name}-member`);
  await folded(answer, 'Aanpassen').click();
  await looksRight(anna.page, `relay-${name}-anna`);
  const link = member.log.getByRole('link', { name: /begroting/ });
  expect(await link.getAttribute('download')).toBe('begroting 2026.txt');
});
