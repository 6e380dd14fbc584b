import { onTestFinished } from 'vitest';
import type { DatabaseConfig } from '../../../adapters/database/engine.ts';
import { type Receiving, TelegramChannel } from '../../../adapters/telegram/channel.ts';
import type { StaffMember } from '../../../adapters/telegram/commands-menu.ts';
import type { House } from '../../../src/house.ts';
import { systemClock } from '../../../src/kernel/clock.ts';
import { type Logger, silentLogger } from '../../../src/kernel/logger.ts';
import { invite } from '../../../src/people/invitation.ts';
import { accountsOfStaff, type Role } from '../../../src/people/person.ts';
import { newSqlitePlace } from '../databases.ts';
import { noticeHouse } from '../stepped-desk.ts';
import { until } from '../until.ts';
import { type FakeMessage, StrictTelegram } from './strict-telegram.ts';

/** A desk that is open in Telegram, with the platform that it talks to. */
export interface TelegramDesk {
  telegram: StrictTelegram;
  house: House;
  channel: TelegramChannel;
  config: DatabaseConfig;
  /** What the bot wrote in a chat, once it holds a message that matches. */
  hears(chatId: number, pattern: RegExp, after?: number): Promise<FakeMessage>;
  /** Resolves when all updates are handled and all messages are sent. */
  quiet(): Promise<void>;
  /** A code with which somebody becomes an advisor, unless said. */
  code(role?: Role): Promise<string>;
}

/** Opens a desk with the real client library over loopback HTTP, on a database and a platform of its own unless given. */
export async function openTelegramDesk(
  options: ChannelOptions & { config?: DatabaseConfig; telegram?: StrictTelegram } = {},
): Promise<TelegramDesk> {
  const telegram = options.telegram ?? (await startTelegram());
  const config = options.config ?? (await newSqlitePlace()).config;
  const house = await noticeHouse(config);
  const staff = () => accountsOfStaff(house.database.stores.people, 'telegram');
  const channel = channelTo(telegram, { ...options, staff });
  await house.open({ channels: [channel] });
  return { telegram, house, channel, config, ...views(telegram, house) };
}

/** A platform that is closed when the test ends. */
export async function startTelegram(): Promise<StrictTelegram> {
  const telegram = new StrictTelegram();
  await telegram.open();
  onTestFinished(() => telegram.close());
  return telegram;
}

interface ChannelOptions {
  receiving?: Receiving;
  logger?: Logger;
  staff?(): Promise<readonly StaffMember[]>;
  advisorGroups?(): Promise<readonly string[]>;
  /** Sends as fast as it can. */
  unlimited?: boolean;
}

/** A channel to this Telegram; stopped when the test ends. */
export function channelTo(
  telegram: StrictTelegram,
  {
    receiving = { kind: 'polling', pollSeconds: 5 },
    logger = silentLogger,
    staff = async () => [],
    advisorGroups = async () => [],
    unlimited = false,
  }: ChannelOptions = {},
): TelegramChannel {
  const channel = new TelegramChannel({
    token: telegram.token,
    apiRoot: telegram.url,
    receiving,
    logger,
    staff,
    advisorGroups,
    ...(unlimited && { sendRate: null }),
  });
  onTestFinished(() => channel.stop());
  return channel;
}

function views(telegram: StrictTelegram, house: House): Pick<TelegramDesk, 'hears' | 'quiet' | 'code'> {
  const { stores } = house.database;
  return {
    hears: (chatId, pattern, after = 0) =>
      until(`${pattern} in ${chatId}`, () =>
        telegram
          .botMessages(chatId)
          .find(({ message_id, text, caption }) => message_id > after && pattern.test(text ?? caption ?? '')),
      ),
    quiet: async () => {
      await until('all confirmed', () => telegram.unconfirmed === 0 || undefined);
      await until('all handled', async () => (await stores.inbox.backlogs()).length === 0 || undefined);
      await until('all sent', async () => (await stores.outbox.backlogs()).length === 0 || undefined);
    },
    code: (role = 'advisor') => invite(stores.people, { role }, systemClock.now()),
  };
}
