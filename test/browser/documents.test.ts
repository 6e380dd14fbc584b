import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createWebChannel } from '../../adapters/web/channel.ts';
import { House } from '../../src/house.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { invite } from '../../src/people/invitation.ts';
import { makeDocument } from '../support/documents/make-document.ts';
import { paper } from '../support/sent-document.ts';
import { roomyLimits } from '../support/stepped-desk.ts';
import { until } from '../support/until.ts';
import { ChatPage } from './chat-page.ts';
import { accessibilityProblems, desktop, launchChromium, phone, screenshot, watchForErrors } from './chromium.ts';

let house: House;
let browser: Browser;
let url = '';
const errors: string[][] = [];
beforeAll(async () => {
  [house, browser] = await Promise.all([
    House.build({ database: { kind: 'sqlite-memory' }, limits: roomyLimits, logger: silentLogger }),
    launchChromium(),
  ]);
  const web = createWebChannel({
    ...{ port: 0, stores: house.database.stores, logger: silentLogger, clock: systemClock },
    health: async () => ({ ok: true }),
    elsewhere: (question) => [{ platform: 'Dorpsplein', url: `https://plein.example/${question?.length ?? ''}` }],
  });
  await house.open({ channels: [web] });
  ({ url } = await web.listen());
});
afterAll(async () => {
  await browser?.close();
  await house?.close();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  expect(errors.splice(0).flat()).toEqual([]);
});

async function newPage(options: BrowserContextOptions): Promise<ChatPage> {
  const page = await (await browser.newContext(options)).newPage();
  errors.push(watchForErrors(page));
  return new ChatPage(page).open(url);
}

test('a board member sends a document on a telephone, and somebody else is answered from it', async () => {
  const carla = await newPage(phone);
  await carla.say(`/koppel ${await invite(house.database.stores.people, { role: 'board' }, Date.now())}`);
  await carla.fromDesk('bestuurslid');
  const buffer = Buffer.from(await makeDocument('docx', paper.content));
  const mimeType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  await carla.page.locator('#file').setInputFiles({ name: 'jeugdhonk.docx', mimeType, buffer });
  await carla.send.click();
  const preview = await carla.fromDesk('Ik heb “jeugdhonk.docx” gelezen');
  expect(await preview.getByRole('button').allInnerTexts()).toEqual(['In het archief zetten', 'Weggooien']);
  await carla.expectNoSidewaysScroll();
  await screenshot(carla.page, 'documents-1-preview');
  expect(await accessibilityProblems(carla.page)).toEqual([]);
  await preview.getByRole('button', { name: 'In het archief zetten' }).click();
  await carla.fromDesk('staat in het archief');
  await until('the index', () => house.index.documentCount === 1 || undefined);

  const member = await newPage(desktop);
  await member.say(paper.question);
  const answer = await member.fromDesk('vrijdagavond van 19.30 tot 23.00');
  const link = answer.getByRole('link', { name: 'Verder in Dorpsplein' });
  expect(await link.getAttribute('href')).toBe(`https://plein.example/${paper.question.length}`);
  await screenshot(member.page, 'documents-2-answer');
  expect(await accessibilityProblems(member.page)).toEqual([]);

  await carla.say('/cijfers');
  await carla.fromDesk('Vragen: 1 (1)');
  await carla.expectNoSidewaysScroll();
  await screenshot(carla.page, 'documents-3-figures');
});
