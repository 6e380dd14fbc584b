import { describe, expect, test } from 'vitest';
import { openTelegramDesk } from '../../support/telegram/telegram-desk.ts';
import { until } from '../../support/until.ts';
import { notice } from '../../support/village-notice.ts';

const lid = 100;
const anna = 200;
const aboutStatutes = 'Ik wil graag een adviseur spreken over de statuten.';
const png = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);
const labels = (message: { reply_markup?: { inline_keyboard: { text: string }[][] } }) =>
  (message.reply_markup?.inline_keyboard ?? []).map((row) => row.map(({ text }) => text));

describe('a private chat', () => {
  test('a question is answered with its sources, buttons and a typing signal', async () => {
    const desk = await openTelegramDesk();
    desk.telegram.says(lid, notice.rent.question);
    const answer = await desk.hears(lid, notice.rent.fact);
    expect(answer.text).toMatch(/\n\nBronnen:\n\[1\] /);
    expect(labels(answer)).toEqual([['Geholpen', 'Niet geholpen'], ['Bron 1'], ['Vraag een adviseur']]);
    expect(answer.entities).toMatchObject([{ type: 'italic' }]);
    const typing = desk.telegram.calls.findIndex(({ method }) => method === 'sendChatAction');
    expect(typing).toBeGreaterThan(0);
    expect(typing).toBeLessThan(desk.telegram.calls.findIndex(({ method }) => method === 'sendMessage'));
  });

  test('what was pressed is shown, the other buttons go, and a second press changes nothing', async () => {
    const desk = await openTelegramDesk();
    desk.telegram.says(lid, notice.rent.question);
    const answer = await desk.hears(lid, notice.rent.fact);
    const before = structuredClone(answer);
    desk.telegram.presses(lid, before, 'Geholpen');
    await desk.hears(lid, /Fijn dat het u hielp/);
    await until('the tick', () => labels(answer)[0]?.[0] === '✓ Geholpen' || undefined);
    expect(labels(answer)).toEqual([['✓ Geholpen'], ['Bron 1']]);

    desk.telegram.presses(lid, before, 'Niet geholpen');
    await until('an answer to the press', () => desk.telegram.answered[1]);
    await desk.quiet();
    expect(desk.telegram.answered[1]?.text).toBe('Dat hebt u al gekozen.');
    expect(desk.telegram.botMessages(lid)).toHaveLength(2);
    expect(await desk.house.database.stores.tickets.listTickets(10)).toEqual([]);
  });

  test('a source opens its passage, in reply to the answer, and can be typed too', async () => {
    const desk = await openTelegramDesk();
    desk.telegram.says(lid, notice.rent.question);
    const answer = await desk.hears(lid, notice.rent.fact);
    desk.telegram.presses(lid, answer, 'Bron 1');
    const passage = await desk.hears(lid, /^Bron 1: /);
    expect(passage.text).toContain('De sleutel haalt u op bij de beheerder.');
    expect(passage.reply_to_message?.message_id).toBe(answer.message_id);
    desk.telegram.says(lid, '/lees 1');
    expect((await desk.hears(lid, /^Bron 1: /, passage.message_id)).text).toBe(passage.text);
    desk.telegram.says(lid, '/lees 9');
    await desk.hears(lid, /^Welke bron/);
  });

  test('a button for an advisor opens a ticket about the question', async () => {
    const desk = await openTelegramDesk();
    desk.telegram.says(lid, notice.rent.question);
    desk.telegram.presses(lid, await desk.hears(lid, notice.rent.fact), 'Vraag een adviseur');
    await desk.hears(lid, /staat klaar voor een adviseur/);
    expect(await desk.house.database.stores.tickets.listTickets(10)).toMatchObject([
      { question: notice.rent.question, reason: 'human_requested' },
    ]);
  });

  test('an old button works after a restart, and a forged one does nothing', async () => {
    const desk = await openTelegramDesk();
    desk.telegram.says(anna, `/koppel ${await desk.code()}`);
    await desk.hears(anna, /U bent nu adviseur/);
    desk.telegram.says(lid, aboutStatutes);
    const offer = await desk.hears(anna, /statuten/);
    await desk.house.close();
    const again = await openTelegramDesk({ telegram: desk.telegram, config: desk.config });

    const data = offer.reply_markup?.inline_keyboard[0]?.[0]?.callback_data ?? '';
    const theirs = await again.hears(lid, /staat klaar/);
    desk.telegram.pressesData(lid, theirs, data);
    desk.telegram.pressesData(lid, theirs, `c${'A'.repeat(22)}0`);
    desk.telegram.pressesData(lid, theirs, 'c2cU_forged');
    await until('three presses', () => desk.telegram.answered[2]);
    await again.quiet();
    expect(await again.house.database.stores.tickets.listTickets(10)).toMatchObject([{ state: 'open' }]);

    desk.telegram.presses(anna, offer, 'Vraag 1 oppakken');
    await again.hears(lid, /opgepakt/);
    expect(await again.house.database.stores.tickets.listTickets(10)).toMatchObject([{ state: 'claimed' }]);
  });

  test('/start welcomes each time; a link from the website brings its question, and never a command', async () => {
    const desk = await openTelegramDesk();
    desk.telegram.says(lid, '/start');
    const first = await desk.hears(lid, /^Welkom bij de Dorpsbalie/);
    desk.telegram.says(lid, '/start');
    await desk.hears(lid, /^Welkom bij de Dorpsbalie/, first.message_id);
    desk.telegram.says(lid, `/start vraag_${Buffer.from('Wat kost de zaal?').toString('base64url')}`);
    await desk.hears(lid, notice.rent.fact);
    const last = desk.telegram.botMessages(lid).length;
    desk.telegram.says(lid, `/start vraag_${Buffer.from('/intrekken 1').toString('base64url')}`);
    await until('a welcome', () => desk.telegram.botMessages(lid)[last]?.text?.startsWith('Welkom') || undefined);
    desk.telegram.says(lid, '/dansen');
    await desk.hears(lid, /^Die opdracht ken ik niet/);
  });

  test('the language can be chosen, and what is kept can be asked', async () => {
    const desk = await openTelegramDesk();
    desk.telegram.says(lid, '/privacy');
    await desk.hears(lid, /Wij bewaren uw berichten/);
    desk.telegram.says(lid, '/taal en');
    await desk.hears(lid, /^All right, we write to you in English/);
    desk.telegram.says(lid, '/taal fries');
    await desk.hears(lid, /^Which language/);
  });

  test('stickers, places and polls get a friendly word, and a service message none', async () => {
    const desk = await openTelegramDesk();
    desk.telegram.sends(lid, { sticker: { emoji: '👍' } });
    await desk.hears(lid, /sticker/i);
    desk.telegram.sends(lid, { location: { latitude: 1, longitude: 2 } });
    await desk.hears(lid, /locatie|adres/i);
    desk.telegram.sends(lid, { pinned_message: {} });
    desk.telegram.push({ message_reaction_of_the_future: { chat: null } });
    await desk.quiet();
    expect(desk.telegram.botMessages(lid)).toHaveLength(2);
  });
});

describe('the relay', () => {
  const claimed = async () => {
    const desk = await openTelegramDesk();
    desk.telegram.says(anna, `/koppel ${await desk.code()}`);
    await desk.hears(anna, /U bent nu adviseur/);
    desk.telegram.says(anna, '/naam Anna');
    desk.telegram.says(lid, aboutStatutes);
    desk.telegram.presses(anna, await desk.hears(anna, /statuten/), 'Vraag 1 oppakken');
    await desk.hears(lid, /Anna heeft uw vraag 1 opgepakt/);
    return desk;
  };

  test('text, a photo with its words, an edit and a reply go both ways, and the writer sees that it arrived', async () => {
    const desk = await claimed();
    const said = desk.telegram.says(lid, 'Wij zijn met 12');
    const there = await desk.hears(anna, /Wij zijn met 12/);
    expect(there.text).toBe('Lid · vraag 1\nWij zijn met 12');
    await until('a sign', () => said.reaction);
    desk.telegram.edits(said, 'Wij zijn met 21');
    await until('the edit', () => there.text?.endsWith('21') || undefined);

    const photo = { photo: [{ file_id: desk.telegram.addFile(png), file_size: png.length }], caption: 'De gevel' };
    desk.telegram.sends(anna, { ...photo, reply_to_message: there });
    const shown = await desk.hears(lid, /De gevel/);
    expect(shown.caption).toBe('Adviseur Anna · vraag 1\nDe gevel');
    expect(shown.file).toMatchObject({ as: 'photo', name: 'foto.jpg.png', content: png });
    expect(shown.reply_to_message?.message_id).toBe(said.message_id);
  });

  test('an album stays together, also when its files come one after another', async () => {
    const desk = await claimed();
    const one = (more: object) => {
      const file_id = desk.telegram.addFile(png);
      return { photo: [{ file_id }], media_group_id: 'a1', ...more };
    };
    desk.telegram.sends(lid, one({ caption: 'Drie foto’s' }));
    desk.telegram.sends(lid, one({}));
    await until(
      'the first poll',
      () => desk.telegram.calls.filter(({ method }) => method === 'getUpdates').length > 3 || undefined,
    );
    desk.telegram.sends(lid, one({}));
    await desk.hears(anna, /Drie foto’s/);
    await desk.quiet();
    const album = desk.telegram.botMessages(anna).filter(({ media_group_id }) => media_group_id !== undefined);
    expect(album.map(({ caption }) => caption)).toEqual(['Lid · vraag 1\nDrie foto’s', undefined, undefined]);
    expect(desk.telegram.calls.filter(({ method }) => method === 'sendMediaGroup')).toHaveLength(1);
  });

  test('a file that is too large or cannot be fetched is named, and the words go on', async () => {
    const desk = await claimed();
    desk.telegram.sends(lid, {
      document: { file_id: 'x', file_name: 'film.pdf', file_size: 20_000_001 },
      caption: 'Kijk',
    });
    await desk.hears(anna, /Kijk/);
    expect((await desk.hears(lid, /film\.pdf/)).text).toContain('te groot');
    desk.telegram.sends(lid, { document: { file_id: 'weg', file_name: 'weg.pdf' } });
    expect((await desk.hears(lid, /weg\.pdf/)).text).toContain('kwam niet bij ons aan');
  });

  test('a text of any length arrives whole', async () => {
    const desk = await claimed();
    const long = Array.from({ length: 900 }, (_, i) => `woord${i}`).join(' ');
    desk.telegram.says(lid, long.slice(0, 4096));
    desk.telegram.says(anna, long.slice(0, 4096));
    await desk.quiet();
    const parts = desk.telegram.botMessages(lid).filter(({ text }) => /woord\d/.test(text ?? ''));
    expect(parts).toHaveLength(2);
    expect(parts.map(({ text }) => text).join(' ')).toBe(`Adviseur Anna · vraag 1\n${long.slice(0, 4096)}`);
  });

  test('whoever writes to somebody who blocked the bot hears so', async () => {
    const desk = await claimed();
    desk.telegram.chat(lid).blocked = true;
    desk.telegram.says(anna, 'Bent u daar?');
    await desk.hears(anna, /het lid heeft de balie geblokkeerd/);
  });
});

test('a question that waited for hours is answered with a word of apology, once', async () => {
  const desk = await openTelegramDesk();
  const now = Math.floor(Date.now() / 1000);
  desk.telegram.sends(lid, { text: notice.rent.question, date: now - 20 * 3600 });
  desk.telegram.sends(lid, { text: notice.meeting.question, date: now - 19 * 3600 });
  desk.telegram.sends(lid, { text: notice.phone.question, date: now });
  await desk.hears(lid, notice.phone.fact);
  const texts = desk.telegram.botMessages(lid).map(({ text = '' }) => text);
  expect(texts.map((text) => /Sorry dat u zo lang/.test(text))).toEqual([true, false, false, false]);
  expect(texts[0]).toContain('U praat met een computer.');
  expect(
    texts.slice(1).map((text) => [notice.rent, notice.meeting, notice.phone].findIndex(({ fact }) => fact.test(text))),
  ).toEqual([0, 1, 2]);
});
