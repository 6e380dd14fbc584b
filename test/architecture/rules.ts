import { posix } from 'node:path';
import { type Import, importsOf, readsEnvironment } from './imports.ts';

/** A source file: its path from the root of the repository, with forward slashes, and its text. */
export interface SourceFile {
  path: string;
  text: string;
}

/** Who may import what besides itself: the whole house in one table. A rule holds for the longest path that fits. */
export const arrows: Readonly<Record<string, readonly string[]>> = {
  'src/kernel/': [],
  'src/knowledge/': ['src/kernel/'],
  'src/retrieval/': ['src/kernel/', 'src/knowledge/'],
  'src/answering/': ['src/kernel/', 'src/knowledge/', 'src/retrieval/'],
  'src/people/': ['src/kernel/', 'src/knowledge/document.ts#Language'],
  'src/queue/': ['src/kernel/', 'src/people/', 'src/knowledge/document.ts#Language'],
  'src/delivery/': ['src/kernel/'],
  'src/desk/': [
    ...['src/kernel/', 'src/knowledge/', 'src/retrieval/', 'src/answering/'],
    ...['src/people/', 'src/queue/', 'src/delivery/'],
  ],
  'src/evaluation/': [
    ...['src/kernel/', 'src/knowledge/', 'src/retrieval/', 'src/answering/'],
    ...['src/people/', 'src/queue/', 'src/delivery/', 'src/desk/'],
  ],
  'src/config.ts': ['src/kernel/'],
  'src/house.ts': ['src/', 'adapters/'],
  'src/main.ts': ['src/', 'adapters/'],
  'adapters/*/': ['src/'],
};

/** What nobody imports, except those named. */
const doors: Readonly<Record<string, readonly string[]>> = {
  'src/main.ts': [],
  'src/house.ts': ['src/main.ts'],
};

/** Packages that the core may use: pure text in, pure data out. Node's own modules are always allowed. */
const corePackages: readonly string[] = ['zod', 'yaml', 'eld', '@orama/stemmers', 'file-type'];

/** The one file that reads the environment of the process. */
const environmentReader = 'src/main.ts';

/** Every way in which these files break the rules, one line each; none when all is well. */
export function breaches(files: readonly SourceFile[]): string[] {
  const lines: string[] = [];
  for (const { path, text } of files) {
    if (allowedFor(path) === undefined) lines.push(`${path} lies in no place that the rules know`);
    if (path !== environmentReader && readsEnvironment(text)) lines.push(`${path} reads process.env`);
    for (const found of importsOf(text)) {
      const problem = problemOf(path, found);
      if (problem !== undefined) lines.push(`${path} ${problem}`);
    }
  }
  return lines;
}

/** Files that load each other in a circle, each circle once. Types and threads make none: neither waits for the other. */
export function circles(files: readonly SourceFile[]): string[][] {
  const targets = new Map<string, string[]>();
  for (const { path, text } of files) {
    targets.set(
      path,
      importsOf(text).flatMap(({ specifier, kind }) =>
        kind === 'code' && specifier?.startsWith('.') ? [resolved(path, specifier)] : [],
      ),
    );
  }
  const found: string[][] = [];
  const state = new Map<string, 'open' | 'done'>();
  const trail: string[] = [];
  for (const path of targets.keys()) visit(path);
  return found;

  function visit(path: string): void {
    if (state.get(path) === 'done' || !targets.has(path)) return;
    if (state.get(path) === 'open') {
      found.push([...trail.slice(trail.indexOf(path)), path]);
      return;
    }
    state.set(path, 'open');
    trail.push(path);
    for (const target of targets.get(path) ?? []) visit(target);
    trail.pop();
    state.set(path, 'done');
  }
}

function problemOf(path: string, { specifier, names }: Import): string | undefined {
  if (specifier === null) return 'imports something whose name is not written out';
  if (!specifier.startsWith('.')) return packageProblem(path, specifier);
  const target = resolved(path, specifier);
  const doorkeepers = doors[target];
  if (doorkeepers && !doorkeepers.includes(path)) return `imports ${target}, which is for nobody else`;
  const home = homeOf(path);
  if (home?.endsWith('/') && target.startsWith(home)) return undefined;
  const allowed = allowedFor(path) ?? [];
  return allowed.some((rule) => permits(rule, target, names)) ? undefined : `imports ${target}`;
}

function packageProblem(path: string, specifier: string): string | undefined {
  if (specifier.startsWith('node:') || path.startsWith('adapters/')) return undefined;
  const known = corePackages.some((name) => specifier === name || specifier.startsWith(`${name}/`));
  return known ? undefined : `imports the package ${specifier}`;
}

/** A rule is a folder, a file, or a file with the names that may be taken from it: `file.ts#Name,Other`. */
function permits(rule: string, target: string, names: readonly string[]): boolean {
  const [place = '', only] = rule.split('#');
  if (place.endsWith('/') ? !target.startsWith(place) : target !== place) return false;
  if (only === undefined) return true;
  return names.length > 0 && names.every((name) => only.split(',').includes(name));
}

/** The key of the table that a file falls under, with `*` filled in; undefined when there is none. */
function homeOf(path: string): string | undefined {
  const adapter = /^adapters\/[^/]+\//.exec(path)?.[0];
  if (adapter !== undefined) return adapter;
  return Object.keys(arrows).find((place) => (place.endsWith('/') ? path.startsWith(place) : path === place));
}

function allowedFor(path: string): readonly string[] | undefined {
  const home = homeOf(path);
  return home?.startsWith('adapters/') ? arrows['adapters/*/'] : arrows[home ?? ''];
}

function resolved(path: string, specifier: string): string {
  return posix.join(posix.dirname(path), specifier);
}
