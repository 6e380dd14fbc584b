import { describe, expect, test } from 'vitest';
import { labels, openDiscordDesk } from '../../support/discord/discord-desk.ts';
import { png } from '../../support/files.ts';
import { until } from '../../support/until.ts';
import { notice } from '../../support/village-notice.ts';

const aboutStatutes = 'Ik wil graag een adviseur spreken over de statuten.';

/** A desk, and a member who asked something and got an answer. */
async function answered() {
  const desk = await openDiscordDesk();
  const lid = desk.discord.addMember('lid');
  desk.discord.says(lid, notice.rent.question);
  const answer = await desk.hears(lid, notice.rent.fact);
  return { ...desk, lid, dm: desk.discord.world.dm(lid.id), answer };
}

describe('a direct message', () => {
  test('a question is answered with its sources, buttons and a typing signal', async () => {
    const { discord, answer } = await answered();
    expect(answer.content).toMatch(/\n-# Bronnen:\n-# \\?\[1\\?\] /);
    expect(labels(answer)).toEqual([['Geholpen', 'Niet geholpen'], ['Bron 1'], ['Vraag een adviseur']]);
    const order = discord.traffic.map(({ method, path }) => `${method} ${path.replace(/\d{6,}/g, '{}')}`);
    const typing = order.indexOf('POST /channels/{}/typing');
    expect(typing).toBeGreaterThan(0);
    expect(typing).toBeLessThan(order.indexOf('POST /channels/{}/messages'));
  });

  test('what was pressed is shown, the other buttons go, and a second press changes nothing', async () => {
    const { discord, house, lid, dm, answer, hears, quiet } = await answered();
    const buttons = structuredClone(answer);
    discord.people.presses(lid, buttons, 'Geholpen');
    await hears(lid, /Fijn dat het u hielp/);
    await until('the tick', () => labels(answer)[0]?.[0] === '✓ Geholpen' || undefined);
    expect(labels(answer)).toEqual([['✓ Geholpen'], ['Bron 1']]);

    const second = discord.people.presses(lid, buttons, 'Niet geholpen');
    const told = await until('an answer to the press', () => discord.answers(second)[0]);
    expect(told).toMatchObject({ content: 'Dat hebt u al gekozen.', onlyFor: lid.id });
    await quiet();
    expect(discord.botMessages(dm)).toHaveLength(2);
    expect(await house.database.stores.tickets.listTickets(10)).toEqual([]);
  });

  test('a source opens its passage as the reply to the press, and can be typed too', async () => {
    const { discord, lid, answer, hears } = await answered();
    const pressed = discord.people.presses(lid, answer, 'Bron 1');
    const passage = await until('the passage', () => discord.answers(pressed)[0]);
    expect(passage.content).toMatch(/^Bron 1: /);
    expect(passage.content).toContain('De sleutel haalt u op bij de beheerder.');
    discord.says(lid, '/lees 1');
    expect((await hears(lid, /^Bron 1: /, passage)).content).toBe(passage.content);
    discord.says(lid, '/lees 9');
    await hears(lid, /^Welke bron/);
  });

  test('a button for an advisor opens a ticket about the question', async () => {
    const { discord, house, lid, answer, hears } = await answered();
    discord.people.presses(lid, answer, 'Vraag een adviseur');
    await hears(lid, /staat klaar voor een adviseur/);
    expect(await house.database.stores.tickets.listTickets(10)).toMatchObject([
      { question: notice.rent.question, reason: 'human_requested' },
    ]);
  });

  test('a slash command is put off at once, and answered by filling that in', async () => {
    const { discord, channel } = await openDiscordDesk();
    const lid = discord.addMember('lid');
    await until('commands', () => discord.platform.commands.get(''));
    const asked = discord.runs(lid, 'vraag', { tekst: notice.rent.question });
    const answer = await until('the answer', () => discord.answers(asked)[0]);
    expect(asked.answeredWith).toBe(5);
    expect(answer.content).toMatch(notice.rent.fact);
    expect(labels(answer)[0]).toEqual(['Geholpen', 'Niet geholpen']);
    discord.people.presses(lid, answer, 'Geholpen');
    await until('the tick', () => labels(answer)[0]?.[0] === '✓ Geholpen' || undefined);
    expect(channel.name).toBe('discord');
  });

  test('when the reply can no longer be filled in, the answer comes as a message', async () => {
    const { discord, hears } = await openDiscordDesk();
    const lid = discord.addMember('lid');
    await until('commands', () => discord.platform.commands.get(''));
    discord.onCall = ({ method }) => {
      if (method === 'PATCH') discord.platform.travel(15 * 60_000);
    };
    const asked = discord.runs(lid, 'vraag', { tekst: notice.rent.question });
    const answer = await hears(lid, notice.rent.fact);
    expect(discord.answers(asked)).toEqual([]);
    expect(answer.interactionId).toBeNull();
  });

  test('an old button works after a restart, and a forged one does nothing', async () => {
    const desk = await openDiscordDesk();
    const { discord } = desk;
    const anna = await desk.advisor('anna');
    const lid = discord.addMember('lid');
    discord.says(lid, aboutStatutes);
    const offer = await desk.hears(anna, /statuten/);
    await desk.house.close();
    const again = await openDiscordDesk({ discord, config: desk.config });

    const theirs = await again.hears(lid, /staat klaar/);
    const pressed = [String(idOf(offer, 'Vraag 1 oppakken')), `c${'A'.repeat(22)}0`, 'c2cU_forged', 'x'].map((id) =>
      discord.people.pressesId(lid, theirs, id),
    );
    for (const one of pressed) await until('an answer to it', () => one.answeredWith ?? undefined);
    await again.quiet();
    expect(await again.house.database.stores.tickets.listTickets(10)).toMatchObject([{ state: 'open' }]);

    discord.people.presses(anna, offer, 'Vraag 1 oppakken');
    await again.hears(lid, /opgepakt/);
    expect(await again.house.database.stores.tickets.listTickets(10)).toMatchObject([{ state: 'claimed' }]);
  });

  test('stickers and polls get a friendly word, and a service message none', async () => {
    const { discord, hears, quiet } = await openDiscordDesk();
    const lid = discord.addMember('lid');
    const dm = discord.world.dm(lid.id);
    discord.says(lid, '', dm, { extra: { sticker_items: [{ id: '1', name: 'duim', format_type: 1 }] } });
    await hears(lid, /sticker/i);
    discord.says(lid, '', dm, { extra: { type: 6 } });
    discord.push('EVENT_OF_THE_FUTURE', { channel_id: null });
    discord.push('MESSAGE_CREATE', { id: 'vertrouwelijk', author: null });
    await quiet();
    expect(discord.botMessages(dm)).toHaveLength(1);
  });
});

function idOf({ components }: { components: Record<string, unknown>[] }, label: string): unknown {
  const rows = components as { components: { label: string; custom_id: string }[] }[];
  return rows.flatMap((row) => row.components).find((button) => button.label === label)?.custom_id;
}

describe('the relay', () => {
  const claimed = async () => {
    const desk = await openDiscordDesk();
    const { discord } = desk;
    const anna = await desk.advisor('anna');
    discord.says(anna, '/naam Anna');
    const lid = discord.addMember('lid');
    discord.says(lid, aboutStatutes);
    discord.people.presses(anna, await desk.hears(anna, /statuten/), 'Vraag 1 oppakken');
    await desk.hears(lid, /Anna heeft uw vraag 1 opgepakt/);
    return { ...desk, anna, lid };
  };

  test('text, a picture with its words, an edit, a deletion and a reply go both ways, and the writer sees that it arrived', async () => {
    const { discord, anna, lid, hears } = await claimed();
    const said = discord.says(lid, 'Wij zijn met 12');
    const there = await hears(anna, /Wij zijn met 12/);
    expect(there.content).toBe('**Lid · vraag 1**\nWij zijn met 12');
    await until('a sign', () => said.reactions.size || undefined);
    discord.edits(said, 'Wij zijn met 21');
    await until('the edit', () => there.content.endsWith('21') || undefined);

    const photo = { name: 'gevel.png', type: 'image/png', content: png };
    discord.says(anna, 'De gevel', undefined, { files: [photo], replyTo: there });
    const shown = await hears(lid, /De gevel/);
    expect(shown.content).toBe('**Adviseur Anna · vraag 1**\nDe gevel');
    expect(shown.attachments).toMatchObject([{ filename: 'gevel.png', content: png }]);
    expect(shown.replyToId).toBe(said.id);

    discord.deletes(said);
    await until('gone', () => !there.content.includes('21') || !discord.world.message(there.id) || undefined);
  });

  test('a file that cannot be fetched any more is named, and the words go on', async () => {
    const { discord, anna, lid, hears } = await claimed();
    discord.platform.linksExpired = true;
    const file = { name: 'weg.pdf', type: 'application/pdf', content: png };
    discord.says(lid, 'Kijk', undefined, { files: [file] });
    await hears(anna, /Kijk/);
    expect((await hears(lid, /weg\\?\.pdf/)).content).toContain('kwam niet bij ons aan');
  });

  test('a text of any length arrives whole, and calls nobody', async () => {
    const { discord, anna, lid, quiet } = await claimed();
    const long = Array.from({ length: 300 }, (_, i) => `woord${i}`).join(' ');
    discord.says(anna, `@everyone <@${lid.id}> ${long}`.slice(0, 2000));
    await quiet();
    const parts = discord.botMessages(discord.world.dm(lid.id)).filter(({ content }) => /woord\d/.test(content));
    expect(parts).toHaveLength(2);
    expect(parts.map(({ content }) => content).join(' ')).toContain(long.slice(0, 1900));
    for (const { pinged } of parts) expect(pinged).toEqual({ everyone: false, users: [], roles: [] });
  });

  test('whoever writes to somebody who takes no messages hears so', async () => {
    const { discord, anna, lid, hears } = await claimed();
    lid.closed = true;
    discord.says(anna, 'Bent u daar?');
    await hears(anna, /kwam niet aan bij het lid/);
  });
});
