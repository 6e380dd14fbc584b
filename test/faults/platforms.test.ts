import { expect, onTestFinished, test } from 'vitest';
import { Dice } from '../support/dice.ts';
import { ApiRefusal } from '../support/telegram/api-server.ts';
import { StrictTelegram } from '../support/telegram/strict-telegram.ts';
import { liveOn, type PlatformPeople } from './platform-world.ts';

/** How many members live through a ticket, in three rows. */
const members = 9;
/** One of so many calls fails. */
const oneIn = 6;

async function telegramPeople(): Promise<PlatformPeople> {
  const telegram = new StrictTelegram();
  await telegram.open();
  onTestFinished(() => telegram.close());
  const ids = new Map<string, number>();
  const idOf = (who: string) => {
    const id = ids.get(who) ?? 1_001 + ids.size;
    ids.set(who, id);
    return id;
  };
  let lostAnswers = 0;
  return {
    channel: 'telegram',
    env: { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url },
    says: (who, text) => void telegram.says(idOf(who), text),
    reads: (who) => telegram.botMessages(idOf(who)).map(({ text }) => text ?? ''),
    keyOf: (who) => String(idOf(who)),
    misbehave(dice) {
      telegram.disturb = (method) => {
        if (dice.below(oneIn) > 0) return undefined;
        const outcome = dice.below(4);
        if (outcome === 0) return new ApiRefusal(429, 'Too Many Requests: retry after 1', { retry_after: 1 });
        if (outcome === 1) return new ApiRefusal(502, 'Bad Gateway');
        if (outcome === 2) return 'hang up before';
        if (method === 'sendMessage') lostAnswers++;
        return 'hang up after';
      };
    },
    get lostAnswers() {
      return lostAnswers;
    },
  };
}

test('on Telegram whole tickets are lived through, whatever fails and whenever the program dies', async () => {
  const dice = new Dice(process.env['FAULTS_SEED']);
  console.info(`faults on Telegram: FAULTS_SEED=${dice.seed}`);
  const findings = await liveOn(await telegramPeople(), dice, members);
  console.info(findings);
  expect(findings.wrong).toEqual([]);
  expect(findings.kills).toBeGreaterThan(2);
  expect(findings.lostAnswers).toBeGreaterThan(0);
});
