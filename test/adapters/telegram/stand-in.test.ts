import type { Chat, User } from 'grammy/types';
import { expect, onTestFinished, test } from 'vitest';
import { TelegramChannel } from '../../../adapters/telegram/channel.ts';
import type { House } from '../../../src/house.ts';
import { systemClock } from '../../../src/kernel/clock.ts';
import { silentLogger } from '../../../src/kernel/logger.ts';
import { invite } from '../../../src/people/invitation.ts';
import { newSqlitePlace } from '../../support/databases.ts';
import { noticeHouse } from '../../support/stepped-desk.ts';
import { StandIn } from '../../support/telegram/stand-in.ts';
import { until } from '../../support/until.ts';
import { notice, unanswerable } from '../../support/village-notice.ts';

const person = (id: number, first_name: string): [User, Chat.PrivateChat] => [
  { id, is_bot: false, first_name },
  { id, type: 'private', first_name },
];

/** A desk that is open in the stand-in. */
async function open(standIn: StandIn): Promise<House> {
  const house = await noticeHouse((await newSqlitePlace()).config);
  const channel = new TelegramChannel({
    token: standIn.token,
    apiRoot: standIn.url,
    receiving: { kind: 'polling' },
    logger: silentLogger,
    sendRate: null,
    staff: async () => [],
    advisorGroups: async () => [],
  });
  onTestFinished(() => channel.stop());
  await house.open({ channels: [channel] });
  return house;
}

test('question, answer, source, rating and ticket, as the stand-in from npm understands Telegram', async () => {
  const standIn = await StandIn.start();
  await open(standIn);
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

test.each([true, false])('a ticket from card to end in a group of advisors (forum: %s)', async (forum) => {
  const standIn = await StandIn.start();
  const { database } = await open(standIn);
  const [[lid, lidChat], [anna, annaChat], [bert, bertChat]] = [person(100, 'Lid'), person(200, 'A'), person(300, 'B')];
  const group = standIn.group(-1_001_234_567, forum);
  const hears = (chat: Chat, pattern: RegExp) =>
    until(String(pattern), () => standIn.server.getBotMessages(chat.id).find(({ text }) => pattern.test(text ?? '')));
  for (const [user, chat, role, name] of [
    [anna, annaChat, 'board', 'Anna'],
    [bert, bertChat, 'advisor', 'Bert'],
  ] as const) {
    standIn.says(user, chat, `/koppel ${await invite(database.stores.people, { role }, systemClock.now())}`);
    await hears(chat, /^(?:.*\n\n)?Welkom/);
    standIn.says(user, chat, `/naam ${name}`);
    await hears(chat, /wij noemen u/);
  }
  standIn.says(anna, group, '/adviesgroep');
  await hears(group, /Dit is nu een adviesgroep/);
  standIn.says(lid, lidChat, 'Ik wil graag een adviseur spreken over de statuten.');
  const card = await hears(group, /gaat naar het lid\.$/);
  const topics = () => standIn.server.chatState.getForumTopics(group.id).filter(({ name }) => name !== 'General');
  expect(topics().map(({ name }) => name)).toEqual(forum ? [expect.stringMatching(/^#1 · open · Ik wil/)] : []);
  const { message_thread_id } = card;
  const here = forum && message_thread_id !== undefined ? { message_thread_id } : { reply_to_message: card as never };
  standIn.presses(anna, group, card, 'Vraag 1 oppakken');
  await hears(group, /Anna heeft vraag 1\./);
  standIn.says(anna, group, 'Weet jij dit, Bert?', here);
  const sent = standIn.says(anna, group, '/antwoord Wat is het doel?', here);
  const shown = await hears(lidChat, /Wat is het doel\?/);
  standIn.edits(sent, '/antwoord Wat is uw doel?');
  await until(
    'the edit',
    () => standIn.server.getMessage(lidChat.id, shown.message_id)?.text?.includes('uw doel') || undefined,
  );
  standIn.says(anna, group, '/overdragen Bert', here);
  await hears(lidChat, /Bert heeft uw vraag 1 opgepakt/);
  standIn.says(bert, group, '/afronden', here);
  await hears(lidChat, /denkt dat vraag 1 beantwoord is/);
  standIn.says(lid, lidChat, 'geholpen');
  await hears(group, /Het lid van vraag 1 is geholpen/);
  if (forum) await until('the last title', () => topics()[0]?.name.startsWith('#1 · gesloten') || undefined);
  const read = standIn.server
    .getBotMessages(lidChat.id)
    .map(({ text }) => text)
    .join();
  expect(read).not.toContain('Weet jij dit');
});
