import SQLite from 'better-sqlite3';
import pg from 'pg';
import { DeskError } from '../../src/kernel/errors.ts';

/** A failure that somebody can do something about, told to that person; undefined when it is a fault of ours. */
export function sqliteUnavailable(error: unknown, file: string): DeskError | undefined {
  if (!(error instanceof SQLite.SqliteError)) return undefined;
  const advice = sqliteAdvice(error.code, file);
  return advice === undefined ? undefined : new DeskError('database_unavailable', advice, { cause: error });
}

function sqliteAdvice(code: string, file: string): string | undefined {
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return `Het databasebestand ${file} is beschadigd. Bewaar een kopie van het bestand en zet een reservekopie terug.`;
  }
  if (code === 'SQLITE_FULL') return `De schijf met ${file} is vol. Maak ruimte vrij en probeer het opnieuw.`;
  if (code.startsWith('SQLITE_BUSY')) {
    return `Een ander programma houdt de database ${file} te lang bezet. Wacht tot het klaar is en probeer het opnieuw.`;
  }
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code === 'SQLITE_PERM') {
    return `Dorpsbalie kan niet schrijven in ${file}. Controleer of deze gebruiker rechten heeft op het bestand en de map.`;
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return `De schijf met ${file} geeft een fout (${code}). Controleer de schijf en de vrije ruimte.`;
  }
  return undefined;
}

/** The data directory cannot be made or written to. */
export function directoryUnavailable(error: unknown, directory: string): DeskError {
  return new DeskError(
    'database_unavailable',
    `De gegevensmap ${directory} kan niet worden gemaakt of gebruikt. ` +
      'Controleer of de map bestaat en of deze gebruiker er mag schrijven, of kies een andere map.',
    { cause: error },
  );
}

/** Error codes of PostgreSQL and of the network that somebody can do something about. */
const postgresAdvice: Readonly<Record<string, string>> = {
  '28000': 'PostgreSQL laat deze gebruiker niet toe. Controleer de gebruiker en het wachtwoord in DATABASE_URL.',
  '28P01': 'PostgreSQL laat deze gebruiker niet toe. Controleer de gebruiker en het wachtwoord in DATABASE_URL.',
  '3D000': 'Deze database bestaat niet. Maak hem aan, of controleer de naam in DATABASE_URL.',
  '42501': 'De gebruiker mag hier geen tabellen maken of wijzigen. Geef hem rechten op het schema.',
  '53100': 'De schijf van de databaseserver is vol. Maak daar ruimte vrij.',
  '53300': 'PostgreSQL heeft geen verbinding meer vrij. Verhoog max_connections, of stop andere programma’s.',
};
const unreachable = 'Controleer of PostgreSQL draait, of de server bereikbaar is en of DATABASE_URL klopt.';

/**
 * A failure to reach or use PostgreSQL, told to the person who can do something about it. Neither the message nor the cause
 * holds the URL: a password must never reach a log.
 */
export function postgresUnavailable(error: unknown, url: string): DeskError {
  const code = errorCode(error);
  const advice = (code === undefined ? undefined : postgresAdvice[code]) ?? unreachable;
  return new DeskError('database_unavailable', `De database ${postgresName(url)} is niet te gebruiken. ${advice}`, {
    cause: withoutSecrets(error, url),
  });
}

/** Is it somebody's situation that this statement failed (rights, a full disk)? */
export function isPostgresSituation(error: unknown): boolean {
  const code = errorCode(error);
  return code !== undefined && code in postgresAdvice;
}

/**
 * Did the server end this connection, or did the connection break? A full disk counts too. What the server says of a
 * statement itself is the program's own business.
 */
export function isPostgresAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof pg.DatabaseError) return error.severity === 'FATAL' || error.code === '53100';
  // The driver has no class for it: `ECONNRESET` and the like of the system, or a sentence of its own.
  return /^E[A-Z]+$/.test(errorCode(error) ?? '') || /^(?:Connection terminated|Client has)/.test(error.message);
}

/** Did PostgreSQL undo this transaction because another waited for it? It can be tried again as it is. */
export function isDeadlock(error: unknown): boolean {
  return errorCode(error) === '40P01';
}

/** Did PostgreSQL give up waiting for a lock, as it was told to? */
export function isLockTimeout(error: unknown): boolean {
  return errorCode(error) === '55P03';
}

/** What people may read of the URL: host, port and database. */
function postgresName(url: string): string {
  if (!URL.canParse(url)) return '(DATABASE_URL is geen geldige URL)';
  const { hostname, port, pathname } = new URL(url);
  return `${hostname || 'localhost'}:${port || '5432'}${pathname}`;
}

function errorCode(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

function withoutSecrets(error: unknown, url: string): Error {
  const code = errorCode(error);
  const said = error instanceof Error && error.message !== '' ? error.message : (code ?? String(error));
  const password = URL.canParse(url) ? new URL(url).password : '';
  const secrets = [url, password, decoded(password)].filter((secret) => secret !== '');
  const message = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), said);
  return code === undefined ? new Error(message) : Object.assign(new Error(message), { code });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
