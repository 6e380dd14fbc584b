import { describe, expect, test } from 'vitest';
import { png } from '../../support/files.ts';
import { ApiRefusal } from '../../support/telegram/api-server.ts';
import type { FakeMessage, StrictTelegram } from '../../support/telegram/strict-telegram.ts';
import { openTelegramDesk, type TelegramDesk } from '../../support/telegram/telegram-desk.ts';
import { until } from '../../support/until.ts';

const [lid, anna, bert, piet, vreemde] = [100, 200, 300, 400, 500];
const group = -1_001_234_567;
const aboutStatutes = 'Ik wil graag een adviseur spreken over de statuten.';

const labels = (message: FakeMessage) => (message.reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text);

/** What people do in the group: in a topic, or in reply to what the bot wrote. */
interface Scene {
  desk: TelegramDesk;
  forum: boolean;
  /** The card of the first ticket. */
  card: FakeMessage;
  says(who: number, text: string, more?: Record<string, unknown>): FakeMessage;
  photo(who: number, caption: string): FakeMessage;
  titles(): string[];
}

/** A group of advisors, and a member whose question waits. */
async function scene(
  forum: boolean,
  groupId = group,
  disturb: StrictTelegram['disturb'] = () => undefined,
): Promise<Scene> {
  const desk = await openTelegramDesk({ unlimited: true });
  const { telegram } = desk;
  Object.assign(telegram.chat(groupId), { isForum: forum, mayManage: forum });
  telegram.says(piet, `/koppel ${await desk.code('board')}`);
  await desk.hears(piet, /bestuurslid/);
  for (const [who, name] of [
    [anna, 'Anna'],
    [bert, 'Bert'],
  ] as const) {
    telegram.says(who, `/koppel ${await desk.code()}`);
    await desk.hears(who, /U bent nu adviseur/);
    telegram.says(who, `/naam ${name}`);
    await desk.hears(who, /wij noemen u/);
  }
  telegram.says(piet, '/adviesgroep', {}, groupId);
  await desk.hears(groupId, /^Dit is nu een adviesgroep/);
  telegram.disturb = disturb;
  telegram.says(lid, aboutStatutes);
  const card = await desk.hears(groupId, /Alleen \/antwoord met uw tekst erachter gaat naar het lid\.$/, 2);
  await desk.quiet();
  const thread = card.message_thread_id;
  const place =
    thread === undefined ? { reply_to_message: card } : { message_thread_id: thread, is_topic_message: true };
  return {
    ...{ desk, forum, card },
    says: (who, text, more = {}) => telegram.says(who, text, { ...place, ...more }, groupId),
    photo: (who, caption) => {
      const photo = [{ file_id: telegram.addFile(png), file_size: png.length }];
      const caption_entities = [{ type: 'bot_command', offset: 0, length: '/antwoord'.length }];
      return telegram.sends(who, { photo, caption, caption_entities, ...place }, groupId);
    },
    titles: () =>
      telegram.calls.flatMap(({ method, payload }) =>
        /ForumTopic$/.test(method) && payload['name'] ? [String(payload['name'])] : [],
      ),
  };
}

describe.each([{ forum: true }, { forum: false }])('a ticket in a group of advisors (forum: $forum)', ({ forum }) => {
  test('is claimed, answered with a photo, edited, handed over and resolved there, and nothing else reaches the member', async () => {
    const { desk, card, says, photo } = await scene(forum);
    const { telegram } = desk;
    telegram.presses(vreemde, card, 'Vraag 1 oppakken');
    await desk.hears(group, /^(?:#1\n)?Ik weet nog niet dat u adviseur bent/);
    telegram.presses(anna, card, 'Vraag 1 oppakken');
    await desk.hears(group, /Anna heeft vraag 1\./);
    await desk.hears(lid, /Anna heeft uw vraag 1 opgepakt/);
    await until('the button to go', () => labels(card).length === 0 || undefined);

    telegram.says(lid, 'Wij zijn met 12');
    const asked = await desk.hears(group, /Wij zijn met 12/);
    expect(asked.message_thread_id).toBe(card.message_thread_id);
    if (!forum) expect(asked.reply_to_message?.message_id).toBe(card.message_id);
    says(anna, 'Weet iemand dit?');
    says(bert, 'Volgens mij 15', { reply_to_message: asked });
    await desk.hears(group, /Dit bleef onder adviseurs/);
    const sent = photo(anna, '/antwoord Kijk op de foto');
    const shown = await desk.hears(lid, /Kijk op de foto/);
    expect(shown).toMatchObject({ caption: 'Adviseur Anna · vraag 1\nKijk op de foto', file: { as: 'photo' } });
    await until('a sign', () => sent.reaction);
    sent.caption = '/antwoord Kijk goed';
    telegram.push({ edited_message: { ...sent, edit_date: 1 } });
    await until('the edit', () => shown.caption?.endsWith('Kijk goed') || undefined);

    says(anna, 'Dat kost 500 euro', { reply_to_message: asked });
    const offer = await desk.hears(group, /Dit bleef onder adviseurs/, sent.message_id);
    telegram.presses(bert, offer, 'Stuur dit naar het lid');
    telegram.presses(anna, offer, 'Stuur dit naar het lid');
    expect((await desk.hears(lid, /500 euro/)).reply_to_message?.text).toBe('Wij zijn met 12');
    says(anna, '/overdragen Bert');
    await desk.hears(lid, /Bert heeft uw vraag 1 opgepakt/);
    says(bert, '/antwoord Tot ziens');
    await desk.hears(lid, /Adviseur Bert · vraag 1\nTot ziens/);
    says(bert, '/afronden');
    await desk.hears(lid, /denkt dat vraag 1 beantwoord is/);
    telegram.says(lid, 'geholpen');
    await desk.hears(group, /Het lid van vraag 1 is geholpen/);
    await desk.quiet();
    const atMember = telegram
      .botMessages(lid)
      .map(({ text, caption }) => text ?? caption)
      .join('\n');
    for (const inside of ['Weet iemand dit', 'Volgens mij 15']) expect(atMember).not.toContain(inside);
    // A press that Bert may not do sent nothing: 500 euro came once.
    expect(atMember.match(/500 euro/g)).toHaveLength(1);
  });

  test('/antwoord in an album takes all its files along', async () => {
    const { desk, card } = await scene(forum);
    const { telegram } = desk;
    telegram.presses(anna, card, 'Vraag 1 oppakken');
    await desk.hears(group, /Anna heeft vraag 1\./);
    const place =
      card.message_thread_id === undefined ? {} : { message_thread_id: card.message_thread_id, is_topic_message: true };
    const one = (more: object) => ({
      photo: [{ file_id: telegram.addFile(png) }],
      media_group_id: 'a1',
      ...place,
      ...more,
    });
    const caption_entities = [{ type: 'bot_command', offset: 0, length: '/antwoord'.length }];
    const reply = forum ? {} : { reply_to_message: card };
    telegram.sends(anna, one({ caption: '/antwoord Twee foto’s', caption_entities, ...reply }), group);
    telegram.sends(anna, one({}), group);
    await desk.hears(lid, /Twee foto’s/);
    await desk.quiet();
    expect(telegram.botMessages(lid).filter(({ media_group_id }) => media_group_id !== undefined)).toHaveLength(2);
  });
});

test('in a forum each ticket has a topic, named by its state, closed at the end and opened again', async () => {
  const { desk, card, says, titles } = await scene(true);
  const { telegram } = desk;
  const thread = card.message_thread_id ?? 0;
  const topic = telegram.chat(group).topics.get(thread);
  expect(topic).toEqual({ name: `#1 · open · ${aboutStatutes}`, closed: false });
  telegram.presses(anna, card, 'Vraag 1 oppakken');
  await desk.hears(group, /Anna heeft vraag 1\./);
  await desk.quiet();
  says(anna, '/antwoord Wat is het doel?');
  await desk.hears(lid, /Wat is het doel/);
  await desk.quiet();
  telegram.says(lid, '/intrekken 1');
  await desk.hears(group, /Het lid heeft vraag 1 ingetrokken/);
  await desk.quiet();
  expect(topic).toEqual({ name: `#1 · ingetrokken · ${aboutStatutes}`, closed: true });
  expect(titles().map((title) => title.split(' · ')[1])).toEqual([
    ...['open', 'opgepakt door Anna', 'Anna wacht op lid', 'ingetrokken'],
  ]);
  telegram.says(lid, '/heropen 1');
  await desk.hears(group, /Het lid wil verder met vraag 1/);
  await desk.quiet();
  expect(topic).toMatchObject({ closed: false });
});

test('a topic that was taken away is made anew, and one that was closed by hand is opened', async () => {
  const { desk, card } = await scene(true);
  const { telegram } = desk;
  const { topics } = telegram.chat(group);
  telegram.presses(anna, card, 'Vraag 1 oppakken');
  await desk.hears(group, /Anna heeft vraag 1\./);
  const topic = topics.get(card.message_thread_id ?? 0);
  if (topic) topic.closed = true;
  telegram.says(lid, 'Bent u daar?');
  await desk.hears(group, /Bent u daar/);
  expect(topic?.closed).toBe(false);
  topics.delete(card.message_thread_id ?? 0);
  telegram.says(lid, 'Hallo?');
  const again = await desk.hears(group, /Hallo\?/);
  const said = await desk.hears(group, /^De plek van vraag 1 was weg/);
  expect(again.message_thread_id).not.toBe(card.message_thread_id);
  expect(said.message_thread_id).toBe(again.message_thread_id);
  const place = { message_thread_id: again.message_thread_id, is_topic_message: true };
  telegram.says(anna, '/antwoord Ja hoor', place, group);
  await desk.hears(lid, /Ja hoor/);
});

test('a lost answer to the making of a topic leaves an empty one behind, and nothing else is lost', async () => {
  const failing: Record<string, (ApiRefusal | 'hang up before' | 'hang up after')[]> = {
    createForumTopic: [new ApiRefusal(502, 'Bad Gateway'), 'hang up after'],
    editForumTopic: ['hang up after', new ApiRefusal(429, 'Too Many Requests: retry after 1', { retry_after: 1 })],
    closeForumTopic: ['hang up before'],
  };
  const { desk, card, says } = await scene(true, group, (method) => failing[method]?.shift());
  const { telegram } = desk;
  const { topics } = telegram.chat(group);
  expect(topics.size).toBe(2);
  telegram.presses(anna, card, 'Vraag 1 oppakken');
  await desk.hears(group, /Anna heeft vraag 1\./);
  says(anna, '/antwoord Dag');
  await desk.hears(lid, /Dag$/);
  telegram.says(lid, '/intrekken 1');
  await desk.hears(group, /Het lid heeft vraag 1 ingetrokken/);
  await desk.quiet();
  const [empty, used] = [...topics.keys()];
  expect(card.message_thread_id).toBe(used);
  expect(topics.get(used ?? 0)).toEqual({ name: `#1 · ingetrokken · ${aboutStatutes}`, closed: true });
  expect(telegram.botMessages(group).some(({ message_thread_id }) => message_thread_id === empty)).toBe(false);
});

test('without the right to make topics the desk says so, once, and works in the group itself', async () => {
  const desk = await openTelegramDesk();
  Object.assign(desk.telegram.chat(group), { isForum: true, mayManage: false });
  desk.telegram.says(piet, `/koppel ${await desk.code('board')}`);
  await desk.hears(piet, /bestuurslid/);
  desk.telegram.says(piet, '/adviesgroep', {}, group);
  await desk.hears(group, /^Dit is nu een adviesgroep/);
  for (const who of [lid, vreemde]) desk.telegram.says(who, aboutStatutes);
  await desk.hears(group, /^#2 · open/);
  await desk.hears(group, /^Ik mag in deze groep geen onderwerp of thread openen/);
  await desk.quiet();
  const said = desk.telegram.botMessages(group).filter(({ text }) => /^Ik mag in deze groep/.test(text ?? ''));
  expect(said).toHaveLength(1);
});

test('a group is one of advisors where the command was typed: also in one topic of a forum', async () => {
  const desk = await openTelegramDesk({ unlimited: true });
  const { telegram } = desk;
  Object.assign(telegram.chat(group), { isForum: true, mayManage: false });
  telegram.chat(group).topics.set(9, { name: 'Vragen', closed: false });
  const inTopic = { message_thread_id: 9, is_topic_message: true };
  telegram.says(anna, `/koppel ${await desk.code('board')}`);
  await desk.hears(anna, /bestuurslid/);
  telegram.says(anna, '/adviesgroep', inTopic, group);
  await desk.hears(group, /^Dit is nu een adviesgroep/);
  telegram.says(lid, aboutStatutes);
  const card = await desk.hears(group, /^#1 · open/);
  expect(card.message_thread_id).toBe(9);
  telegram.presses(anna, card, 'Vraag 1 oppakken');
  await desk.hears(group, /heeft vraag 1\./);
  telegram.says(anna, '/antwoord Dag', { ...inTopic, reply_to_message: card }, group);
  await desk.hears(lid, /Dag$/);
  expect(telegram.chat(group).topics.get(9)).toEqual({ name: 'Vragen', closed: false });
});

test('a plain group that becomes a supergroup keeps its tickets', async () => {
  const small = -77;
  const { desk, card } = await scene(false, small);
  const { telegram } = desk;
  expect(card.text?.split('\n')[0]).toBe(`#1 · open · ${aboutStatutes}`);
  telegram.presses(anna, card, 'Vraag 1 oppakken');
  await desk.hears(small, /Anna heeft vraag 1\./);
  await until('the title', () => card.text?.startsWith('#1 · opgepakt door Anna · ') || undefined);
  await desk.quiet();
  telegram.chat(small).movedTo = group;
  telegram.chat(group);
  telegram.sends(anna, { migrate_to_chat_id: group }, small);
  telegram.says(anna, '/wachtrij', {}, group);
  await desk.hears(group, /wacht|vragen/i);
  expect(
    (await desk.house.database.stores.conversations.findConversationByKey('telegram', String(group)))?.audience,
  ).toBe('advisors');
  telegram.says(lid, 'Bent u daar?');
  const asked = await desk.hears(group, /Bent u daar/);
  telegram.says(anna, '/antwoord Jazeker', { reply_to_message: asked }, group);
  await desk.hears(lid, /Jazeker/);
});

test('who is thrown out of the group with a ticket under way goes on in private', async () => {
  const { desk, card } = await scene(false);
  const { telegram } = desk;
  telegram.presses(anna, card, 'Vraag 1 oppakken');
  await desk.hears(group, /Anna heeft vraag 1\./);
  await desk.quiet();
  telegram.chat(group).blocked = true;
  telegram.says(lid, 'Bent u daar?');
  await desk.hears(anna, /Bent u daar/);
  await desk.hears(anna, /Ik kan in de adviesgroep niets meer schrijven/);
});
