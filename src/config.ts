import { z } from 'zod';
import { DeskError } from './kernel/errors.ts';

/** Where the desk keeps what it remembers. */
export type DatabaseSetting = { kind: 'sqlite'; directory: string } | { kind: 'postgresql'; url: string };

/** A bot in Telegram, and how it hears of messages: by asking, or at an address of ours that Telegram posts to. */
export interface TelegramSetting {
  token: string;
  /** Another server of the Bot API than Telegram's own. */
  apiRoot?: string;
  receiving: { kind: 'polling' } | { kind: 'webhook'; url: string; secret: string };
}

/** A bot on Discord. */
export interface DiscordSetting {
  token: string;
  /** Another server of the interface than Discord's own. */
  apiRoot?: string;
  /** Ids of the forums in which each post is a question. */
  forums: readonly string[];
  /** Whether to ask for what people write among others without naming the bot. */
  messageContent: boolean;
  /** How many connections; as many as Discord advises unless said. */
  shards?: number;
}

/** Everything that can be set from outside, parsed once. */
export interface Config {
  database: DatabaseSetting;
  /** Folder for what the program keeps in files of its own. */
  dataDirectory: string;
  /** Folders and files that the server ingests at start besides its own `knowledge/`. */
  archive: readonly string[];
  web: {
    host: string;
    port: number;
    /** True behind a reverse proxy that sets X-Forwarded-*. */
    trustProxy: boolean;
    /** Messages a minute that one conversation may send. */
    messagesPerMinute: number;
  };
  /** Null without a bot. */
  telegram: TelegramSetting | null;
  /** Null without a bot. */
  discord: DiscordSetting | null;
  /** Whose name a member reads when an advisor helps them: the advisor's, or that of the desk. */
  memberSees: { kind: 'advisor' } | { kind: 'desk'; name: string };
  /** A message that waits longer than this to be handled turns the health address red, in seconds. */
  maxWaitingSeconds: number;
  ingest: { maxFileBytes: number; maxUnpackedBytes: number };
  logLevel: (typeof logLevels)[number];
}

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** Plain digits: what JavaScript takes for a number besides (`0x10`, `1e3`, a space) is a slip of the keyboard here. */
const integer = (min: number, max: number) => {
  const error = `een heel getal van ${min} tot en met ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, { error })
    .transform(Number)
    .pipe(z.number().min(min, { error }).max(max, { error }));
};

const deskNameError = 'een naam van hooguit 40 tekens';

const environmentSchema = z.object({
  DATA_DIR: z.string().default('data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\/[^\s]+$/, { error: 'een adres als postgresql://gebruiker:wachtwoord@server/database' })
    .optional(),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]{5,}$/, { error: 'de sleutel die BotFather gaf, zoals 123456:ABC-def' })
    .optional(),
  TELEGRAM_API_ROOT: z
    .string()
    .regex(/^https?:\/\/\S+[^/\s]$/, { error: 'een adres zonder schuine streep aan het eind' })
    .optional(),
  TELEGRAM_WEBHOOK_URL: z
    .string()
    .regex(/^https:\/\/\S+$/, { error: 'een adres dat begint met https://' })
    .optional(),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{16,256}$/, { error: '16 tot 256 letters, cijfers, _ of -' })
    .optional(),
  DISCORD_TOKEN: z
    .string()
    .regex(/^[\w-]{10,}\.[\w-]+\.[\w-]+$/, {
      error: 'de sleutel van de bot, zoals de pagina Bot bij Discord die geeft',
    })
    .optional(),
  DISCORD_API_ROOT: z
    .string()
    .regex(/^https?:\/\/\S+[^/\s]$/, { error: 'een adres zonder schuine streep aan het eind' })
    .optional(),
  DISCORD_FORUMS: z
    .string()
    .regex(/^\d{1,20}(?:\s*,\s*\d{1,20})*$/, { error: 'nummers van forumkanalen, met een komma ertussen' })
    .optional(),
  DISCORD_MESSAGE_CONTENT: z.enum(['true', 'false'], { error: 'true of false' }).default('false'),
  DISCORD_SHARDS: integer(1, 1_000).optional(),
  MEMBER_SEES: z.enum(['advisor', 'desk'], { error: 'advisor of desk' }).default('advisor'),
  DESK_NAME: z.string().trim().min(1, { error: deskNameError }).max(40, { error: deskNameError }).default('Dorpsbalie'),
  ARCHIVE: z.string().default(''),
  HOST: z.string().default('127.0.0.1'),
  PORT: integer(0, 65_535).default(3000),
  TRUST_PROXY: z.enum(['true', 'false'], { error: 'true of false' }).default('false'),
  MESSAGES_PER_MINUTE: integer(1, 1_000).default(20),
  MAX_WAITING_SECONDS: integer(1, 86_400).default(60),
  MAX_FILE_MB: integer(1, 2_000).default(50),
  MAX_UNPACKED_MB: integer(1, 8_000).default(400),
  LOG_LEVEL: z.enum(logLevels, { error: `een van ${logLevels.join(', ')}` }).default('info'),
});

/** A semicolon, a line end or a colon; not the colon of a drive, as in `C:\stukken`. */
const betweenPaths = /[\n;]|(?<!(?:^|[\n;:])\s*[A-Za-z]):|:(?![\\/])/;

const megabyte = 1024 * 1024;

/**
 * Reads the environment. An empty variable counts as not set.
 *
 * Throws `config_invalid` with one line that names each wrong variable and what it may be; never the value, which may be a
 * secret.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environmentSchema.safeParse(set);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')} moet zijn: ${issue.message}`);
    throw new DeskError('config_invalid', `Een instelling klopt niet. ${wrong.join('; ')}.`);
  }
  const values = parsed.data;
  return {
    database: values.DATABASE_URL
      ? { kind: 'postgresql', url: values.DATABASE_URL }
      : { kind: 'sqlite', directory: values.DATA_DIR },
    dataDirectory: values.DATA_DIR,
    archive: values.ARCHIVE.split(betweenPaths)
      .map((path) => path.trim())
      .filter(Boolean),
    web: {
      host: values.HOST,
      port: values.PORT,
      trustProxy: values.TRUST_PROXY === 'true',
      messagesPerMinute: values.MESSAGES_PER_MINUTE,
    },
    telegram: telegramOf(values),
    discord: discordOf(values),
    memberSees: values.MEMBER_SEES === 'desk' ? { kind: 'desk', name: values.DESK_NAME } : { kind: 'advisor' },
    maxWaitingSeconds: values.MAX_WAITING_SECONDS,
    ingest: { maxFileBytes: values.MAX_FILE_MB * megabyte, maxUnpackedBytes: values.MAX_UNPACKED_MB * megabyte },
    logLevel: values.LOG_LEVEL,
  };
}

function telegramOf(values: z.infer<typeof environmentSchema>): TelegramSetting | null {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: apiRoot } = values;
  const { TELEGRAM_WEBHOOK_URL: url, TELEGRAM_WEBHOOK_SECRET: secret } = values;
  if ((url === undefined) !== (secret === undefined)) {
    const message =
      'TELEGRAM_WEBHOOK_URL en TELEGRAM_WEBHOOK_SECRET horen bij elkaar: stel ze allebei in, of geen van beide.';
    throw new DeskError('config_invalid', message);
  }
  if (token === undefined) return null;
  const receiving =
    url === undefined || secret === undefined
      ? { kind: 'polling' as const }
      : { kind: 'webhook' as const, url, secret };
  return { token, receiving, ...(apiRoot !== undefined && { apiRoot }) };
}

function discordOf(values: z.infer<typeof environmentSchema>): DiscordSetting | null {
  const { DISCORD_TOKEN: token, DISCORD_API_ROOT: apiRoot, DISCORD_SHARDS: shards, DISCORD_FORUMS: forums } = values;
  if (token === undefined) return null;
  return {
    token,
    forums: forums?.split(/\s*,\s*/) ?? [],
    messageContent: values.DISCORD_MESSAGE_CONTENT === 'true',
    ...(apiRoot !== undefined && { apiRoot }),
    ...(shards !== undefined && { shards }),
  };
}
