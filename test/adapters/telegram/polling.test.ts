import { expect, test } from 'vitest';
import { DeskError } from '../../../src/kernel/errors.ts';
import type { Logger } from '../../../src/kernel/logger.ts';
import { KeepingReceiver } from '../../support/keeping-receiver.ts';
import type { StrictTelegram } from '../../support/telegram/strict-telegram.ts';
import { channelTo, startTelegram } from '../../support/telegram/telegram-desk.ts';
import { until } from '../../support/until.ts';

const lid = 100;

async function setUp() {
  const telegram = await startTelegram();
  const lines: string[] = [];
  const write = (fields: object, event: string) =>
    void lines.push(`${event} ${JSON.stringify(fields)} ${inspected(fields)}`);
  const logger: Logger = { debug: write, info: write, warn: write, error: write };
  const channel = channelTo(telegram, { logger });
  return { telegram, channel, receiver: new KeepingReceiver(), lines };
}

/** Also what an error in a log line would show of itself. */
function inspected(fields: object): string {
  return Object.values(fields)
    .map((value) => (value instanceof Error ? `${value.message} ${value.stack} ${JSON.stringify(value.cause)}` : ''))
    .join(' ');
}

const heard = (lines: string[], pattern: RegExp) =>
  until(String(pattern), () => lines.find((line) => pattern.test(line)));
const confirmed = (telegram: StrictTelegram) => until('all confirmed', () => telegram.unconfirmed === 0 || undefined);

test('an update is confirmed after it is stored, and comes again when it could not be', async () => {
  const { telegram, channel, receiver } = await setUp();
  let tries = 0;
  receiver.before = () => {
    expect(telegram.unconfirmed).toBe(2);
    if (tries++ < 2) throw new DeskError('database_unavailable', 'weg');
  };
  telegram.says(lid, 'een');
  telegram.says(lid, 'twee');
  await channel.start(receiver);
  await confirmed(telegram);
  expect(receiver.texts).toEqual(['een', 'twee']);
});

test('what was stored before a crash and not confirmed is known when it comes again', async () => {
  const { telegram, channel, receiver } = await setUp();
  telegram.says(lid, 'een');
  telegram.refuseNext('getUpdates', 502, 'Bad Gateway');
  await channel.start(receiver);
  await confirmed(telegram);
  await channel.stop();
  telegram.says(lid, 'twee');
  await channel.start(receiver);
  await confirmed(telegram);
  expect(receiver.texts).toEqual(['een', 'twee']);
});

test('a stop waits for what is being stored, and confirms it', async () => {
  const { telegram, channel, receiver } = await setUp();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let begun = false;
  receiver.before = () => {
    begun = true;
    return held;
  };
  telegram.says(lid, 'een');
  await channel.start(receiver);
  await until('the event', () => begun || undefined);
  const stopped = channel.stop();
  release();
  await stopped;
  expect(receiver.texts).toEqual(['een']);
  expect(telegram.unconfirmed).toBe(0);
});

test('an update that always fails does not keep those behind it waiting', async () => {
  const { telegram, channel, receiver, lines } = await setUp();
  receiver.before = ({ action }) => {
    if (action.kind === 'text' && action.text === 'stuk') throw new Error('a fault of ours');
  };
  for (const text of ['stuk', 'heel']) telegram.says(lid, text);
  telegram.says(101, 'ook heel');
  await channel.start(receiver);
  await heard(lines, /given up/);
  await confirmed(telegram);
  expect(receiver.texts.sort()).toEqual(['heel', 'ook heel']);
});

test('a second poller, a wrong token and a busy platform are said and waited for; no line holds the token', async () => {
  const { telegram, channel, receiver, lines } = await setUp();
  telegram.refuseNext('getMe', 500, 'Internal Server Error');
  telegram.refuseNext('getUpdates', 409, 'Conflict: terminated by other getUpdates request');
  telegram.refuseNext('getUpdates', 429, 'Too Many Requests: retry after 1', { retry_after: 1 });
  telegram.refuseNext('getUpdates', 401, 'Unauthorized');
  telegram.says(lid, 'een');
  await channel.start(receiver);
  await heard(lines, /another program polls/);
  await heard(lines, /telegram_429","pauseMs":1000/);
  await heard(lines, /refuses the token/);
  // The pause after that is long; a stop does not wait for it, and a start tries at once.
  await channel.stop();
  await channel.start(receiver);
  await confirmed(telegram);
  await telegram.close();
  await heard(lines, /telegram_unreachable/);
  expect(lines.join('\n')).not.toContain('GEHEIM');
  expect(lines.join('\n')).not.toContain('een');
});

test('after a time without network everything comes in, in order', async () => {
  const { telegram, channel, receiver, lines } = await setUp();
  await channel.start(receiver);
  await heard(lines, /telegram open/);
  await telegram.close();
  await heard(lines, /telegram_unreachable/);
  for (let i = 0; i < 250; i++) telegram.says(lid + (i % 3), `bericht ${i}`);
  await telegram.open();
  await confirmed(telegram);
  for (const each of [0, 1, 2]) {
    const theirs = receiver.events.filter(({ conversationKey }) => conversationKey === String(lid + each));
    const order = theirs.map(({ action }) => (action.kind === 'text' ? Number(action.text.slice(8)) : -1));
    expect(order).toEqual([...order].sort((a, b) => a - b));
  }
  expect(receiver.events).toHaveLength(250);
});

test('what is no update, or of a kind that does not exist yet, is passed over without its contents in the log', async () => {
  const { telegram, channel, receiver, lines } = await setUp();
  telegram.push({ message: { text: 'vertrouwelijk', chat: null } });
  telegram.push({ telepathy: { text: 'vertrouwelijk' } });
  telegram.says(lid, 'een');
  await channel.start(receiver);
  await confirmed(telegram);
  expect(receiver.texts).toEqual(['een']);
  expect(lines.join('\n')).toMatch(/update_not_understood/);
  expect(lines.join('\n')).not.toContain('vertrouwelijk');
});

test('a group that became a supergroup is followed', async () => {
  const { telegram, channel, receiver } = await setUp();
  telegram.sends(lid, { migrate_to_chat_id: -1_005 }, -5);
  await channel.start(receiver);
  await confirmed(telegram);
  expect(receiver.moves).toEqual([{ from: '-5', to: '-1005' }]);
});

test('members see their commands, and a group only those that everybody may read', async () => {
  const { telegram, channel, receiver } = await setUp();
  await channel.start(receiver);
  const names = (scope: string) => {
    const commands = telegram.commands.get(JSON.stringify({ type: scope })) as { command: string }[] | undefined;
    return commands?.map(({ command }) => command);
  };
  expect(await until('group commands', () => names('all_group_chats'))).toEqual(['vraag', 'lees', 'help']);
  expect(names('all_private_chats')).toEqual(expect.arrayContaining(['adviseur', 'mijnvragen', 'koppel', 'help']));
  expect(names('all_private_chats')).not.toContain('wachtrij');
});

test('a group of advisors sees what can be done there, until it is none any more', async () => {
  const { telegram, receiver } = await setUp();
  const groups = ['-1005'];
  const channel = channelTo(telegram, { advisorGroups: async () => groups.splice(0) });
  const names = () => {
    const commands = telegram.commands.get(JSON.stringify({ type: 'chat', chat_id: -1005 })) as
      | { command: string }[]
      | undefined;
    return commands?.map(({ command }) => command);
  };
  await channel.start(receiver);
  const shown = await until('its commands', names);
  expect(shown).toEqual(expect.arrayContaining(['antwoord', 'neem', 'overdragen', 'wachtrij']));
  expect(shown).not.toContain('profiel');
  await channel.stop();
  await channel.start(receiver);
  await until('those of any group', () => names()?.join() === 'vraag,lees,help' || undefined);
});
