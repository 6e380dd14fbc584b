import { describe, expect, test } from 'vitest';
import type { MemberAction } from '../../../src/desk/channel.ts';
import type { Message } from '../../../src/desk/conversation.ts';
import { addresseeOf } from '../../../src/desk/queue/addressee.ts';
import { engines } from '../../support/databases.ts';
import { png, program } from '../../support/files.ts';
import { SteppedDesk } from '../../support/stepped-desk.ts';

const aboutStatutes = 'Ik wil graag een adviseur spreken over de statuten.';
const text = (said: string, more: Partial<Extract<MemberAction, { kind: 'text' }>> = {}): MemberAction => ({
  kind: 'text',
  text: said,
  ...more,
});

describe.each(engines)('the relay on $engine', ({ newPlace }) => {
  /** A member whose question waits, and the advisor Anna. */
  const waiting = async (question: MemberAction = text(aboutStatutes)) => {
    const desk = await SteppedDesk.build((await newPlace()).config);
    await desk.joins('anna', 'advisor', 'Anna');
    await desk.happens('lid', question);
    return desk;
  };
  const claimed = async (question?: MemberAction) => {
    const desk = await waiting(question);
    await desk.say('anna', '/neem 1');
    return desk;
  };
  const relayedTo = async (desk: SteppedDesk, key: string): Promise<Message[]> =>
    (await desk.transcript(key)).filter(({ author }) => author === 'relayed');
  const contentOf = async (desk: SteppedDesk, message: Message | undefined) => {
    const found = await desk.database.stores.conversations.findAttachment(message?.attachments[0]?.id ?? '');
    return found && { ...found, content: Uint8Array.from(found.content) };
  };

  test('a photo goes both ways byte for byte, with the type that its content shows', async () => {
    const desk = await claimed();
    await desk.happens('lid', text('De voorgevel', { files: [{ name: 'gevel.exe', content: png }] }));
    const [atAnna] = await relayedTo(desk, 'anna');
    expect(atAnna).toMatchObject({
      text: 'De voorgevel',
      attachments: [{ name: 'gevel.exe.png', mediaType: 'image/png', bytes: png.length }],
    });
    expect(await contentOf(desk, atAnna)).toMatchObject({ conversationId: atAnna?.conversationId, content: png });

    await desk.happens('anna', text('', { files: [{ name: '../../schets.png', content: png }] }));
    const [atMember] = await relayedTo(desk, 'lid');
    expect(atMember).toMatchObject({ text: '', attachments: [{ name: 'schets.png' }] });
    expect(await contentOf(desk, atMember)).toMatchObject({ conversationId: atMember?.conversationId, content: png });
  });

  test('a file that comes with the question waits with the ticket, and reaches whoever takes it', async () => {
    const desk = await waiting(
      text(aboutStatutes, { files: [{ name: 'statuten.txt', content: Buffer.from('Art. 1') }] }),
    );
    expect((await desk.last('lid')).text).toBe('Uw bestand staat bij vraag 1. De adviseur krijgt het te zien.');
    await desk.happens('lid', text('', { files: [{ name: 'gevel.png', content: png }] }));
    expect(await relayedTo(desk, 'anna')).toEqual([]);
    await desk.happens('anna', text('/neem 1'));
    const names = (await relayedTo(desk, 'anna')).flatMap(({ attachments }) => attachments.map(({ name }) => name));
    expect(names).toEqual(['statuten.txt', 'gevel.png']);
  });

  test('what is no document, picture or sound is refused by name, and the words go on', async () => {
    const desk = await claimed();
    const files = [
      { name: 'spel.pdf', content: program },
      { name: 'film.mp4', missing: 'too_large' as const },
      { name: 'leeg.pdf', content: new Uint8Array() },
      { name: 'gevel.png', content: png },
    ];
    const [said] = await desk.happens('lid', text('Kijk', { files }));
    expect(said?.text.split('\n').map((line) => line.split(':')[0])).toEqual([
      'Dit is niet doorgestuurd',
      ...['- spel.pdf', '- film.mp4', '- leeg.pdf'],
    ]);
    expect(await relayedTo(desk, 'anna')).toMatchObject([{ text: 'Kijk', attachments: [{ name: 'gevel.png' }] }]);
  });

  test('a file without a ticket is answered with what can be done, never with silence', async () => {
    const desk = await SteppedDesk.build((await newPlace()).config);
    const [alone] = await desk.happens('lid', text('', { files: [{ name: 'gevel.png', content: png }] }));
    expect(alone?.text).toContain('Een bestand kan ik niet lezen.');
    expect(await desk.tickets()).toEqual([]);
    await desk.happens('lid', text(aboutStatutes));
    await desk.joins('anna', 'advisor', 'Anna');
    await desk.happens('anna', text('/neem 1'));
    expect(await relayedTo(desk, 'anna')).toMatchObject([{ attachments: [{ name: 'gevel.png' }] }]);
    const [sticker] = await desk.happens('buur', { kind: 'unsupported', what: 'sticker' });
    expect(sticker?.text).toMatch(/stickers/);
  });

  test('an edit shows where the message was relayed to, also when only the id of the platform is known', async () => {
    const desk = await claimed();
    await desk.happens('lid', text('Wij zijn met 12', { ref: '77' }));
    await desk.sendDue();
    await desk.happens('lid', { kind: 'edited', ref: '77', text: 'Wij zijn met 21' });
    await desk.sendDue();
    const [atAnna] = await relayedTo(desk, 'anna');
    expect(atAnna).toMatchObject({ text: 'Wij zijn met 21', editedAt: desk.clock.now() });
    expect(desk.channel.shown.filter(({ posting }) => posting.action === 'change')).toMatchObject([
      { key: 'anna', posting: { message: { id: atAnna?.id, text: 'Wij zijn met 21' } } },
    ]);
  });

  test('what is taken back goes at the other end too, with its files', async () => {
    const desk = await claimed();
    await desk.happens('lid', text('Mijn nummer', { ref: '5', files: [{ name: 'a.png', content: png }] }));
    const before = (await relayedTo(desk, 'anna'))[0];
    await desk.happens('lid', { kind: 'deleted', ref: '5' });
    await desk.sendDue();
    const [after] = await relayedTo(desk, 'anna');
    expect(after).toMatchObject({ id: before?.id, text: '', attachments: [], deletedAt: desk.clock.now() });
    expect(await contentOf(desk, before)).toBeUndefined();
    expect(desk.channel.textsTo('anna')).not.toContain('Mijn nummer');
  });

  test('nobody edits or takes back what another wrote', async () => {
    const desk = await claimed();
    await desk.happens('anna', text('Dat mag', { ref: '9' }));
    const [atMember] = await relayedTo(desk, 'lid');
    await desk.happens('lid', { kind: 'edited', ref: atMember?.id ?? '', text: 'Dat mag niet' });
    await desk.happens('lid', { kind: 'deleted', ref: atMember?.id ?? '' });
    await desk.happens('lid', { kind: 'deleted', ref: '9' });
    expect(await relayedTo(desk, 'lid')).toEqual([atMember]);
  });

  test('a question that is taken back before anybody has it is withdrawn; its words are gone', async () => {
    const desk = await waiting(text(aboutStatutes, { ref: '1' }));
    const [said] = await desk.happens('lid', { kind: 'deleted', ref: '1' });
    expect(said?.text).toMatch(/^U hebt uw bericht weggehaald/);
    expect(await desk.tickets()).toMatchObject([{ state: 'withdrawn', question: '' }]);
  });

  test('an edit of the question stands on the ticket; of one that the desk answered it is answered anew', async () => {
    const desk = await waiting(text(aboutStatutes, { ref: '1' }));
    expect(await desk.happens('lid', { kind: 'edited', ref: '1', text: `${aboutStatutes} En de KvK.` })).toEqual([]);
    expect(await desk.tickets()).toMatchObject([{ state: 'open', question: `${aboutStatutes} En de KvK.` }]);
    await desk.happens('buur', text('Hoeveel kost de zal?', { ref: '1' }));
    expect((await desk.happens('buur', { kind: 'edited', ref: '1', text: 'hallo' })).length).toBe(1);
  });

  test('where messages have no id of the platform, the writer too is shown the change', async () => {
    const desk = await claimed();
    await desk.happens('lid', text('Wij zijn met 12'));
    const written = (await desk.transcript('lid')).findLast(({ author }) => author === 'member');
    await desk.happens('lid', { kind: 'edited', ref: written?.id ?? '', text: 'Wij zijn met 21' });
    await desk.happens('lid', { kind: 'deleted', ref: written?.id ?? '' });
    await desk.sendDue();
    const changes = desk.channel.shown.filter(({ posting }) => posting.action === 'change');
    expect(changes.map(({ key }) => key).sort()).toEqual(['anna', 'anna', 'lid', 'lid']);
    expect(changes.findLast(({ key }) => key === 'lid')?.posting.message).toMatchObject({ id: written?.id, text: '' });
  });

  test('to whom goes what is typed follows the ticket', async () => {
    const desk = await waiting();
    const to = async (key: string) => {
      const conversation = await desk.conversation(key);
      return conversation && addresseeOf(desk.database.stores, conversation, { kind: 'advisor' });
    };
    expect([await to('lid'), await to('anna')]).toEqual([null, null]);
    await desk.happens('lid', text('/naam Bea'));
    await desk.happens('anna', text('/neem 1'));
    expect(await to('lid')).toEqual({ ticket: 1, role: 'advisor', name: 'Anna' });
    expect(await to('anna')).toEqual({ ticket: 1, role: 'member', name: 'Bea' });
    await desk.happens('anna', text('/pauze'));
    expect([await to('lid'), await to('anna')]).toEqual([{ ticket: 1, role: 'advisor', name: 'Anna' }, null]);
    await desk.happens('anna', text('/verder 1'));
    await desk.happens('anna', text('/afronden'));
    expect([await to('lid'), await to('anna')]).toEqual([null, null]);
  });

  test('a reply keeps its thread at the other end', async () => {
    const desk = await claimed();
    await desk.happens('lid', text('Eerste', { ref: '1' }));
    await desk.happens('lid', text('Tweede', { ref: '2' }));
    const [first] = await relayedTo(desk, 'anna');
    await desk.happens('anna', text('Daarop dit', { replyToRef: first?.id ?? '' }));
    const [reply] = await relayedTo(desk, 'lid');
    const repliedTo = await desk.database.stores.conversations.findMessage(reply?.replyToId ?? '');
    expect(repliedTo).toMatchObject({ text: 'Eerste', author: 'member' });
  });

  test('a reply to a message of a ticket goes to its member, whatever the advisor works on', async () => {
    const desk = await claimed();
    await desk.happens('lid', text('Van vraag 1'));
    const [ofFirst] = await relayedTo(desk, 'anna');
    await desk.happens('buur', text('Mag ik een adviseur over de subsidie?'));
    await desk.say('anna', '/neem 2');
    await desk.happens('anna', text('Voor vraag 1', { replyToRef: ofFirst?.id ?? '' }));
    expect(await relayedTo(desk, 'buur')).toEqual([]);
    expect((await relayedTo(desk, 'lid')).map((message) => message.text)).toEqual(['Voor vraag 1']);
  });

  test('whoever wrote sees that it arrived', async () => {
    const desk = await claimed();
    await desk.happens('anna', text('Dat mag'));
    await desk.sendDue();
    const written = (await desk.transcript('anna')).findLast(({ author }) => author === 'member');
    expect(desk.channel.shown).toMatchObject([
      { key: 'anna', posting: { action: 'receipt', ending: 'delivered', message: { id: written?.id } } },
    ]);
  });

  test('a page never shows an answer that was withheld, nor what comes after one that still can be', async () => {
    const desk = await waiting();
    const { conversations } = desk.database.stores;
    const lid = (await desk.conversation('lid'))?.id ?? '';
    const shown = async () => (await conversations.shownMessages(lid, 0, 100)).map(({ author }) => author);
    await desk.sendDue();
    await desk.happens('lid', text('Wat kost de huur van de zaal?'));
    const answer = await desk.last('lid');
    expect(answer.details?.outcome).toBe('answered');
    const before = await shown();
    await desk.happens('anna', text('/neem 1'));
    await desk.sendDue();
    const ids = (await conversations.shownMessages(lid, 0, 100)).map(({ id }) => id);
    expect(ids).not.toContain(answer.id);
    expect((await conversations.newestShown(lid, 100)).map(({ id }) => id)).toEqual(ids);
    expect((await conversations.recentMessages(lid, 100)).map(({ id }) => id)).not.toContain(answer.id);
    expect(ids.length).toBe(before.length + 1);
  });
});
