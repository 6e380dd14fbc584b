import { beforeAll, describe, expect, test } from 'vitest';
import type { IncomingFile } from '../../../../src/desk/channel.ts';
import type { Message } from '../../../../src/desk/conversation.ts';
import type { DeskStores } from '../../../../src/desk/stores.ts';
import type { Transactor } from '../../../../src/kernel/transaction.ts';
import type { KnowledgeStore } from '../../../../src/knowledge/knowledge-store.ts';
import { engines } from '../../../support/databases.ts';
import { makeDocument } from '../../../support/documents/make-document.ts';
import { makePdf, printPdf } from '../../../support/documents/printed.ts';
import { paper } from '../../../support/sent-document.ts';
import { SteppedDesk } from '../../../support/stepped-desk.ts';
import { notice, unanswerable } from '../../../support/village-notice.ts';

const collection = 'stukken van het bestuur';
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const day = 24 * 60 * 60_000;

let pdf: IncomingFile;
let docx: IncomingFile;
beforeAll(async () => {
  pdf = { name: 'jeugdhonk.pdf', content: await makeDocument('pdf', paper.content) };
  docx = { name: 'honkregels.docx', content: await makeDocument('docx', paper.content) };
});

/** A text file of its own; every word of it can be told apart. */
const txt = (name: string, text: string): IncomingFile => ({ name, content: new TextEncoder().encode(text) });
const rules = (hour: string) =>
  txt(
    'regels.txt',
    `Regels van de speeltuin\n\nDe speeltuin van Voorbeeldbuurt sluit om ${hour} uur. Honden mogen er niet in.\n`,
  );

describe.each(engines)('a document that is sent on $engine', ({ engine, newPlace }) => {
  /** Carla is the board, Anna an advisor; they write in conversations of their own. */
  const open = async (wrap?: Parameters<typeof SteppedDesk.build>[1]) => {
    const desk = await SteppedDesk.build((await newPlace()).config, wrap);
    await desk.joins('carla', 'board', 'Carla');
    await desk.joins('anna', 'advisor', 'Anna');
    const sends = (key: string, files: IncomingFile[], text = '') =>
      desk.happens(key, { kind: 'text', text, files, ref: `${key}-${desk.handled.length}-${text}` });
    const follow = () => desk.index.follow(desk.database.stores.knowledge);
    const inArchive = async () =>
      (await desk.database.stores.knowledge.listDocuments(collection)).map(({ title }) => title);
    return { desk, sends, follow, inArchive };
  };
  const labels = (message: Message | undefined) => (message?.details?.choices ?? []).map(({ label }) => label);

  test('is shown as it was read, goes into the archive by one press, and is answered from', async () => {
    const { desk, sends, follow, inArchive } = await open();
    const [preview, ...more] = await sends('carla', [pdf]);
    expect(more).toEqual([]);
    expect(preview?.text).toContain('Ik heb “jeugdhonk.pdf” gelezen. Het staat nog niet in het archief.');
    expect(preview?.text).toContain('Titel: Reglement jeugdhonk De Zolder\nDatum: 2026-03-14\nSoort: niet gevonden');
    expect(preview?.text).toMatch(/Omvang: 1 bladzijde, \d kopjes, \d stukken tekst/);
    expect(preview?.text).toMatch(/Zo heb ik het gelezen \(onder “.+”, bladzijde 1\):\n“.+/);
    expect(preview?.text).toContain('nieuw in het archief');
    expect(preview?.text).toContain('na 7 dagen');
    expect(labels(preview)).toEqual(['In het archief zetten', 'Weggooien']);
    expect(await inArchive()).toEqual([]);
    expect((await desk.say('lid', paper.question)).details?.outcome).not.toBe('answered');

    const [done] = await desk.presses('carla', 'In het archief zetten');
    expect(done?.text).toContain('staat in het archief');
    await follow();
    const answer = await desk.say('ander lid', paper.question);
    expect(answer.text).toMatch(paper.fact);
    expect(answer.details?.citations).toMatchObject([{ source: 'jeugdhonk.pdf', page: 1 }]);
  });

  test('is added once, however often is pressed, and comes out again', async () => {
    const { desk, sends, follow, inArchive } = await open();
    await sends('carla', [docx], '/document');
    await desk.presses('carla', 'In het archief zetten');
    const [again] = await desk.presses('carla', 'In het archief zetten');
    expect(again?.text).toContain('staat al in het archief');
    expect(await desk.database.stores.knowledge.listDocuments(collection)).toMatchObject([{ edition: 1 }]);
    await desk.presses('carla', 'Haal weer weg');
    expect(await inArchive()).toEqual([]);
    expect((await desk.presses('carla', 'Haal weer weg'))[0]?.text).toContain('al weg');
    await follow();
    expect((await desk.say('lid', paper.question)).details?.outcome).not.toBe('answered');
  });

  test('is added once by who presses at the same moment on two accounts', async () => {
    const { desk, sends } = await open();
    const code = /\/koppel (\S+)/.exec((await desk.say('carla', '/koppel')).text)?.[1] ?? '';
    await desk.say('carla thuis', `/koppel ${code}`);
    await sends('carla', [pdf]);
    for (const key of ['carla', 'carla thuis']) await desk.channel.happens(key, { kind: 'text', text: '/opnemen 1' });
    const events = await desk.database.stores.inbox.dueEvents([desk.channel.name], desk.clock.now(), 9);
    await Promise.all(events.map((event) => desk.desk.handle(event)));
    desk.clock.time += 1_000;
    await desk.handleDue();
    const said = [await desk.last('carla'), await desk.last('carla thuis')].map(({ text }) => text).sort();
    expect(said).toEqual([
      expect.stringContaining('staat al in het archief'),
      expect.stringContaining('staat in het archief: 2'),
    ]);
    expect(await desk.database.stores.knowledge.listDocuments(collection)).toMatchObject([{ edition: 1 }]);
  });

  test('takes the place of the edition before it, which comes back when it is taken out', async () => {
    const { desk, sends, follow, inArchive } = await open();
    await sends('carla', [rules('20.00')]);
    await desk.presses('carla', 'In het archief zetten');
    const [newer] = await sends('carla', [rules('22.00')]);
    expect(newer?.text).toContain('Dit wordt editie 2. Het komt in de plaats van “Regels van de speeltuin”');
    expect((await desk.presses('carla', 'In het archief zetten'))[0]?.text).toContain('De vorige editie is weg');
    await follow();
    const question = 'Hoe laat sluit de speeltuin van Voorbeeldbuurt?';
    expect((await desk.say('lid', question)).text).toContain('22.00');
    expect((await desk.say('carla', '/weghalen 1')).text).toContain('nieuwere editie');
    expect((await desk.say('carla', '/weghalen 2')).text).toContain('De editie van daarvoor staat er weer');
    await follow();
    expect((await desk.say('lid 2', question)).text).toContain('20.00');
    expect((await desk.say('carla', '/weghalen 1')).text).toContain('weer uit het archief');
    expect(await inArchive()).toEqual([]);
  });

  // SQLite has one writer: nobody comes in between.
  test.skipIf(engine === 'sqlite')('that came in while the one before it was taken out stays', async () => {
    let meanwhile: (() => Promise<unknown>) | undefined;
    const wrap = (database: Transactor<DeskStores>): Transactor<DeskStores> => ({
      stores: database.stores,
      transaction: (work) =>
        database.transaction((stores) => {
          const knowledge: KnowledgeStore = {
            findDocument: (id) => stores.knowledge.findDocument(id),
            async findDocumentByPath(...place) {
              const found = await stores.knowledge.findDocumentByPath(...place);
              await meanwhile?.();
              meanwhile = undefined;
              return found;
            },
            listDocuments: (of) => stores.knowledge.listDocuments(of),
            saveEdition: (...edition) => stores.knowledge.saveEdition(...edition),
            removeDocument: (...which) => stores.knowledge.removeDocument(...which),
            passagesOf: (id) => stores.knowledge.passagesOf(id),
            findPassage: (id) => stores.knowledge.findPassage(id),
            latestChange: () => stores.knowledge.latestChange(),
            changesSince: (seq) => stores.knowledge.changesSince(seq),
          };
          return work({ ...stores, knowledge });
        }),
    });
    const { desk, sends } = await open(wrap);
    const { knowledge } = desk.database.stores;
    for (const file of [rules('20.00'), rules('22.00'), docx]) {
      await sends('carla', [file]);
      await desk.presses('carla', 'In het archief zetten');
    }
    // One has an edition before it, to be put back, and one has none.
    for (const [number, path] of [[2, 'regels.txt'] as const, [3, 'honkregels.docx'] as const]) {
      const before = (await knowledge.findDocumentByPath(collection, path)) ?? expect.fail('not added');
      const newer = { ...before, contentHash: 'nieuwer', ingestedAt: desk.clock.now() };
      meanwhile = () => knowledge.saveEdition(newer, []);
      await desk.channel.happens('carla', { kind: 'text', text: `/weghalen ${number}` });
      await desk.handleDue();
      desk.clock.time += 1_000;
      await desk.handleDue();
      expect((await desk.last('carla')).text).toContain('nieuwere editie');
      expect((await knowledge.findDocument(before.id))?.contentHash).toBe('nieuwer');
    }
  });

  test('of another name and the same title is an edition of the same document, and a title can be made better', async () => {
    const { desk, sends, inArchive } = await open();
    await sends('carla', [pdf]);
    await desk.presses('carla', 'In het archief zetten');
    const [second] = await sends('carla', [docx]);
    expect(second?.text).toContain('Dit wordt editie 2');
    const retitled = await desk.say('carla', '/titel 2  Regels van het honk');
    expect(retitled.text).toContain('Titel: Regels van het honk\n');
    expect(retitled.text).toContain('nieuw in het archief');
    expect((await desk.say('carla', '/datum 2 vorig jaar')).text).toContain('Zet de datum achter het nummer');
    expect((await desk.say('carla', '/datum 2 2026-02-31')).text).toContain('Zet de datum achter het nummer');
    expect((await desk.say('carla', '/datum 2 2025-11')).text).toContain(
      'Titel: Regels van het honk\nDatum: 2025-11\n',
    );
    await desk.presses('carla', 'In het archief zetten');
    expect(await inArchive()).toEqual(['Reglement jeugdhonk De Zolder', 'Regels van het honk'].sort());
    expect((await desk.say('carla', '/document 2')).text).toContain('staat al in het archief');
    expect((await desk.say('carla', '/titel 2 Te laat')).text).toContain('staat al in het archief');
  });

  test('that the archive has already is told so, in whatever folder and bytes that is', async () => {
    const { desk, sends } = await open();
    const [same] = await sends('carla', [txt('kopie.txt', `${notice.text}\n\n\n`)]);
    expect(same?.text).toContain('Dezelfde tekst staat al in het archief: “Mededeling van Dorpsbelang Voorbeeldbuurt”');
    const [personal] = await sends('carla', [
      txt('brief.txt', 'Brief aan het dorp\n\nBel mevrouw Jansen op 06-12345678 over het feest.\n'),
    ]);
    expect(personal?.text).toContain('Er staat een naam en een telefoonnummer in. Mag iedereen dat lezen?');
    const [alike] = await sends('carla', [
      txt('nieuw.txt', 'Mededeling van Dorpsbelang Voorbeeldbuurt\n\nHet dorpsfeest is op 3 juni in de feesttent.\n'),
    ]);
    expect(alike?.text).toContain('Het archief heeft ook een ander document met deze titel');
    expect(await desk.tickets()).toEqual([]);
  });

  test('is decided on by who sent it: others, old buttons and what was taken back do nothing', async () => {
    const { desk, sends, inArchive } = await open();
    await desk.joins('dirk', 'board', 'Dirk');
    const [preview] = await sends('carla', [pdf]);
    expect((await desk.say('dirk', '/opnemen 1')).text).toContain('geen document met nummer 1');
    expect((await desk.say('anna', '/opnemen 1')).text).toContain('Dit kunnen alleen bestuursleden');
    expect((await desk.say('lid', '/opnemen 1')).text).toContain('Dit kunnen alleen bestuursleden');
    expect(await desk.happens('dirk', { kind: 'chose', messageId: preview?.id ?? '', choice: 0 })).toEqual([]);
    expect(await inArchive()).toEqual([]);

    await desk.presses('carla', 'Weggooien');
    expect((await desk.presses('carla', 'In het archief zetten'))[0]?.text).toContain('al weg');
    await desk.happens('carla', { kind: 'text', text: '', files: [pdf], ref: 'weg' });
    await desk.happens('carla', { kind: 'deleted', ref: 'weg' });
    expect((await desk.presses('carla', 'In het archief zetten'))[0]?.text).toContain('bericht met “Reglement');
    await sends('carla', [docx]);
    desk.clock.time += 8 * day;
    expect((await desk.presses('carla', 'In het archief zetten'))[0]?.text).toContain('geen document met nummer 3');
    expect(await inArchive()).toEqual([]);
  });

  test('that is taken back leaves nothing behind, and in the archive it stays until its sender says so', async () => {
    const { desk, sends, inArchive } = await open();
    const send = (file: IncomingFile, ref: string) =>
      desk.happens('carla', { kind: 'text', text: '', files: [file], ref });
    await send(pdf, 'wacht');
    expect(await desk.happens('carla', { kind: 'deleted', ref: 'wacht' })).toEqual([]);
    expect(await desk.database.stores.documentDrafts.findDraft(1)).toMatchObject({ state: 'dropped', passages: [] });
    for (const command of ['/document 1', '/titel 1 Anders', '/opnemen 1']) {
      expect((await desk.say('carla', command)).text).toContain('bericht met “Reglement');
    }
    expect((await desk.say('carla', '/document')).text).not.toContain('Reglement');

    await send(rules('20.00'), 'staat erin');
    await desk.presses('carla', 'In het archief zetten');
    const [said] = await desk.happens('carla', { kind: 'deleted', ref: 'staat erin' });
    expect(said?.text).toContain('“Regels van de speeltuin” staat nog in het archief');
    await sends('carla', [docx]);
    await desk.presses('carla', 'Haal weer weg');
    expect(await inArchive()).toEqual([]);
  });

  test('of thousands of short lines is refused: cutting it up would hold up everybody', async () => {
    const { sends } = await open();
    const [refusal] = await sends('carla', [txt('lijst.txt', '- punt\n'.repeat(30_000))]);
    expect(refusal?.text).toContain('lijst.txt heeft te veel tekst om hier te sturen');
  });

  test('gets a title that fits on a line and shows as it is', async () => {
    const { desk, sends } = await open();
    await sends('carla', [pdf]);
    expect((await desk.say('carla', `/titel 1 ${'lang '.repeat(1_900)}`)).text).toContain('te lang');
    const shown = await desk.say('carla', '/titel 1 Regels\u0000 van\u202e\nhet *honk*');
    expect(shown.text).toContain('Titel: Regels van het *honk*\n');
    expect((await desk.say('carla', '/titel 1 \u200b\u202e')).text).toContain('Zet de titel achter het nummer');
  });

  test('that takes the place of another says how to keep both, and counts the headings that it has', async () => {
    const { desk, sends } = await open();
    const loose = 'De speeltuin van Voorbeeldbuurt sluit om acht uur, en honden mogen er ook aan de lijn niet in.';
    expect((await sends('carla', [txt('los.txt', loose)]))[0]?.text).toContain('Omvang: 1 stuk tekst');
    await sends('carla', [rules('20.00')]);
    await desk.presses('carla', 'In het archief zetten');
    const [byName] = await sends('carla', [rules('22.00')]);
    expect(byName?.text).toContain('stuur het met een andere bestandsnaam');
    const [byTitle] = await sends('carla', [{ ...rules('23.00'), name: 'nieuwe regels.txt' }]);
    expect(byTitle?.text).toContain('Geef het dan eerst een andere titel: /titel 4');
    expect((await desk.say('carla', '/titel 4 Regels van de kinderboerderij')).text).toContain('nieuw in het archief');
  });

  test('is shown anew when somebody else was first with the same name', async () => {
    const { desk, sends } = await open();
    await desk.joins('dirk', 'board', 'Dirk');
    await sends('carla', [rules('20.00')]);
    await sends('dirk', [rules('22.00')]);
    await desk.presses('dirk', 'In het archief zetten');
    const [shown] = await desk.presses('carla', 'In het archief zetten');
    expect(shown?.text).toMatch(/^Het archief is intussen veranderd.*editie 2/s);
    expect((await desk.presses('carla', 'In het archief zetten'))[0]?.text).toContain('De vorige editie is weg');
  });

  test('is shown anew when what it would replace is another document by now; it waits a week from then', async () => {
    const { desk, sends } = await open();
    await desk.joins('dirk', 'board', 'Dirk');
    await sends('carla', [rules('20.00')]);
    await desk.presses('carla', 'In het archief zetten');
    await sends('carla', [rules('22.00')]);
    desk.clock.time += 6 * day;
    await desk.say('dirk', '/weghalen 1');
    await sends('dirk', [
      txt('regels.txt', 'Huisregels van de sporthal\n\nIn de sporthal zijn zwarte zolen verboden.\n'),
    ]);
    await desk.presses('dirk', 'In het archief zetten');
    desk.clock.time += 1_000;
    const [shown] = await desk.presses('carla', 'In het archief zetten');
    expect(shown?.text).toMatch(/^Het archief is intussen veranderd.*in de plaats van “Huisregels van de sporthal”/s);
    desk.clock.time += 6 * day;
    expect((await desk.presses('carla', 'In het archief zetten'))[0]?.text).toContain('De vorige editie is weg');
  });

  test('of a member or advisor is refused kindly, and nothing is kept of it', async () => {
    const { desk, sends } = await open();
    for (const key of ['lid', 'anna']) {
      const [refusal] = await sends(key, [pdf], '/document');
      expect(refusal?.text).toContain('Alleen het bestuur kan een document in het archief zetten.');
      expect((await sends(key, [docx]))[0]?.text).toContain('Wat is uw vraag erbij?');
    }
    expect(await desk.database.stores.documentDrafts.listDrafts('waiting', 9)).toEqual([]);
  });

  test('that cannot be read says why, each file for itself; pictures are no documents', async () => {
    const { desk, sends, inArchive } = await open();
    const files = [
      { name: 'kapot.pdf', content: pdf && 'content' in pdf ? pdf.content.subarray(0, 900) : new Uint8Array() },
      txt('leeg.txt', '   \n'),
      { name: 'geheim.pdf', content: await makePdf(paper.content, { userPassword: 'geheim' }) },
      { name: 'scan.pdf', content: await printPdf((page) => page.rect(50, 50, 200, 200).fill('gray')) },
      { name: 'foto.png', content: png },
      docx,
    ];
    const said = (await sends('carla', files)).map(({ text }) => text);
    expect(said).toEqual([
      expect.stringMatching(/“kapot\.pdf” .*Er komt nu niets van in het archief\./),
      expect.stringMatching(/leeg\.txt staat geen tekst/),
      expect.stringMatching(/“geheim\.pdf” is met een wachtwoord beveiligd/),
      expect.stringMatching(/“scan\.pdf” .* zoals bij een scan/),
      expect.stringContaining('Ik heb “honkregels.docx” gelezen'),
      expect.stringContaining('“foto.png”: een foto, film of geluid is geen document'),
    ]);
    expect((await sends('carla', [{ name: 'foto.png', content: png }]))[0]?.text).toContain('is geen document');
    expect(await inArchive()).toEqual([]);
    const page = txt(
      'pagina.html',
      '<html><body><h1>Feestcommissie</h1><p>De commissie telt <b>zes</b> leden.</p></body></html>',
    );
    const [html] = await sends('carla', [page]);
    expect(html?.text).toContain('Ik heb “pagina.html” gelezen');
    expect(html?.text).toContain('De commissie telt zes leden.');
    expect(await desk.tickets()).toEqual([]);
  });

  test('goes to the member while its sender works on a ticket, unless they say /document', async () => {
    const { desk, sends } = await open();
    await desk.say('lid', unanswerable);
    await desk.happens('carla', { kind: 'text', text: '/neem 1' });
    await sends('carla', [pdf]);
    expect((await desk.last('lid')).attachments).toMatchObject([{ name: 'jeugdhonk.pdf' }]);
    const [preview] = await sends('carla', [docx], '/document');
    expect(preview?.text).toContain('Ik heb “honkregels.docx” gelezen');
    expect((await desk.last('lid')).attachments).toMatchObject([{ name: 'jeugdhonk.pdf' }]);
  });

  test('may belong to a question of its sender’s own: they choose, and it goes to one place', async () => {
    const { desk, sends, inArchive } = await open();
    await desk.say('carla', unanswerable);
    const budget = txt('begroting.csv', 'post;euro\nzaal;300\n');
    for (const file of [{ name: 'foto.png', content: png }, budget]) {
      expect((await sends('carla', [file]))[0]?.text).toContain('Uw bestand staat bij vraag 1.');
    }
    const [preview] = await sends('carla', [pdf], 'Dit is ons plan');
    expect(preview?.text).toContain('Kies dan “Bij mijn vraag 1”');
    expect(preview?.text).toContain('Wat u erbij schreef, heb ik niet als vraag gelezen.');
    expect(labels(preview)).toEqual(['In het archief zetten', 'Bij mijn vraag 1', 'Weggooien']);
    await desk.happens('anna', { kind: 'text', text: '/neem 1' });
    const names = async () =>
      (await desk.transcript('anna')).flatMap(({ attachments }) => attachments.map(({ name }) => name));
    expect(await names()).toEqual(['foto.png', 'begroting.csv']);
    await desk.presses('carla', 'Bij mijn vraag 1');
    expect((await desk.last('anna')).attachments).toMatchObject([{ name: 'jeugdhonk.pdf' }]);
    expect((await desk.presses('carla', 'In het archief zetten'))[0]?.text).toContain('al weg');
    // The advisor talks with them now: the next file is for the advisor.
    await sends('carla', [docx]);
    expect((await desk.last('anna')).attachments).toMatchObject([{ name: 'honkregels.docx' }]);
    expect(await inArchive()).toEqual([]);
  });

  test('never goes along with a later question, and a question with a file stays a question', async () => {
    const { desk, sends } = await open();
    await sends('carla', [pdf], 'Het reglement');
    await desk.happens('carla', { kind: 'edited', ref: `carla-0-Het reglement`, text: 'Het nieuwe reglement' });
    expect(await desk.tickets()).toEqual([]);
    await desk.say('carla', unanswerable);
    const [ticket] = await desk.tickets();
    const { conversations } = desk.database.stores;
    const own = await conversations.ticketMessages(ticket?.id ?? '', ticket?.conversationId ?? '');
    expect(own.flatMap(({ attachments }) => attachments)).toEqual([]);
    const [added, refused] = await sends('carla', [{ name: 'oud.doc', missing: 'too_large' }], 'Ons oude plan');
    expect(added?.text).toContain('bij vraag 1 gezet');
    expect((await desk.eventsOf(ticket)).at(-1)).toBe('told_more');
    expect(refused?.text).toContain('oud.doc: het bestand is te groot');
    expect((await desk.tickets()).length).toBe(1);
    await sends('carla', [docx], `${unanswerable.replace('Hoeveel leden', 'Hoeveel schaatsen')} Zie het stuk.`);
    expect((await desk.tickets()).length).toBe(2);
  });

  test('that could not be read stays no question when what was written with it changes', async () => {
    const { desk, sends } = await open();
    await sends('carla', [txt('leeg.txt', '   \n')], 'Ons plan');
    expect(await desk.happens('carla', { kind: 'edited', ref: 'carla-0-Ons plan', text: 'Ons nieuwe plan' })).toEqual(
      [],
    );
    expect(await desk.tickets()).toEqual([]);
    const asked = { kind: 'edited', ref: 'carla-0-Ons plan', text: notice.meeting.question } as const;
    expect(await desk.happens('carla', asked)).toMatchObject([{ details: { outcome: 'answered' } }]);
  });

  test('is explained by /document, with what waits and what came in', async () => {
    const { desk, sends } = await open();
    expect((await desk.say('carla', '/document')).text).toMatch(/^Zo zet u een document in het archief/);
    await sends('carla', [pdf]);
    await desk.presses('carla', 'In het archief zetten');
    await sends('carla', [rules('20.00')]);
    const said = await desk.say('carla', '/document');
    expect(said.text).toContain('Deze wachten op uw besluit:\n2. Regels van de speeltuin');
    expect(said.text).toContain('Dit kwam er het laatst bij.');
    expect(said.text).toContain('1. Reglement jeugdhonk De Zolder');
    expect((await desk.presses('carla', '2. Regels van de speeltuin'))[0]?.text).toContain(
      'Ik heb “regels.txt” gelezen',
    );
    expect((await desk.say('carla', '/titel 2')).text).toContain('Zet de titel achter het nummer');
    expect((await desk.say('carla', '/opnemen')).text).toContain('Welk document?');
  });

  test(`waits through a restart of the desk (${engine})`, async () => {
    const place = await newPlace();
    const before = await SteppedDesk.build(place.config);
    await before.joins('carla', 'board', 'Carla');
    await before.happens('carla', { kind: 'text', text: '', files: [pdf] });
    const after = await SteppedDesk.build(place.config);
    expect((await after.presses('carla', 'In het archief zetten'))[0]?.text).toContain('staat in het archief');
    // A start takes in folders anew, and with them what was in them goes or stays.
    const later = await SteppedDesk.build(place.config);
    expect(await later.database.stores.knowledge.listDocuments(collection)).toHaveLength(1);
  });
});
