import { describe, expect, test } from 'vitest';
import { engines } from '../../../support/databases.ts';
import { SteppedDesk } from '../../../support/stepped-desk.ts';
import { notice, unanswerable } from '../../../support/village-notice.ts';

describe.each(engines)('the figures on $engine', ({ newPlace }) => {
  test('are for the board, name nobody, and follow what happened', async () => {
    const desk = await SteppedDesk.build((await newPlace()).config);
    await desk.joins('carla', 'board', 'Carla');
    await desk.joins('anna', 'advisor', 'Anna');
    expect((await desk.say('lid', '/cijfers')).text).toContain('Dit kunnen alleen bestuursleden');
    expect((await desk.say('anna', '/cijfers')).text).toContain('Dit kunnen alleen bestuursleden');
    expect((await desk.say('carla', '/cijfers')).text).toContain('Vragen: 0 (0)');

    await desk.say('lid', '/naam Jan Terpstra');
    await desk.say('lid', notice.rent.question);
    await desk.sendDue();
    await desk.say('lid', 'geholpen');
    await desk.say('ander', notice.meeting.question);
    await desk.say('lid', `${unanswerable.replace('?', '')}, vraagt Jan Terpstra?`);
    await desk.happens('anna', { kind: 'text', text: '/neem 1' });
    await desk.happens('anna', { kind: 'text', text: 'Wel veertig.' });
    desk.clock.time += 40 * 24 * 60 * 60_000;
    await desk.say('ander', notice.phone.question);

    const { text } = await desk.say('carla', '/cijfers');
    expect(text).toContain('Cijfers van 2026 tot nu toe. Tussen haakjes: de laatste 30 dagen.');
    expect(text).toContain(
      'Vragen: 4 (1)\n- beantwoord uit het archief: 3, dat is 75% (1, dat is 100%)\n- stond niet in het archief: 1 (0)',
    );
    expect(text).toContain('Beoordeeld door leden: 1 van 3 antwoorden (0 van 1 antwoorden)\n- daarvan hielp: 1 (0)');
    expect(text).toContain('Naar adviseurs: 1 (0)\n- voor het eerst beantwoord: 1 (0)');
    expect(text).toContain('nu open: 0 wachten, 1 in behandeling');
    expect(text).toContain('Actieve adviseurs: 1 (0)');
    expect(text).toMatch(/geen antwoord op had \(nieuwste eerst\):\n- Hoeveel leden heeft de ijsvereniging/);
    expect(text).not.toMatch(/Anna|Carla|Terpstra/);

    expect((await desk.say('carla', '/cijfers 2025')).text).toMatch(/^Cijfers van 2025\n\nVragen: 0\n/);
    expect((await desk.say('carla', '/cijfers 2027')).text).toContain('Van welk jaar?');
    expect((await desk.say('carla', '/cijfers alles')).text).toContain('Van welk jaar?');
  });
});
