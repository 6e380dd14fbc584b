/** What one source file takes from another file or package. */
export interface Import {
  /** What stands between the quotes; `null` when it is not a plain string and so cannot be checked. */
  specifier: string | null;
  /** `types` leave nothing behind when the program runs; a `thread` is another program that begins there. */
  kind: 'types' | 'code' | 'thread';
  /** Names taken, as they are called there; empty for everything or for side effects only. */
  names: readonly string[];
}

interface Piece {
  kind: 'word' | 'string' | 'mark';
  text: string;
}

/**
 * All imports of a source file: static ones, `export … from`, `import('…')` as a value or as a type, `require('…')`, and files
 * that are started by their address (`new URL('./worker.ts', import.meta.url)`).
 */
export function importsOf(source: string): Import[] {
  const pieces = piecesOf(source);
  const found: Import[] = [];
  for (let at = 0; at < pieces.length; at++) {
    const word = pieces[at]?.kind === 'word' ? pieces[at]?.text : undefined;
    const before = pieces[at - 1]?.text;
    const next = pieces[at + 1];
    if (before === '.' || next === undefined) continue;
    if (word === 'import' && next.text === '.') continue;
    if ((word === 'import' || word === 'require') && next.text === '(') {
      const isType = word === 'import' && pieces[at + 3]?.text === ')' && isTypePlace(before);
      found.push({ specifier: literal(pieces[at + 2], pieces[at + 3]), kind: isType ? 'types' : 'code', names: [] });
    } else if (word === 'import' && next.kind === 'string') {
      found.push({ specifier: next.text, kind: 'code', names: [] });
    } else if (word === 'import' || (word === 'export' && ['*', '{', 'type'].includes(next.text))) {
      const clause = clauseFrom(pieces, at + 1);
      if (clause) found.push(clause);
    } else if (word === 'URL' && before === 'new' && pieces[at + 4]?.text === 'import') {
      const address = literal(pieces[at + 2], pieces[at + 3]);
      if (address !== null && /\.[cm]?[jt]s$/.test(address))
        found.push({ specifier: address, kind: 'thread', names: [] });
    }
  }
  return found;
}

/** True when a source reads the environment of the process, however it is written. */
export function readsEnvironment(source: string): boolean {
  const pieces = piecesOf(source);
  const reads = pieces.some((piece, at) => {
    if (piece.text !== 'process' || piece.kind !== 'word') return false;
    const rest = pieces.slice(at + 1, at + 4).map(({ text }) => text);
    return (
      (rest[0] === '.' && rest[1] === 'env') ||
      (rest[0] === '?' && rest[1] === '.' && rest[2] === 'env') ||
      (rest[0] === '[' && rest[1] === 'env') ||
      (pieces[at - 1]?.text === '=' && pieces[at - 2]?.text === '}')
    );
  });
  return reads || importsOf(source).some(({ specifier, names }) => isProcess(specifier) && names.includes('env'));
}

function isProcess(specifier: string | null): boolean {
  return specifier === 'node:process' || specifier === 'process';
}

/** Reads `type X, { a, type b as c } from '…'`; undefined when it is no import (`export { here }`, `export type X = …`). */
function clauseFrom(pieces: readonly Piece[], start: number): Import | undefined {
  const names: string[] = [];
  let allTypes = true;
  let inBraces = false;
  const typeOnly = pieces[start]?.text === 'type' && pieces[start + 1]?.text !== 'from';
  for (let at = start; at < pieces.length; at++) {
    const piece = pieces[at] as Piece;
    const following = pieces[at + 1];
    if (piece.text === 'from' && following?.kind === 'string') {
      const types = typeOnly || (names.length > 0 && allTypes);
      return { specifier: following.text, kind: types ? 'types' : 'code', names };
    }
    if (piece.kind === 'string' || !(piece.kind === 'word' || '{},*'.includes(piece.text))) return undefined;
    if (piece.text === '{') inBraces = true;
    if (piece.text === '*') allTypes = false;
    const starts = ['{', ',', 'type'].includes(pieces[at - 1]?.text ?? '');
    const isName = piece.kind === 'word' && starts && (piece.text !== 'type' || following?.kind !== 'word');
    if (isName && (inBraces || at > start)) {
      names.push(piece.text);
      if (pieces[at - 1]?.text !== 'type') allTypes = false;
    } else if (piece.kind === 'word' && at === start && !typeOnly) allTypes = false;
  }
  return undefined;
}

function literal(piece: Piece | undefined, after: Piece | undefined): string | null {
  return piece?.kind === 'string' && (after?.text === ')' || after?.text === ',') ? piece.text : null;
}

/** `import('x')` after one of these stands for a type. */
function isTypePlace(before: string | undefined): boolean {
  return before !== undefined && [':', '<', '|', '&', 'typeof', 'extends'].includes(before);
}

const before = /[\w$)\]}"'`]/;
const wordsBeforeValue = /\b(?:return|typeof|case|in|of|new|delete|void|throw|await|yield|else|do)$/;

/** The words, strings and marks of a source, without comments, regular expressions and the text of templates. */
function piecesOf(source: string): Piece[] {
  const pieces: Piece[] = [];
  const templates: number[] = [];
  let depth = 0;
  let at = 0;
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const text = pattern.exec(source)?.[0] ?? source.charAt(at);
    at += text.length;
    return text;
  };
  while (at < source.length) {
    const char = source.charAt(at);
    if (/\s/.test(char)) take(/\s+/y);
    else if (source.startsWith('//', at)) take(/.*/y);
    else if (source.startsWith('/*', at)) take(/\/\*[\s\S]*?\*\//y);
    else if (char === '"' || char === "'") {
      const text = take(/(["'])(?:\\[\s\S]|(?!\1)[^\\\n])*\1/y);
      pieces.push({ kind: 'string', text: text.slice(1, -1) });
    } else if (char === '`') pieces.push(...templateFrom());
    else if (char === '}' && templates.at(-1) === depth) {
      templates.pop();
      pieces.push(...templateFrom());
    } else if (char === '/' && startsRegex(source.slice(Math.max(0, at - 40), at))) {
      take(/\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y);
    } else if (/[\p{L}\p{N}_$#]/u.test(char)) pieces.push({ kind: 'word', text: take(/[\p{L}\p{N}_$#]+/uy) });
    else {
      if (char === '{') depth++;
      if (char === '}') depth--;
      pieces.push({ kind: 'mark', text: char });
      at++;
    }
  }
  return pieces;

  /** Reads a template from its opening quote or from behind an expression in it; a whole one without any is a string. */
  function templateFrom(): Piece[] {
    const text = take(/[`}](?:\\[\s\S]|\$(?!\{)|[^`\\$])*(?:`|\$\{)/y);
    if (text.endsWith('${')) templates.push(depth);
    return text.startsWith('`') && text.endsWith('`') ? [{ kind: 'string', text: text.slice(1, -1) }] : [];
  }
}

/** True when a slash after this text begins a regular expression rather than dividing by something. */
function startsRegex(text: string): boolean {
  const earlier = text.trimEnd();
  return wordsBeforeValue.test(earlier) || !before.test(earlier.at(-1) ?? '(');
}
