import { describe, expect, test } from 'vitest';
import { engines } from '../../../support/databases.ts';
import { SteppedDesk } from '../../../support/stepped-desk.ts';

const question = 'Welke vergunning heeft dorpshuis De Klaproos nodig voor een rommelmarkt?';
const answer = 'Voor een rommelmarkt vraagt u een evenementenvergunning aan bij de gemeente, acht weken van tevoren.';

describe.each(engines)('an answer of an advisor on $engine', ({ newPlace }) => {
  /** A question that the archive does not answer, answered by Anna; Carla is the board. */
  const answered = async () => {
    const desk = await SteppedDesk.build((await newPlace()).config);
    await desk.joins('anna', 'advisor', 'Anna');
    await desk.joins('carla', 'board', 'Carla');
    await desk.say('lid', '/naam Jan Terpstra');
    await desk.say('lid', question);
    await desk.say('anna', '/neem 1');
    await desk.happens('anna', { kind: 'text', text: `Dag Jan, ${answer} Bel mij op 06-12345678. Groet, Anna` });
    const done = (await desk.presses('anna', 'Vraag 1 afronden'))[0];
    expect(done?.text).toContain('Mag het archief dit de volgende keer weten?');
    return desk;
  };
  const follow = (desk: SteppedDesk) => desk.index.follow(desk.database.stores.knowledge);

  test('is proposed without personal data, approved by the board, and answers the same question afterwards', async () => {
    const desk = await answered();
    const [draft] = await desk.presses('anna', 'Voorstel maken');
    expect(draft?.text).toContain('Dit heb ik weggelaten: een telefoonnummer.');
    expect(draft?.text).toContain(`Antwoord: ${answer} Bel mij op (telefoonnummer).\n`);
    await desk.say('anna', `/voorstel 1 ${answer}`);
    await desk.say('anna', '/bron 1 Brief van de gemeente, mei 2026');
    await desk.presses('anna', 'Indienen bij het bestuur');
    expect((await desk.last('carla')).text).toMatch(/^Anna stelt dit voor het archief voor.*Brief van de gemeente/s);

    expect((await desk.presses('carla', 'Goedkeuren'))[0]?.text).toContain('staat nu in het archief');
    expect((await desk.last('anna')).text).toContain('in het archief gezet');
    await follow(desk);
    const reply = await desk.say('iemand', question);
    expect(reply.details?.outcome).toBe('answered');
    expect(reply.text).toContain('evenementenvergunning');
    expect(reply.details?.citations).toMatchObject([
      { title: question, source: 'antwoord van een adviseur', date: '2026-08-12' },
    ]);
    expect(reply.details?.citations.every(({ quote }) => answer.includes(quote))).toBe(true);
    const [document] = await desk.database.stores.knowledge.listDocuments('antwoorden van adviseurs');
    expect(document).toMatchObject({ kind: 'antwoord van een adviseur', basedOn: 'Brief van de gemeente, mei 2026' });
    expect(await desk.eventsOf((await desk.tickets())[0])).toContain('archive_approved');
  });

  test('that the board refuses stays out, its advisor hears why, and may propose a better one', async () => {
    const desk = await answered();
    await desk.presses('anna', 'Voorstel maken');
    await desk.say('anna', '/indienen 1');
    expect((await desk.say('carla', '/voorstellen')).text).toContain(`1. ${question}`);
    await desk.presses('carla', 'Voorstel 1 lezen');
    await desk.say('carla', '/afwijzen 1 Noem de gemeente erbij.');
    expect((await desk.last('anna')).text).toContain('De reden: Noem de gemeente erbij.');
    expect((await desk.say('carla', '/goedkeuren 1')).text).toContain('ligt geen voorstel');
    expect(await follow(desk)).toBe(0);
    expect((await desk.say('anna', '/voorstel 1 In Voorbeeldstad moet dat.')).text).toContain(
      'In Voorbeeldstad moet dat.',
    );
    expect((await desk.say('carla', '/voorstellen')).text).toContain('geen voorstellen');
  });

  test('is decided on by the board only, and once', async () => {
    const desk = await answered();
    await desk.say('anna', '/voorstel 1');
    await desk.say('anna', '/indienen 1');
    for (const typed of ['/goedkeuren 1', '/afwijzen 1', '/voorstellen']) {
      expect((await desk.say('anna', typed)).text).toContain('Dit kunnen alleen');
    }
    expect((await desk.say('anna', `/voorstel 1 ${answer}`)).text).toContain('ligt al bij het bestuur');
    await desk.say('carla', '/goedkeuren 1');
    expect((await desk.say('carla', '/goedkeuren 1')).text).toContain('staat al in het archief');
    expect((await desk.say('carla', '/afwijzen 1')).text).toContain('staat al in het archief');
  });

  test('of a board member may be approved by themselves, for somebody has to', async () => {
    const desk = await answered();
    await desk.say('lid', 'Ik wil graag een adviseur spreken over de statuten.');
    await desk.say('carla', '/neem 2');
    await desk.say('carla', '/afronden');
    await desk.say('carla', `/voorstel 2 ${answer}`);
    await desk.happens('carla', { kind: 'text', text: '/indienen 2' });
    expect((await desk.say('carla', '/goedkeuren 2')).text).toContain('staat nu in het archief');
  });

  test('is proposed by who gave it, after it is done, and not when it is empty', async () => {
    const desk = await answered();
    await desk.joins('bert', 'advisor', 'Bert');
    expect((await desk.say('bert', '/voorstel 1')).text).toContain('niet van u, maar van Anna');
    expect((await desk.say('anna', '/bron 1 De wet')).text).toContain('ligt geen voorstel');
    await desk.say('lid', 'Ik wil graag een adviseur spreken over de statuten.');
    await desk.say('bert', '/neem 2');
    expect((await desk.say('bert', '/voorstel 2')).text).toContain('nog niet afgerond');
    await desk.say('bert', '/afronden');
    expect((await desk.say('bert', '/voorstel 2')).text).toContain('(nog leeg)');
    expect((await desk.say('bert', '/indienen 2')).text).toContain('Het antwoord is nog leeg');
    expect((await desk.say('bert', '/vraagtekst 2 Hoe wijzigen we de statuten?')).text).toContain(
      'Vraag: Hoe wijzigen we de statuten?',
    );
    expect((await desk.say('bert', '/voorstel 2 Bel mij op 06-12345678.')).text).toContain('een telefoonnummer');
  });
});
