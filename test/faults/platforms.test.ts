import { describe, expect, test } from 'vitest';
import { Dice } from '../support/dice.ts';
import { discordPeople } from './discord-people.ts';
import { liveOn } from './platform-world.ts';
import { telegramPeople } from './telegram-people.ts';

/** How many members live through a ticket, in three rows. */
const members = 9;

const platforms = [
  { name: 'Telegram', open: telegramPeople, neverRepeats: false },
  // It knows a message that is sent again by its nonce, for some minutes.
  { name: 'Discord', open: discordPeople, neverRepeats: true },
];

describe.each(platforms)('on $name', ({ name, open, neverRepeats }) => {
  test('whole tickets are lived through, whatever fails and whenever the program dies', async () => {
    const dice = new Dice(process.env['FAULTS_SEED']);
    console.info(`faults on ${name}: FAULTS_SEED=${dice.seed}`);
    const findings = await liveOn(await open(), dice, members);
    console.info(findings);
    expect(findings.wrong).toEqual([]);
    expect(findings.kills).toBeGreaterThan(2);
    expect(findings.lostAnswers).toBeGreaterThan(0);
    if (neverRepeats) expect(findings.repeated).toBe(0);
  });
});
