import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { acquireServerLock } from '../adapters/database/server-lock.ts';
import { createLogger } from '../adapters/logging/pino-logger.ts';
import { TelegramChannel } from '../adapters/telegram/channel.ts';
import { readArguments } from '../adapters/terminal/arguments.ts';
import { ask } from '../adapters/terminal/ask-command.ts';
import { figuresTable, missedLimits } from '../adapters/terminal/evaluate-command.ts';
import { ingestTable, progressLine } from '../adapters/terminal/ingest-command.ts';
import { TerminalChannel } from '../adapters/terminal/terminal-channel.ts';
import { showTickets } from '../adapters/terminal/tickets-command.ts';
import { createWebChannel, type Health } from '../adapters/web/channel.ts';
import { type Config, type DiscordSetting, readConfig, type TelegramSetting } from './config.ts';
import { whatIsWrong } from './delivery/report.ts';
import type { Channel } from './desk/channel.ts';
import type { Handled } from './desk/desk.ts';
import { DirectChannel } from './desk/direct-channel.ts';
import { evaluate } from './evaluation/evaluate.ts';
import { parseQuestions } from './evaluation/question-file.ts';
import { House } from './house.ts';
import { systemClock } from './kernel/clock.ts';
import { DeskError, toDeskError } from './kernel/errors.ts';
import { newId } from './kernel/ids.ts';
import { type Logger, silentLogger } from './kernel/logger.ts';
import type { IngestReport } from './knowledge/ingest-report.ts';
import { codeLifetimeMs, invite } from './people/invitation.ts';
import { may } from './people/permissions.ts';
import { accountsOfStaff, roles } from './people/person.ts';
import { AskedQuestions } from './retrieval/asked-questions.ts';

/** A command: gets the words behind it, and ends with the exit code. */
type Command = (words: readonly string[], config: Config) => Promise<number>;

const commands: Readonly<Record<string, Command>> = {
  serve: serveCommand,
  chat: chatCommand,
  ask: askCommand,
  ingest: ingestCommand,
  tickets: ticketsCommand,
  invite: inviteCommand,
  evaluate: evaluateCommand,
};

/** Questions that the web page offers to begin with. */
const examples = {
  nl: [
    'Wie kan ons helpen met het vinden van geld?',
    'Voor welke regio’s is er een ambassadeur?',
    'Hoe maken we een dorpsvisie?',
  ],
  en: ['Who can help our village find funding?'],
};

/** Where Telegram posts its updates. */
const telegramPath = '/telegram';

/** How many questions are proposed while somebody types, and their length in characters: what fits on every platform. */
const suggestionsAtMost = 25;
const longestSuggestion = 100;

/** In how many conversations is looked for what was missed, and how long ago something was said there, in milliseconds. */
const lookedBackOn = 300;
const lookedBackMs = 30 * 24 * 60 * 60_000;

/** How long a stop may take before the process ends anyway; what is not done by then is done at the next start. */
const stopWithinMs = 15_000;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function serveCommand(words: readonly string[], config: Config): Promise<number> {
  readArguments(words, {});
  const logger = createLogger(config.logLevel);
  const lock = await acquireServerLock(config.database);
  try {
    const { database, ingest: limits, memberSees: signature } = config;
    const house = await House.build({ database, limits, logger, signature });
    const report = await ingestAtStart(house, config);
    for (const { file, error } of report.rows) {
      if (error) logger.warn({ file, code: error.code }, 'document not ingested');
    }
    const telegram = config.telegram && telegramChannel(config.telegram, house, logger);
    const discord = config.discord && (await discordChannel(config.discord, house, logger));
    const platforms: Channel[] = [telegram, discord].filter((channel) => channel !== null);
    const web = createWebChannel({
      host: config.web.host,
      port: config.web.port,
      ...(config.web.trustProxy && { trustProxy: 1 }),
      stores: house.database.stores,
      signals: house.database.signals,
      logger,
      clock: systemClock,
      signature,
      health: () => healthOf(house, config.maxWaitingSeconds),
      metrics: () => house.delivery(),
      limits: { postsPerSessionPerMinute: config.web.messagesPerMinute },
      ...(telegram?.webhook && { mounts: { [telegramPath]: telegram.webhook } }),
      elsewhere: (question) => platforms.flatMap((platform) => platform.inviteLink?.(question) ?? []),
      examples,
    });
    await house.open({ channels: [web, ...platforms] });
    const { url } = await web.listen();
    logger.info({ address: url, documents: house.index.documentCount }, 'desk open');
    print(`De Dorpsbalie is open: ${url}  (stoppen: Ctrl+C)`);
    await signalled();
    logger.info({}, 'desk closing');
    const late = setTimeout(() => process.exit(1), stopWithinMs);
    await house.close();
    clearTimeout(late);
    return 0;
  } finally {
    await lock.release();
  }
}

function telegramChannel({ receiving, ...setting }: TelegramSetting, house: House, logger: Logger): TelegramChannel {
  const webhook = receiving.kind === 'webhook' && { ...receiving, url: new URL(telegramPath, receiving.url).href };
  const { people, rooms } = house.database.stores;
  return new TelegramChannel({
    ...setting,
    receiving: webhook || receiving,
    logger,
    staff: () => accountsOfStaff(people, 'telegram'),
    advisorGroups: async () =>
      (await rooms.advisorGroups()).filter(({ channel }) => channel === 'telegram').map(({ key }) => key),
  });
}

/** Loaded only where it is used: its library takes some 50 MB. */
async function discordChannel(setting: DiscordSetting, house: House, logger: Logger): Promise<Channel> {
  const { DiscordChannel } = await import('../adapters/discord/channel.ts');
  const name = 'discord';
  const questions = new AskedQuestions(house.index, longestSuggestion);
  const { inbox, channelNotes, people, conversations } = house.database.stores;
  return new DiscordChannel({
    ...setting,
    logger,
    amongAdvisors: async (key) => (await conversations.findConversationByKey(name, key))?.audience === 'advisors',
    maySetUp: async (senderKey) => may(await people.findPersonByIdentity(name, senderKey), 'set_up_places'),
    suggest: async (typed) => questions.suggest(typed, suggestionsAtMost),
    watched: () => inbox.heardFrom(name, systemClock.now() - lookedBackMs, lookedBackOn),
    notes: {
      read: () => channelNotes.notesOf(name),
      write: (topic, value) => channelNotes.writeNote(name, topic, value),
    },
  });
}

async function ingestAtStart(house: House, config: Config): Promise<IngestReport> {
  const shipped = await house.ingestShipped();
  if (config.archive.length === 0) return shipped;
  const own = await house.ingest(config.archive);
  return { ...own, rows: [...shipped.rows, ...own.rows] };
}

async function healthOf(house: House, maxWaitingSeconds: number): Promise<Health> {
  try {
    await house.database.check();
    const reports = await house.delivery();
    const reason = whatIsWrong(reports, maxWaitingSeconds);
    return {
      ok: reason === null,
      reason,
      documents: house.index.documentCount,
      passages: house.index.lexical.size,
      waiting: reports.reduce((sum, { outbox }) => sum + outbox.waiting, 0),
      waitingSeconds: Math.max(0, ...reports.map(({ outbox }) => outbox.oldestSeconds)),
      unhandledSeconds: Math.max(0, ...reports.map(({ inbox }) => inbox.oldestSeconds)),
    };
  } catch (error) {
    return { ok: false, reason: toDeskError(error).code };
  }
}

/** Resolves when the process is asked to stop. */
function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

async function chatCommand(words: readonly string[], config: Config): Promise<number> {
  const { flags } = readArguments(words, { gesprek: true });
  process.stderr.write('De balie gaat open…\n');
  const { database, ingest: limits, memberSees: signature } = config;
  const house = await House.build({ database, limits, logger: createLogger('warn'), signature });
  await house.ingestShipped();
  const channel = new TerminalChannel({
    input: process.stdin,
    output: process.stdout,
    stores: house.database.stores,
    conversationKey: flags.get('gesprek')?.[0] ?? 'terminal',
    attachmentFolder: join(config.dataDirectory, 'bijlagen'),
  });
  await house.open({ channels: [channel] });
  await Promise.race([channel.ended(), signalled()]);
  await house.close();
  return 0;
}

async function askCommand(words: readonly string[], config: Config): Promise<number> {
  const { values, flags } = readArguments(words, { json: false });
  const house = await House.build({ database: config.database, limits: config.ingest, logger: createLogger('warn') });
  try {
    await house.ingestShipped();
    // A channel of its own: another `ask` on the same database must not take this one's question, for its reply would go there.
    const channel = new DirectChannel(`ask-${newId()}`);
    await house.open({ channels: [channel] });
    await ask(channel, values.join(' '), flags.has('json'), print);
    return 0;
  } finally {
    await house.close();
  }
}

async function ingestCommand(words: readonly string[], config: Config): Promise<number> {
  const { values, flags } = readArguments(words, { opnieuw: false });
  if (values.length === 0) throw new DeskError('usage', 'Zeg wat erin moet: npm run ingest -- MAP-OF-BESTAND …');
  const house = await House.build({ database: config.database, limits: config.ingest, logger: createLogger('warn') });
  try {
    let done = 0;
    const report = await house.ingest(values, {
      again: flags.has('opnieuw'),
      progress: (row) => process.stderr.write(`${progressLine(++done, row)}\n`),
    });
    print(ingestTable(report));
    return report.failed > 0 ? 1 : 0;
  } finally {
    await house.close();
  }
}

async function ticketsCommand(words: readonly string[], config: Config): Promise<number> {
  const { values, flags } = readArguments(words, { json: false });
  const house = await House.build({ database: config.database, limits: config.ingest, logger: createLogger('warn') });
  try {
    await showTickets(house.database.stores, values[0], flags.has('json'), print);
    return 0;
  } finally {
    await house.close();
  }
}

async function inviteCommand(words: readonly string[], config: Config): Promise<number> {
  const { flags } = readArguments(words, { role: true, region: true, ambassador: false });
  const role = roles.find((known) => known === flags.get('role')?.[0]);
  if (!role) throw new DeskError('usage', `Zeg voor wie: npm run invite -- --role ${roles.join(' of --role ')}`);
  const house = await House.build({ database: config.database, limits: config.ingest, logger: createLogger('warn') });
  try {
    const named = flags.get('region')?.join(' ');
    const area = named === undefined ? undefined : house.regions.find(named);
    const region = area?.region ?? area?.province;
    const ambassador = flags.has('ambassador');
    if ((named !== undefined || ambassador) && (region === undefined || role !== 'advisor')) {
      throw new DeskError(
        'usage',
        'Een regio hoort bij een adviseur en staat in regions.yaml: npm run invite -- --role advisor --region "Hoeksche Waard" [--ambassador]',
      );
    }
    const what = { role, ambassador, ...(region !== undefined && { region }) };
    const code = await invite(house.database.stores.people, what, systemClock.now());
    if (region !== undefined) print(`Voor een ${ambassador ? 'ambassadeur' : 'adviseur'} in: ${region}.`);
    print(`Geef deze code aan één persoon. Die typt in een gesprek met de balie:\n\n  /koppel ${code}\n`);
    print(`De code werkt één keer, en ${codeLifetimeMs / 86_400_000} dagen lang.`);
    return 0;
  } finally {
    await house.close();
  }
}

async function evaluateCommand(words: readonly string[], config: Config): Promise<number> {
  const { flags } = readArguments(words, {
    archive: true,
    questions: true,
    json: false,
    'at-least': true,
    'at-most': true,
  });
  const archive = flags.get('archive') ?? [];
  const files = flags.get('questions') ?? [];
  if (archive.length === 0 || files.length === 0) {
    throw new DeskError('usage', 'Gebruik: npm run --silent evaluate -- --archive MAP… --questions BESTAND… [--json]');
  }
  const questions = (
    await Promise.all(files.map(async (file) => parseQuestions(await readQuestionFile(file), basename(file))))
  ).flat();
  const house = await House.build({ database: { kind: 'sqlite-memory' }, limits: config.ingest, logger: silentLogger });
  try {
    const report = await house.ingest(archive);
    for (const { file, error } of report.rows) if (error) process.stderr.write(`${file}: ${error.message}\n`);
    const channel = new DirectChannel('evaluation');
    let listener: ((handled: Handled) => void) | undefined;
    await house.open({ channels: [channel], onHandled: (handled) => listener?.(handled) });
    const result = await evaluate({ channel, onHandled: (heard) => (listener = heard) }, questions);
    print(flags.has('json') ? JSON.stringify(result) : figuresTable(result.summary));
    const missed = missedLimits(result.summary, flags.get('at-least') ?? [], flags.get('at-most') ?? []);
    for (const line of missed) process.stderr.write(`Niet gehaald: ${line}\n`);
    return missed.length > 0 || report.failed > 0 ? 1 : 0;
  } finally {
    await house.close();
  }
}

async function readQuestionFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new DeskError('usage', `${file} kunnen we niet lezen. Klopt de naam van het bestand met vragen?`, { cause });
  }
}

async function main(): Promise<void> {
  const [name = 'serve', ...words] = process.argv.slice(2);
  try {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw new DeskError('usage', `${name} kennen we niet. Dit kan: ${Object.keys(commands).join(', ')}.`);
    process.exitCode = await command(words, readConfig(process.env));
  } catch (thrown) {
    const error = toDeskError(thrown);
    process.stderr.write(`${error.expected ? error.message : (error.stack ?? error.message)}\n`);
    process.exitCode = 1;
  }
}

await main();
