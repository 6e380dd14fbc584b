import { onTestFinished } from 'vitest';
import { ApiRefusal } from '../support/telegram/api-server.ts';
import { StrictTelegram } from '../support/telegram/strict-telegram.ts';
import { oneIn, type PlatformPeople } from './platform-world.ts';

/** People on a Telegram that refuses calls, and breaks connections before and after the work is done. */
export async function telegramPeople(): Promise<PlatformPeople> {
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
    listens: null,
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
