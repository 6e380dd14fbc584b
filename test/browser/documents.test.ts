import { expect, test } from 'vitest';
import { makeDocument } from '../support/documents/make-document.ts';
import { paper } from '../support/sent-document.ts';
import { until } from '../support/until.ts';
import { accessibilityProblems, desktop, phone, screenshot } from './chromium.ts';
import { WebHouse } from './web-house.ts';

const web = WebHouse.forThisFile({
  elsewhere: (question) => [{ platform: 'Dorpsplein', url: `https://plein.example/${question?.length ?? ''}` }],
});

test('a board member sends a document on a telephone, and somebody else is answered from it', async () => {
  const carla = await web.newPage(phone);
  await carla.say(`/koppel ${await web.code('board')}`);
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
  await until('the index', () => web.house.index.documentCount === 1 || undefined);

  const member = await web.newPage(desktop);
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
