import { describe, expect, test } from 'vitest';
import type { Ticket } from '../../../src/queue/ticket.ts';
import { AdvisorGroup, aboutStatutes, group, room } from '../../support/advisor-group.ts';
import { engines } from '../../support/databases.ts';
import { png } from '../../support/files.ts';

describe.each(engines)('rooms on $engine', ({ newPlace }) => {
  const build = async (threads = true) => AdvisorGroup.build((await newPlace()).config, threads);

  test('only a board member makes a group one of advisors, and ends it', async () => {
    const { desk } = await build();
    const types = (who: string, text: string, key = 'andere') => desk.inGroup(key, who, { kind: 'text', text });
    expect((await types('anna', '/adviesgroep'))[0]?.text).toMatch(/Alleen een bestuurslid/);
    expect((await types('lid', '/adviesgroep'))[0]?.text).toMatch(/Alleen een bestuurslid/);
    expect((await desk.conversation('andere'))?.audience).toBe('group');
    const [said] = await types('piet', '/adviesgroep');
    expect(said?.text).toMatch(/^Dit is nu een adviesgroep: iedereen in deze groep kan de vragen van leden lezen\./);
    expect((await types('anna', '/adviesgroep uit'))[0]?.text).toMatch(/Alleen een bestuurslid/);
    expect((await desk.conversation('andere'))?.audience).toBe('advisors');
    expect((await types('piet', '/adviesgroep uit'))[0]?.text).toMatch(/^Dit is geen adviesgroep meer/);
    expect((await desk.conversation('andere'))?.audience).toBe('group');
    const { rooms: _rooms, ...without } = desk.channel.capabilities;
    desk.channel.capabilities = without;
    expect((await types('piet', '/adviesgroep'))[0]?.text).toMatch(/nog geen adviesgroep/);
    expect((await desk.say('piet', '/adviesgroep')).text).toMatch(/Alleen een bestuurslid/);
  });

  test('a ticket gets a room with a card, the rule, a button, and a title that follows its state', async () => {
    const at = await build();
    const [card] = await at.transcript();
    expect(card?.text).toContain(aboutStatutes);
    expect(card?.text.split('\n').at(-1)).toBe(
      'Wat u hier typt, blijft onder adviseurs. Alleen /antwoord met uw tekst erachter gaat naar het lid.',
    );
    expect(card?.details?.choices?.map(({ label }) => label)).toEqual(['Vraag 1 oppakken']);
    await at.presses('anna', 'Vraag 1 oppakken');
    await at.says('anna', '/antwoord Wat wilt u veranderen?');
    await at.desk.happens('lid', { kind: 'text', text: 'Het doel.' });
    await at.desk.sendDue();
    await at.presses('anna', 'Vraag 1 afronden');
    await at.desk.happens('lid', { kind: 'text', text: 'geholpen' });
    await at.desk.sendDue();
    expect(at.titles().map((title) => title.split(' · ').slice(0, 2).join(' · '))).toEqual([
      ...['#1 · open', '#1 · opgepakt door Anna', '#1 · Anna wacht op lid', '#1 · opgepakt door Anna'],
      ...['#1 · opgelost', '#1 · gesloten'],
    ]);
    expect(at.titles()[0]).toBe(`#1 · open · ${aboutStatutes}`);
    // All of it was sent to the place that was opened, and in the order in which it happened.
    expect(at.desk.channel.textsTo(`${group}#1`)).toEqual([]);
    expect(at.desk.channel.textsTo(room)[0]).toBe(card?.text);
    expect(at.desk.channel.textsTo(room)).toContain('Het doel.');
  });

  test.each([true, false])(
    'what is typed stays there, and /antwoord goes to the member with its files (threads: %s)',
    async (threads) => {
      const at = await build(threads);
      await at.presses('anna', 'Vraag 1 oppakken');
      expect(await at.says('anna', 'Weet jij dit, Bert?')).toEqual([]);
      expect(await at.says('bert', 'Nee.')).toEqual([]);
      await at.says('anna', '/antwoord Kijk eens', { files: [{ name: 'statuten.png', content: png }], ref: 'r1' });
      expect(await at.atMember()).toMatchObject([
        { text: 'Kijk eens', relay: { from: 'advisor', name: 'Anna' }, attachments: [{ name: 'statuten.png' }] },
      ]);
      await at.happens('anna', { kind: 'edited', ref: 'r1', text: '/antwoord Kijk hier eens' });
      expect(await at.atMember()).toMatchObject([{ text: 'Kijk hier eens' }]);
      expect((await at.says('anna', '/antwoord'))[0]?.text).toMatch(/^Zet uw antwoord achter het woord/);
      await at.desk.happens('lid', { kind: 'text', text: 'Dank u' });
      expect(await at.transcript()).toContainEqual(expect.objectContaining({ author: 'relayed', text: 'Dank u' }));
      expect((await at.desk.transcript('anna')).map(({ text }) => text)).not.toContain('Dank u');
    },
  );

  test.each([true, false])(
    'who replies to the member without the command hears so, and can send it after all (threads: %s)',
    async (threads) => {
      const at = await build(threads);
      await at.presses('anna', 'Vraag 1 oppakken');
      await at.desk.happens('lid', { kind: 'text', text: 'Wat kost het?' });
      const asked = (await at.transcript()).findLast(({ author }) => author === 'relayed');
      const reply = { replyToRef: asked?.id ?? '' };
      expect(await at.says('bert', 'Veel geld', reply)).toMatchObject([
        { text: 'Dit bleef onder adviseurs: het lid ziet het niet.', details: { choices: [] } },
      ]);
      await at.says('anna', 'Ongeveer 500 euro', {
        ...reply,
        ref: 'na',
        files: [{ name: 'kosten.png', content: png }],
      });
      expect(await at.atMember()).toEqual([]);
      await at.presses('bert', 'Stuur dit naar het lid');
      expect(await at.atMember()).toEqual([]);
      await at.presses('anna', 'Stuur dit naar het lid');
      expect(await at.atMember()).toMatchObject([{ text: 'Ongeveer 500 euro', attachments: [{ name: 'kosten.png' }] }]);
      expect((await at.presses('anna', 'Stuur dit naar het lid'))[0]?.text).toMatch(/al naar het lid gestuurd/);
      await at.happens('anna', { kind: 'edited', ref: 'na', text: 'Ongeveer 600 euro' });
      expect(await at.atMember()).toMatchObject([{ text: 'Ongeveer 600 euro' }]);
    },
  );

  test('who has not claimed it cannot answer; who is unknown hears how to link, and uses up no button', async () => {
    const at = await build();
    expect(await at.says('anna', '/antwoord Dag')).toMatchObject([
      {
        text: expect.stringMatching(/^Er is niets naar het lid gestuurd/),
        details: { choices: [{ command: '/neem 1' }] },
      },
    ]);
    expect(await at.presses('vreemde', 'Vraag 1 oppakken')).toMatchObject([{ details: { continues: 'privately' } }]);
    expect((await at.desk.tickets())[0]?.state).toBe('open');
    await at.presses('anna', 'Vraag 1 oppakken');
    expect((await at.says('bert', '/antwoord Dag'))[0]?.text).toBe('Vraag 1 is niet van u, maar van Anna.');
    expect((await at.says('vreemde', '/antwoord Dag'))[0]?.text).toMatch(/^Ik weet nog niet dat u adviseur bent/);
    expect((await at.says('anna', '/profiel'))[0]?.details?.continues).toBe('privately');
    expect(await at.atMember()).toEqual([]);
  });

  test('of files in the group only those are fetched that may go to a member', async () => {
    const at = await build();
    await at.presses('anna', 'Vraag 1 oppakken');
    await at.desk.happens('lid', { kind: 'text', text: 'Wat kost het?' });
    const said = await at.transcript();
    const asked = said.findLast(({ author }) => author === 'relayed')?.id ?? '';
    let fetched = 0;
    const fetchFiles = async () => {
      fetched++;
      return [{ name: 'kosten.png', content: png }];
    };
    const sends = (text: string, more: object = {}) => at.happens('anna', { kind: 'text', text, fetchFiles, ...more });
    await sends('Kijk, Bert', { replyToRef: said[0]?.id });
    await at.desk.inGroup('andere', 'anna', { kind: 'text', text: '/antwoord x', fetchFiles });
    await at.desk.inGroup('andere', 'anna', { kind: 'text', text: '', fetchFiles });
    expect(fetched).toBe(0);
    await sends('', { replyToRef: asked });
    await at.presses('anna', 'Stuur dit naar het lid');
    await sends('/antwoord');
    expect(fetched).toBe(2);
    const files = (await at.atMember()).flatMap(({ attachments }) => attachments.map(({ name }) => name));
    expect(files).toEqual(['kosten.png', 'kosten.png']);
  });

  test('all that is done with a ticket can be pressed', async () => {
    const at = await build();
    await at.presses('anna', 'Vraag 1 oppakken');
    await at.presses('anna', 'Overdragen');
    await at.presses('anna', 'Bert');
    const [ticket] = await at.desk.tickets();
    expect(ticket).toMatchObject({ state: 'claimed', workplaceId: (await at.desk.conversation(room))?.id });
    expect((await at.presses('anna', 'Teruggeven'))[0]?.text).toBe('Vraag 1 is niet van u, maar van Bert.');
    await at.presses('bert', 'Teruggeven');
    await at.presses('anna', 'Vraag 1 oppakken');
    await at.presses('anna', 'Vraag 1 afronden');
    expect(await at.desk.eventsOf(ticket)).toEqual(
      expect.arrayContaining(['claimed', 'handed_over', 'given_back', 'resolved']),
    );
    expect((await at.desk.last('anna')).text).toMatch(/^Mag het archief dit de volgende keer weten/);
  });

  test('a title that is shown already is not sent again', async () => {
    const at = await build();
    const types = (who: string, text: string) => at.desk.inGroup(room, who, { kind: 'text', text });
    await types('anna', '/neem');
    await types('anna', '/teruggeven');
    await at.desk.sendDue();
    expect(at.titles()).toEqual([`#1 · open · ${aboutStatutes}`]);
    await types('anna', '/neem');
    await types('anna', '/overdragen Bert');
    await at.desk.sendDue();
    expect(at.titles().slice(1)).toEqual([`#1 · opgepakt door Bert · ${aboutStatutes}`]);
  });

  test('of two who press at once one has it, and the other hears who', async () => {
    const at = await build();
    const [card] = await at.transcript();
    const press = { kind: 'chose', messageId: card?.id ?? '', choice: 0 } as const;
    await Promise.all(
      ['anna', 'bert'].map((senderKey) =>
        at.desk.desk.receive('proef', {
          eventId: senderKey,
          conversationKey: room,
          senderKey,
          audience: 'group',
          action: press,
        }),
      ),
    );
    await at.desk.handleDue();
    const texts = (await at.transcript()).map(({ text }) => text);
    expect(texts.filter((text) => /^(?:Anna|Bert) heeft vraag 1\./.test(text))).toHaveLength(1);
    expect(texts.filter((text) => /^Vraag 1 is al opgepakt door (?:Anna|Bert)\.$/.test(text))).toHaveLength(1);
    expect(await at.desk.eventsOf((await at.desk.tickets())[0])).toContain('claimed');
  });

  test('a ticket that is claimed in private is worked on there; the room shows who has it and how it ends', async () => {
    const at = await build();
    await at.desk.happens('anna', { kind: 'text', text: '/neem 1' });
    await at.desk.happens('lid', { kind: 'text', text: 'Alleen voor u' });
    await at.desk.happens('anna', { kind: 'text', text: '/afronden' });
    const [, ...lines] = await at.transcript();
    expect(lines.map(({ text }) => text)).toEqual([
      'Vraag 1 is opgepakt door Anna. Die werkt er ergens anders aan.',
      'Vraag 1 is afgerond.',
    ]);
  });

  test('handing over keeps it in the room, giving back frees it there, and nudges come there', async () => {
    const at = await build();
    await at.says('anna', '/neem');
    await at.says('anna', '/overdragen Bert');
    expect((await at.desk.last('bert')).text).toMatch(
      /^Anna droeg vraag 1 aan u over\. U werkt eraan in de adviesgroep\./,
    );
    await at.desk.happens('lid', { kind: 'text', text: 'Voor Bert' });
    expect((await at.transcript()).at(-1)?.text).toBe('Voor Bert');
    await at.says('bert', '/notitie Ik bel morgen');
    expect((await at.transcript()).at(-1)?.text).toMatch(/^De notitie staat bij vraag 1/);
    at.desk.clock.time += 5 * 24 * 3_600_000;
    await at.desk.doDueTasks();
    expect((await at.transcript()).map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^Bert, het lid van vraag 1 wacht op u/),
    );
    at.desk.clock.time += 5 * 24 * 3_600_000;
    await at.desk.doDueTasks();
    expect((await at.transcript()).at(-1)).toMatchObject({ text: 'Vraag 1 is weer vrij. Wie pakt hem op?' });
    expect((await at.desk.tickets())[0]).toMatchObject({ state: 'open', workplaceId: null });
    await at.presses('anna', 'Vraag 1 oppakken');
    await at.says('anna', '/teruggeven te druk');
    expect((await at.transcript()).at(-1)).toMatchObject({ text: 'Vraag 1 is weer vrij. Wie pakt hem op?' });
  });

  test('who is handed a ticket in a group that they are not in goes on with it in private', async () => {
    const at = await build();
    await at.desk.happens('lid', { kind: 'text', text: '', files: [{ name: 'statuten.png', content: png }] });
    await at.says('anna', '/neem');
    await at.says('anna', '/overdragen Bert');
    await at.desk.happens('lid', { kind: 'text', text: 'Wat kost het?' });
    const said = await at.desk.presses('bert', 'Verder met vraag 1');
    expect(said[0]?.text).toMatch(/^U werkt nu aan vraag 1\.[\s\S]*: Wat kost het\?/);
    expect((await at.desk.last('bert')).attachments).toMatchObject([{ name: 'statuten.png' }]);
    expect((await at.transcript()).at(-1)?.text).toBe('Vraag 1 is opgepakt door Bert. Die werkt er ergens anders aan.');
    await at.desk.happens('bert', { kind: 'text', text: '500 euro' });
    expect(await at.atMember()).toMatchObject([{ text: '500 euro' }]);
    await at.desk.happens('lid', { kind: 'text', text: 'Dank u, en wanneer?' });
    expect((await at.desk.last('bert')).text).toBe('Dank u, en wanneer?');
    expect(await at.desk.eventsOf((await at.desk.tickets())[0])).toContain('moved');
    expect((await at.desk.say('anna', '/verder 1')).text).toBe('Vraag 1 is niet van u, maar van Bert.');
  });

  test('what is typed in private does not reach the member of a ticket that was worked on there and now is in a room', async () => {
    const at = await build();
    await at.desk.happens('anna', { kind: 'text', text: '/neem 1' });
    for (const _ of ['nudge', 'end of the claim']) {
      at.desk.clock.time += 5 * 24 * 3_600_000;
      await at.desk.doDueTasks();
    }
    await at.says('anna', '/neem');
    expect((await at.desk.say('anna', 'Wat zal ik zeggen?')).text).toMatch(/^Er is niets naar het lid gestuurd/);
    expect(await at.atMember()).toEqual([]);
    await at.desk.happens('anna', { kind: 'text', text: '/antwoord Dag' });
    expect(await at.atMember()).toMatchObject([{ text: 'Dag' }]);
  });

  test('in the group itself the queue can be seen and a ticket taken by its number', async () => {
    const at = await build();
    const [list] = await at.desk.inGroup(group, 'bert', { kind: 'text', text: '/wachtrij' });
    expect(list?.text).toContain('statuten');
    await at.desk.inGroup(group, 'bert', { kind: 'chose', messageId: list?.id ?? '', choice: 0 });
    expect((await at.transcript()).at(-1)?.text).toMatch(/^Bert heeft vraag 1\./);
    const [which] = await at.desk.inGroup(group, 'bert', { kind: 'text', text: '/antwoord Dag' });
    expect(which?.text).toMatch(/^Bij welke vraag\?/);
    const [help] = await at.desk.inGroup(group, 'bert', { kind: 'text', text: '/help' });
    expect(help?.text).toMatch(/^Wat u hier typt, blijft onder adviseurs\..*Dit kan hier:\n/);
    expect(help?.text).toContain('/overdragen NAAM');
    expect(help?.text).not.toContain('/profiel');
    const [rule] = await at.desk.inGroup(group, 'bert', { kind: 'text', text: 'Wat kost de zaal?' });
    expect(rule?.text).toMatch(/^In deze groep doe ik alleen iets met opdrachten/);
  });

  test('an edit that takes /antwoord away, or makes a note of it, stays inside; so does one that puts it there', async () => {
    const at = await build();
    await at.presses('anna', 'Vraag 1 oppakken');
    const edits = (ref: string, text: string) => at.happens('anna', { kind: 'edited', ref, text });
    await at.says('anna', '/antwoord Dag', { ref: 'r1' });
    expect((await edits('r1', '/notitie Het lid zeurt'))[0]?.text).toMatch(/^Deze wijziging ziet het lid niet\./);
    expect((await edits('r1', 'Het lid zeurt'))[0]?.text).toMatch(/^Deze wijziging ziet het lid niet\./);
    expect(await at.atMember()).toMatchObject([{ text: 'Dag' }]);
    expect((await edits('r1', 'Zeurt'))[0]?.text).toMatch(/^Deze wijziging ziet het lid niet\./);
    await edits('r1', '/antwoord Dag lid');
    expect(await at.atMember()).toMatchObject([{ text: 'Dag lid' }]);
    await at.says('anna', 'Intern', { ref: 'r2' });
    for (const ref of ['r2', 'never heard']) {
      expect((await edits(ref, '/antwoord Toch')).map(({ text }) => text)).toEqual([
        expect.stringMatching(/^Er is niets naar het lid gestuurd: een bericht dat u verandert/),
      ]);
    }
    expect(await edits('never heard', 'Intern')).toEqual([]);
    expect(await at.atMember()).toMatchObject([{ text: 'Dag lid' }]);
  });

  test('an edit into a command reaches no member from a private conversation either', async () => {
    const at = await build();
    await at.desk.happens('anna', { kind: 'text', text: '/neem 1' });
    await at.desk.happens('anna', { kind: 'text', text: 'Dag', ref: 'p1' });
    await at.desk.happens('anna', { kind: 'edited', ref: 'p1', text: '/notitie Het lid zeurt' });
    expect((await at.desk.last('anna')).text).toMatch(/^Deze wijziging ziet het lid niet\./);
    expect(await at.atMember()).toMatchObject([{ text: 'Dag' }]);
    await at.desk.happens('anna', { kind: 'edited', ref: 'p1', text: 'Dag lid' });
    expect(await at.atMember()).toMatchObject([{ text: 'Dag lid' }]);
  });

  test.each(['press', 'type'])(
    'a ticket that is taken in the room of another one is worked on in its own (%s)',
    async (how) => {
      const at = await build();
      await at.desk.happens('buur', { kind: 'text', text: 'Ik wil een adviseur spreken over de huur.' });
      await at.desk.sendDue();
      await at.says('anna', '/neem');
      if (how === 'type') await at.says('anna', '/neem 2');
      else {
        await at.says('anna', '/wachtrij');
        await at.presses('anna', 'Vraag 2 oppakken');
      }
      const [first, second] = await at.desk.tickets();
      expect(first?.workplaceId).toBe((await at.desk.conversation(room))?.id);
      expect(second?.workplaceId).toBe((await at.desk.conversation('groep/2'))?.id);
      await at.desk.happens('buur', { kind: 'text', text: 'Alleen over de huur' });
      expect((await at.transcript()).map(({ text }) => text)).not.toContain('Alleen over de huur');
      expect((await at.desk.last('groep/2')).text).toBe('Alleen over de huur');
    },
  );

  test('when the group gets another key its rooms do too; when it is no longer reached, work goes on in private', async () => {
    const at = await build(false);
    await at.presses('anna', 'Vraag 1 oppakken');
    await at.desk.desk.moved('proef', group, 'supergroep');
    expect(await at.desk.conversation('supergroep#1')).toBeDefined();
    at.desk.channel.outcome = (key) =>
      key.startsWith('supergroep') ? { kind: 'undeliverable', reason: 'removed' } : { kind: 'delivered' };
    await at.desk.happens('lid', { kind: 'text', text: 'Bent u daar?' });
    await at.desk.sendDue();
    const texts = at.desk.channel.textsTo('anna');
    expect(texts.at(-2)).toMatch(/^Ik kan in de adviesgroep niets meer schrijven\. Vraag 1 gaat daarom hier verder/);
    expect(texts.at(-1)).toBe('Bent u daar?');
    expect(at.desk.channel.textsTo('lid').join()).not.toMatch(/kwam nog niet aan/);
    expect((await at.desk.tickets())[0]).toMatchObject({ assigneeId: expect.any(String), workplaceId: null });
  });

  test('a group that gets another key numbers its messages anew: a reply there is to none of before', async () => {
    const at = await build(false);
    at.desk.channel.outcome = (key) => ({ kind: 'delivered', refs: key === `${group}#1` ? ['57'] : [] });
    await at.desk.happens('buur', { kind: 'text', text: 'Ik wil een adviseur spreken over de huur.' });
    await at.presses('anna', 'Vraag 1 oppakken');
    await at.desk.desk.moved('proef', group, 'supergroep');
    at.desk.channel.outcome = (key) => ({ kind: 'delivered', refs: key === 'supergroep#2' ? ['57'] : [] });
    at.desk.channel.placed = (key) => ({ kind: 'delivered', movedTo: key });
    await at.desk.inGroup('supergroep', 'anna', { kind: 'text', text: '/neem 2' });
    await at.desk.sendDue();
    const action = { kind: 'text', text: '/antwoord Over de huur', replyToRef: '57' } as const;
    await at.desk.inGroup('supergroep', 'anna', action);
    expect(await at.atMember()).toEqual([]);
    expect((await at.desk.transcript('buur')).at(-1)?.text).toBe('Over de huur');
    await at.desk.inGroup('supergroep', 'anna', { kind: 'text', text: '/afronden 1' });
    await at.desk.sendDue();
    expect(at.desk.channel.textsTo('supergroep#1').join()).not.toMatch(/De plek van vraag 1 was weg/);
  });

  test('a group that is ended hears nothing more, and who worked there goes on in private', async () => {
    const at = await build();
    await at.presses('anna', 'Vraag 1 oppakken');
    await at.desk.inGroup(group, 'piet', { kind: 'text', text: '/adviesgroep uit' });
    expect((await at.desk.last('anna')).text).toMatch(/gaat daarom hier verder/);
    const before = (await at.transcript()).length;
    await at.desk.say('anna', '/verder 1');
    await at.desk.happens('lid', { kind: 'text', text: 'Geheim' });
    expect((await at.desk.last('anna')).text).toBe('Geheim');
    expect(await at.transcript()).toHaveLength(before);
  });

  test('what waits for a group that is ended goes to the advisor in private', async () => {
    const at = await build();
    await at.presses('anna', 'Vraag 1 oppakken');
    await at.desk.happens('lid', { kind: 'text', text: 'Geheim' });
    await at.desk.inGroup(group, 'piet', { kind: 'text', text: '/adviesgroep uit' });
    await at.desk.sendDue();
    expect(at.desk.channel.textsTo(room)).not.toContain('Geheim');
    expect(at.desk.channel.textsTo('anna')).toContain('Geheim');
    expect(at.desk.channel.textsTo('lid').join()).not.toMatch(/kwam nog niet aan/);
  });

  test('who claims in a room while its group ends is reached in private', async () => {
    const at = await build();
    await at.presses('anna', 'Vraag 1 oppakken');
    await at.desk.inGroup(group, 'piet', { kind: 'text', text: '/adviesgroep uit' });
    const [ticket] = await at.desk.tickets();
    const workplaceId = (await at.desk.conversation(room))?.id ?? null;
    const event = { kind: 'claimed', actor: 'advisor', at: at.desk.clock.time } as const;
    await at.desk.database.stores.tickets.changeTicket(ticket as Ticket, { workplaceId }, event);
    await at.desk.happens('lid', { kind: 'text', text: 'Geheim' });
    expect((await at.desk.transcript(room)).map(({ text }) => text)).not.toContain('Geheim');
    expect((await at.desk.transcript('anna')).map(({ text }) => text)).toContain('Geheim');
  });

  test('of the end of a group only those hear who have a ticket there', async () => {
    const at = await build();
    await at.presses('anna', 'Vraag 1 oppakken');
    await at.presses('anna', 'Vraag 1 afronden');
    await at.desk.happens('lid', { kind: 'text', text: 'geholpen' });
    await at.desk.inGroup(group, 'piet', { kind: 'text', text: '/adviesgroep uit' });
    expect((await at.desk.transcript('anna')).map(({ text }) => text).join()).not.toMatch(/gaat daarom hier verder/);
    expect((await at.desk.tickets())[0]).toMatchObject({ state: 'closed', workplaceId: null });
  });

  test('in a private conversation /antwoord goes to the member of the ticket that is worked on there', async () => {
    const at = await build();
    await at.desk.happens('anna', { kind: 'text', text: '/neem 1' });
    await at.desk.happens('anna', { kind: 'text', text: '/antwoord Dag', ref: 'p1' });
    await at.desk.happens('anna', { kind: 'edited', ref: 'p1', text: '/antwoord Dag lid' });
    expect(await at.atMember()).toMatchObject([{ text: 'Dag lid' }]);
  });

  test('a place that was opened anew is said to be so', async () => {
    const at = await build();
    at.desk.channel.outcome = (key) =>
      key === room ? { kind: 'delivered', movedTo: 'groep/99' } : { kind: 'delivered' };
    await at.presses('anna', 'Vraag 1 oppakken');
    await at.desk.sendDue();
    expect((await at.desk.transcript('groep/99')).map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^De plek van vraag 1 was weg\./),
    );
  });
});
