import type { Chat, User } from 'grammy/types';
import { expect, onTestFinished, test } from 'vitest';
import { TelegramChannel } from '../../../adapters/telegram/channel.ts';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { newSqlitePlace } from '../../support/databases.ts';
import { noticeHouse } from '../../support/stepped-desk.ts';
import { StandIn } from '../../support/telegram/stand-in.ts';
import { until } from '../../support/until.ts';
import { notice, unanswerable } from '../../support/village-notice.ts';

const person = (id: number, first_name: string): [User, Chat.PrivateChat] => [
  { id, is_bot: false, first_name },
  { id, type: 'private', first_name },
];

test('question, answer, source, rating and ticket, as the stand-in from npm understands Telegram', async () => {
  const standIn = await StandIn.start();
  const house = await noticeHouse((await newSqlitePlace()).config);
  const channel = new TelegramChannel({
    token: standIn.token,
    apiRoot: standIn.url,
    receiving: { kind: 'polling' },
    logger: silentLogger,
    staff: async () => [],
    advisorGroups: async () => [],
  });
  onTestFinished(() => channel.stop());
  await house.open({ channels: [channel] });
  const [user, chat] = person(100, 'Lid');
  const hears = (pattern: RegExp) =>
    until(String(pattern), () => standIn.server.getBotMessages(chat.id).find(({ text }) => pattern.test(text ?? '')));

  standIn.says(user, chat, '/start');
  await hears(/^Welkom bij de Dorpsbalie/);
  standIn.says(user, chat, notice.rent.question);
  const answer = await hears(notice.rent.fact);
  expect(answer.entities).toMatchObject([{ type: 'italic' }]);
  standIn.presses(user, chat, answer, 'Bron 1');
  await hears(/^Bron 1: /);
  standIn.presses(user, chat, answer, 'Geholpen');
  await hears(/Fijn dat het u hielp/);
  standIn.says(user, chat, unanswerable);
  await hears(/staat klaar voor een adviseur/);
  expect(standIn.server.getAllCallbackQueryAnswers().length).toBeGreaterThan(0);
});
