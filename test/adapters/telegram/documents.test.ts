import { expect, test } from 'vitest';
import { makeDocument } from '../../support/documents/make-document.ts';
import { paper } from '../../support/sent-document.ts';
import { openTelegramDesk, type TelegramDesk } from '../../support/telegram/telegram-desk.ts';
import { until } from '../../support/until.ts';
import { notice } from '../../support/village-notice.ts';

const lid = 100;
const carla = 300;

const sendsPdf = async ({ telegram }: TelegramDesk, chatId: number, caption?: string) => {
  const file_id = telegram.addFile(await makeDocument('pdf', paper.content));
  const document = { file_id, file_name: 'jeugdhonk.pdf' };
  return telegram.sends(chatId, { document, ...(caption !== undefined && { caption }) });
};

test('a board member sends a document, the desk restarts, they press, and a member is answered from it', async () => {
  const desk = await openTelegramDesk();
  desk.telegram.says(carla, `/koppel ${await desk.code('board')}`);
  await desk.hears(carla, /aangemeld als bestuurslid/);
  await sendsPdf(desk, carla);
  const preview = await desk.hears(carla, /Ik heb “jeugdhonk\.pdf” gelezen/);
  expect(preview.reply_markup?.inline_keyboard.map(([button]) => button?.text)).toEqual([
    'In het archief zetten',
    'Weggooien',
  ]);
  const before = structuredClone(preview);
  await desk.house.close();

  const again = await openTelegramDesk({ telegram: desk.telegram, config: desk.config });
  const { index } = again.house;
  const documents = index.documentCount;
  again.telegram.presses(carla, preview, 'In het archief zetten');
  const done = await again.hears(carla, /staat in het archief/);
  again.telegram.presses(carla, before, 'Weggooien');
  await until('the second press', () => again.telegram.answered[1]);
  expect(again.telegram.answered[1]?.text).toBe('Dat hebt u al gekozen.');
  await until('the index', () => index.documentCount > documents || undefined);
  again.telegram.says(lid, paper.question);
  await again.hears(lid, paper.fact);

  const menu = await until('the menu of the board', () =>
    again.telegram.commands.get(JSON.stringify({ type: 'chat', chat_id: carla })),
  );
  const names = (menu as { command: string }[]).map(({ command }) => command);
  expect(names).toEqual(expect.arrayContaining(['document', 'cijfers', 'adviseur']));
  again.telegram.says(carla, '/cijfers');
  await again.hears(carla, /Vragen: 1 \(1\)/);

  again.telegram.presses(carla, done, 'Haal weer weg');
  await again.hears(carla, /is weer uit het archief/);
  await until('the index', () => index.documentCount === documents || undefined);
});

test('a member who sends one is refused kindly, with and without a command', async () => {
  const desk = await openTelegramDesk();
  await sendsPdf(desk, lid, '/document');
  await desk.hears(lid, /Alleen het bestuur kan een document in het archief zetten/);
  await sendsPdf(desk, lid);
  await desk.hears(lid, /Wat is uw vraag erbij/);
  desk.telegram.says(lid, '/opnemen 1');
  await desk.hears(lid, /Dit kunnen alleen bestuursleden/);
  desk.telegram.says(lid, notice.rent.question);
  await desk.hears(lid, notice.rent.fact);
  expect(await desk.house.database.stores.documentDrafts.listDrafts('waiting', 9)).toEqual([]);
});
