import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { DeskError } from '../../src/kernel/errors.ts';

const defaults = {
  database: { kind: 'sqlite', directory: 'data' },
  archive: [],
  web: { host: '127.0.0.1', port: 3000, trustProxy: false, messagesPerMinute: 20 },
  ingest: { maxFileBytes: 50 * 1024 * 1024, maxUnpackedBytes: 400 * 1024 * 1024 },
  logLevel: 'info',
};

function failure(environment: Record<string, string>): DeskError {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof DeskError) return error;
    throw error;
  }
  throw new Error(`accepted ${JSON.stringify(environment)}`);
}

describe('whose name a member reads', () => {
  it('is the advisor’s, unless that of the desk is asked for', () => {
    expect(readConfig({ DESK_NAME: 'Balie' }).memberSees).toEqual({ kind: 'advisor' });
    expect(readConfig({ MEMBER_SEES: 'desk' }).memberSees).toEqual({ kind: 'desk', name: 'Dorpsbalie' });
    const named = readConfig({ MEMBER_SEES: 'desk', DESK_NAME: 'Dorpssteunpunt' });
    expect(named.memberSees).toEqual({ kind: 'desk', name: 'Dorpssteunpunt' });
    expect(failure({ DESK_NAME: '   ' }).message).toContain('DESK_NAME');
    expect(failure({ MEMBER_SEES: 'niemand' }).message).toContain('MEMBER_SEES moet zijn: advisor of desk');
  });
});

describe('a bot in Telegram', () => {
  const token = '123456:ABC-def_ghi';
  const secret = 'een-lang-geheim-123';

  it('is on with its token, polling; and at a webhook when that is set with its secret', () => {
    expect(readConfig({}).telegram).toBeNull();
    expect(readConfig({ TELEGRAM_BOT_TOKEN: token }).telegram).toEqual({ token, receiving: { kind: 'polling' } });
    const url = 'https://balie.voorbeeld.nl';
    const webhook = { TELEGRAM_WEBHOOK_URL: url, TELEGRAM_WEBHOOK_SECRET: secret };
    expect(readConfig({ TELEGRAM_BOT_TOKEN: token, ...webhook }).telegram).toEqual({
      token,
      receiving: { kind: 'webhook', url, secret },
    });
    const apiRoot = 'http://127.0.0.1:8081';
    expect(readConfig({ TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: apiRoot }).telegram).toMatchObject({ apiRoot });
  });

  it('is refused half, by name and never by value', () => {
    const wrong = [
      { TELEGRAM_BOT_TOKEN: 'geheim' },
      { TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_URL: 'https://geheim.nl' },
      { TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_URL: 'http://geheim.nl', TELEGRAM_WEBHOOK_SECRET: secret },
      { TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_URL: 'https://a.nl', TELEGRAM_WEBHOOK_SECRET: 'geheim' },
      { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: 'https://geheim.nl/' },
    ];
    for (const environment of wrong) {
      const { message } = failure(environment as Record<string, string>);
      expect(message).toContain('TELEGRAM_');
      expect(message).not.toContain('geheim');
    }
  });
});

it('with a token puts the desk on Discord, in the forums that are named', () => {
  const token = 'MTEwMDAwMDAwMDAw.GabcDE.abc-def_123';
  expect(readConfig({}).discord).toBeNull();
  expect(readConfig({ DISCORD_TOKEN: token }).discord).toEqual({ token, forums: [], messageContent: false });
  const more = { DISCORD_FORUMS: '12, 34', DISCORD_SHARDS: '2', DISCORD_MESSAGE_CONTENT: 'true' };
  expect(readConfig({ DISCORD_TOKEN: token, ...more }).discord).toEqual({
    ...{ token, forums: ['12', '34'], shards: 2, messageContent: true },
  });
  for (const wrong of [{ DISCORD_TOKEN: 'x' }, { DISCORD_FORUMS: 'hulp' }, { DISCORD_SHARDS: '0' }]) {
    expect(() => readConfig({ DISCORD_TOKEN: token, ...wrong })).toThrow(Object.keys(wrong)[0]);
  }
});

describe('the configuration', () => {
  it('needs nothing, passes over what it does not know, and takes an empty variable as not set', () => {
    expect(readConfig({})).toMatchObject(defaults);
    const names = ['DATA_DIR', 'DATABASE_URL', 'ARCHIVE', 'HOST', 'PORT', 'TRUST_PROXY'];
    const more = ['MESSAGES_PER_MINUTE', 'MAX_FILE_MB', 'MAX_UNPACKED_MB', 'LOG_LEVEL'];
    const empty = Object.fromEntries([...names, ...more].map((name) => [name, '']));
    expect(readConfig({ ...empty, PATH: '/bin', UNSET: undefined })).toEqual(readConfig({}));
  });

  it('takes every variable', () => {
    const config = readConfig({
      DATA_DIR: 'elders',
      ARCHIVE: 'een map:twee;drie\n\n',
      HOST: '0.0.0.0',
      PORT: '0',
      TRUST_PROXY: 'true',
      MESSAGES_PER_MINUTE: '5',
      MAX_FILE_MB: '1',
      MAX_UNPACKED_MB: '2',
      LOG_LEVEL: 'silent',
    });
    expect(config).toMatchObject({
      database: { kind: 'sqlite', directory: 'elders' },
      archive: ['een map', 'twee', 'drie'],
      web: { host: '0.0.0.0', port: 0, trustProxy: true, messagesPerMinute: 5 },
      ingest: { maxFileBytes: 1024 * 1024, maxUnpackedBytes: 2 * 1024 * 1024 },
      logLevel: 'silent',
    });
  });

  it.each([
    ['/srv/een:/srv/twee', ['/srv/een', '/srv/twee']],
    ['C:\\stukken;D:\\meer stukken', ['C:\\stukken', 'D:\\meer stukken']],
    ['C:\\stukken:D:/meer\n e:\\x', ['C:\\stukken', 'D:/meer', 'e:\\x']],
    ['a:b: c', ['a', 'b', 'c']],
    ['map C:een', ['map C', 'een']],
  ])('takes %j for these paths', (archive, paths) => {
    expect(readConfig({ ARCHIVE: archive }).archive).toEqual(paths);
  });

  it('has one database: with an address there is no directory', () => {
    for (const url of ['postgres://a@b/c', 'postgresql://a:b@c:5432/d?sslmode=require']) {
      expect(readConfig({ DATABASE_URL: url, DATA_DIR: 'data' }).database).toEqual({ kind: 'postgresql', url });
    }
  });

  it.each([
    ['DATABASE_URL', 'mysql://gebruiker:geheim@server/balie'],
    ['DATABASE_URL', 'postgresql://gebruiker:ge heim@server/balie'],
    ['DATABASE_URL', 'geheim'],
    ['PORT', 'geheim'],
    ['PORT', '-7'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['PORT', ' '],
    ['PORT', ' 80'],
    ['PORT', '+80'],
    ['PORT', '0x10'],
    ['MESSAGES_PER_MINUTE', '1e3'],
    ['MESSAGES_PER_MINUTE', '0'],
    ['TRUST_PROXY', 'geheim'],
    ['MESSAGES_PER_MINUTE', '987654'],
    ['MAX_FILE_MB', '-7'],
    ['MAX_UNPACKED_MB', 'Infinity'],
    ['LOG_LEVEL', 'geheim'],
  ])('says of a wrong %s, in one Dutch line, what it may be, and not what it was (%s)', (name, value) => {
    const error = failure({ [name]: value });
    expect(error).toMatchObject({ code: 'config_invalid', expected: true });
    expect(error.message).toMatch(new RegExp(`^Een instelling klopt niet\\. ${name} moet zijn: \\S.*\\.$`));
    if (value.trim().length > 1) expect(error.message).not.toContain(value);
    expect(error.message).not.toContain('geheim');
    expect(error.message).not.toContain('\n');
  });

  it('names all that is wrong at once', () => {
    const { message } = failure({ PORT: 'x', LOG_LEVEL: 'y' });
    expect(message).toMatch(/PORT moet zijn: .*; LOG_LEVEL moet zijn: /);
  });
});
