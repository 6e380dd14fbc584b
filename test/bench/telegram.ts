import { TelegramChannel } from '../../adapters/telegram/channel.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { StrictTelegram } from '../support/telegram/strict-telegram.ts';
import { benchChat, type ChatStage } from './chat-speed.ts';

/**
 * How fast the desk is in Telegram, over polling.
 *
 *     npm run bench -- telegram --messages 1000 --per-second 20
 */
export async function benchTelegram(words: readonly string[]): Promise<void> {
  await benchChat(words, open);
}

async function open(unlimited: boolean): Promise<ChatStage> {
  const telegram = new StrictTelegram();
  await telegram.open();
  const channel = new TelegramChannel({
    token: telegram.token,
    apiRoot: telegram.url,
    receiving: { kind: 'polling' },
    logger: silentLogger,
    staff: async () => [],
    advisorGroups: async () => [],
    ...(unlimited && { sendRate: null }),
  });
  return {
    channel,
    listening: async () => {},
    ask: (person, question) => void telegram.says(person, question),
    onReply: (hear) => {
      telegram.onCall = ({ method, payload }) => {
        if (method === 'sendMessage') hear(Number(payload['chat_id']));
      };
    },
    close: () => telegram.close(),
  };
}
