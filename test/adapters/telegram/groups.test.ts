import { describe, expect, test } from 'vitest';
import { openTelegramDesk, type TelegramDesk } from '../../support/telegram/telegram-desk.ts';
import { until } from '../../support/until.ts';
import { notice, unanswerable } from '../../support/village-notice.ts';

const lid = 100;
const anna = 200;
const group = -1_001_234_567;
const name = '@dorpsbalie_bot';

const buttons = (message: { reply_markup?: { inline_keyboard: { text: string; url?: string }[][] } }) =>
  (message.reply_markup?.inline_keyboard ?? []).flat();
const tickets = (desk: TelegramDesk) => desk.house.database.stores.tickets.listTickets(10);

describe('in a group', () => {
  test('a question by name is answered in reply, with sources and nothing of a person', async () => {
    const desk = await openTelegramDesk();
    desk.telegram.says(lid, 'Wie komt er vanavond?', {}, group);
    const question = desk.telegram.says(lid, `${name} ${notice.rent.question}`, {}, group);
    const answer = await desk.hears(group, notice.rent.fact);
    expect(answer.reply_to_message?.message_id).toBe(question.message_id);
    expect(buttons(answer).map(({ text }) => text)).toEqual(['Bron 1']);
    desk.telegram.presses(anna, answer, 'Bron 1');
    await desk.hears(group, /^Bron 1: /);
    desk.telegram.says(anna, 'En voor leden?', { reply_to_message: answer }, group);
    await until('a third', () => desk.telegram.botMessages(group)[2]);
    await desk.quiet();
    expect(desk.telegram.botMessages(group)).toHaveLength(3);
    expect(await tickets(desk)).toEqual([]);
  });

  test('what the archive does not know goes on in private; after /start the member reads what was waiting', async () => {
    const desk = await openTelegramDesk();
    desk.telegram.says(anna, `/koppel ${await desk.code()}`);
    await desk.hears(anna, /U bent nu adviseur/);
    desk.telegram.says(lid, `/vraag ${unanswerable}`, {}, group);
    const told = await desk.hears(group, /privégesprek/);
    expect(told.text).not.toMatch(/nummer|vraag 1/);
    expect(buttons(told)).toEqual([
      { text: 'Verder in een privégesprek', url: 'https://t.me/dorpsbalie_bot?start=verder' },
    ]);
    await desk.quiet();
    expect(desk.telegram.botMessages(lid)).toEqual([]);
    expect(await tickets(desk)).toMatchObject([{ question: unanswerable, state: 'open' }]);

    desk.telegram.says(lid, '/start verder');
    await desk.hears(lid, /Uw vraag heeft nummer 1|Uw vraag staat klaar/);
    desk.telegram.presses(anna, await desk.hears(anna, /Nergenswoude/), 'Vraag 1 oppakken');
    await desk.hears(lid, /opgepakt/);
    desk.telegram.says(anna, 'Dat zoek ik op.');
    await desk.hears(lid, /Dat zoek ik op\./);
    await desk.quiet();
    expect(desk.telegram.botMessages(group)).toHaveLength(1);
  });

  test('personal commands point to the private chat, and nobody’s private address moves to the group', async () => {
    const desk = await openTelegramDesk();
    desk.telegram.says(anna, `/koppel ${await desk.code()}`);
    await desk.hears(anna, /U bent nu adviseur/);
    desk.telegram.says(lid, 'Ik wil graag een adviseur spreken over de statuten.');
    await desk.hears(anna, /statuten/);
    const personal = ['/wachtrij', '/neem 1', '/koppel AAAA', '/mijnvragen', '/naam Karel', '/notitie x'];
    for (const command of personal) desk.telegram.says(anna, command, {}, group);
    await until('all answers', () => desk.telegram.botMessages(group)[personal.length - 1]);
    for (const { text } of desk.telegram.botMessages(group)) expect(text).toMatch(/niet in een groep/);
    expect(await tickets(desk)).toMatchObject([{ state: 'open' }]);
    desk.telegram.says(anna, `/help${name}`, {}, group);
    expect((await desk.hears(group, /deze opdrachten/)).text).not.toContain('/mijnvragen');

    desk.telegram.says(anna, '/neem 1');
    desk.telegram.says(anna, `${name} ${notice.rent.question}`, {}, group);
    await desk.hears(group, notice.rent.fact);
    desk.telegram.says(lid, 'Bent u daar?');
    await desk.hears(anna, /Bent u daar\?/);
    expect(
      desk.telegram
        .botMessages(group)
        .map(({ text }) => text)
        .join(),
    ).not.toContain('Bent u daar');
  });

  test('a topic of a forum is answered in that topic', async () => {
    const desk = await openTelegramDesk();
    desk.telegram.chat(group).topics.set(9, { name: 'Zaal', closed: false });
    const inTopic = { message_thread_id: 9, is_topic_message: true };
    desk.telegram.says(lid, `${name} ${notice.rent.question}`, inTopic, group);
    expect(await desk.hears(group, notice.rent.fact)).toMatchObject(inTopic);
  });

  test('a group that became a supergroup keeps its conversation; one that removed the bot gets nothing more', async () => {
    const desk = await openTelegramDesk();
    desk.telegram.says(lid, `${name} ${notice.rent.question}`, {}, -5);
    await desk.hears(-5, notice.rent.fact);
    const { conversations } = desk.house.database.stores;
    const before = await conversations.findConversationByKey('telegram', '-5');
    desk.telegram.chat(-5).movedTo = group;
    desk.telegram.sends(lid, { migrate_to_chat_id: group }, -5);
    await until('the move', () => conversations.findConversationByKey('telegram', String(group)));
    expect(await conversations.findConversationByKey('telegram', String(group))).toMatchObject({ id: before?.id });
    desk.telegram.says(lid, `${name} ${notice.meeting.question}`, {}, group);
    await desk.hears(group, notice.meeting.fact);

    desk.telegram.says(lid, `${name} ${notice.phone.question}`, {}, group);
    desk.telegram.chat(group).blocked = true;
    await desk.quiet();
    expect(
      desk.telegram
        .botMessages(group)
        .map(({ text }) => text)
        .join(),
    ).not.toMatch(notice.phone.fact);
  });
});
