import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { importsOf, readsEnvironment } from './architecture/imports.ts';
import { arrows, breaches, circles, type SourceFile } from './architecture/rules.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const house: SourceFile[] = ['src', 'adapters'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => /\.[cm]?[jt]s$/.test(path) && !path.startsWith('adapters/web/public/'))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })),
);

describe('the house', () => {
  it('has files to look at, each with its imports found', () => {
    expect(house.length).toBeGreaterThan(80);
    const found = house.flatMap(({ text }) => importsOf(text));
    const written = house.flatMap(({ text }) => text.match(/^(?:import|export) [^;]*? from '|^\} from '/gm) ?? []);
    expect(found.length).toBeGreaterThanOrEqual(written.length);
  });

  it('keeps to the arrows, the packages and the one reader of the environment', () => {
    expect(breaches(house)).toEqual([]);
  });

  it('has no files that import each other in a circle', () => {
    expect(circles(house)).toEqual([]);
  });

  it('has no arrow in its table that goes up', () => {
    const order = Object.keys(arrows);
    for (const [place, targets] of Object.entries(arrows)) {
      if (!place.endsWith('/') || place.startsWith('adapters/')) continue;
      const below = order.slice(0, order.indexOf(place));
      expect(targets.filter((target) => !below.some((lower) => target.startsWith(lower)))).toEqual([]);
    }
  });
});

describe('the checker finds', () => {
  it.each<[what: string, path: string, text: string]>([
    ['an adapter in the core', 'src/desk/a.ts', "import { x } from '../../adapters/web/x.ts';"],
    ['an adapter in the configuration', 'src/config.ts', "import { x } from '../adapters/web/x.ts';"],
    ['an adapter in another adapter', 'adapters/web/a.ts', "import { x } from '../database/x.ts';"],
    ['one adapter beginning with the name of another', 'adapters/web/a.ts', "import { x } from '../web-push/x.ts';"],
    ['the composition in an adapter', 'adapters/web/a.ts', "import { House } from '../../src/house.ts';"],
    ['the composition in the core', 'src/desk/a.ts', "import { House } from '../house.ts';"],
    ['the entry in the composition', 'src/house.ts', "import './main.ts';"],
    ['an arrow up', 'src/knowledge/a.ts', "import { x } from '../retrieval/x.ts';"],
    ['an arrow up that takes a type', 'src/kernel/a.ts', "import type { x } from '../desk/x.ts';"],
    ['an arrow across', 'src/delivery/a.ts', "import { x } from '../queue/x.ts';"],
    ['more than the language in the queue', 'src/queue/a.ts', "import { x } from '../knowledge/document.ts';"],
    ['everything of the language in the queue', 'src/queue/a.ts', "import * as x from '../knowledge/document.ts';"],
    ['a driver in the core', 'src/desk/a.ts', "import { Kysely } from 'kysely';"],
    ['a package that only begins like an allowed one', 'src/desk/a.ts', "import { z } from 'zod-extra';"],
    ['a re-export', 'src/kernel/a.ts', "export * from '../desk/x.ts';"],
    ['a named re-export', 'src/kernel/a.ts', "export { x as y } from '../desk/x.ts';"],
    ['an import over several lines', 'src/kernel/a.ts', "import {\n  x,\n  type Y,\n} from '../desk/x.ts';"],
    ['an import of a default', 'src/kernel/a.ts', "import weights from '../desk/x.json' with { type: 'json' };"],
    ['an import at run time', 'src/kernel/a.ts', "const x = await import('../desk/x.ts');"],
    ['an import at run time in a template', 'src/kernel/a.ts', `const y = \`\${await import('../desk/x.ts')} /* \`;`],
    ['an import of a type in place', 'src/kernel/a.ts', "let x: import('../desk/x.ts').X;"],
    ['an import whose name is made up', 'src/desk/a.ts', `await import(\`../\${name}.ts\`);`],
    ['a require', 'src/kernel/a.ts', "const x = require('better-sqlite3');"],
    ['a worker', 'src/kernel/a.ts', "new Worker(new URL('../desk/x.ts', import.meta.url));"],
    ['an import behind a regular expression', 'src/kernel/a.ts', "const r = /['\"`/*]/g; import '../desk/x.ts';"],
    ['a file in no known place', 'src/stray/a.ts', ''],
    ['a reader of the environment', 'src/desk/a.ts', 'const port = process.env.PORT;'],
    ['a reader of the environment by brackets', 'adapters/web/a.ts', "const port = process['env'].PORT;"],
    ['a reader of the environment by parts', 'adapters/web/a.ts', 'const { env } = process;'],
    ['a reader of the environment by import', 'adapters/web/a.ts', "import { env } from 'node:process';"],
  ])('%s', (_, path, text) => {
    expect(breaches([{ path, text }])).toHaveLength(1);
  });

  it('a circle, once', () => {
    const files = [
      { path: 'src/desk/a.ts', text: "import { b } from './b.ts';" },
      { path: 'src/desk/b.ts', text: "import { C } from './c.ts';" },
      { path: 'src/desk/c.ts', text: "export { a } from './a.ts';" },
      { path: 'src/desk/d.ts', text: "import { a } from './a.ts';" },
      { path: 'src/desk/e.ts', text: "import { f } from './f.ts';" },
      { path: 'src/desk/f.ts', text: "import type { E } from './e.ts'; new URL('./e.ts', import.meta.url);" },
    ];
    expect(circles(files)).toEqual([['src/desk/a.ts', 'src/desk/b.ts', 'src/desk/c.ts', 'src/desk/a.ts']]);
  });
});

describe('the checker lets through', () => {
  it.each<[what: string, path: string, text: string]>([
    ['an arrow down', 'src/answering/a.ts', "import { x } from '../retrieval/x.ts';"],
    ['a neighbour', 'src/desk/wording/nl.ts', "import { x } from './wording.ts';"],
    ['the core in an adapter', 'adapters/web/routes/a.ts', "import { x } from '../../../src/desk/x.ts';"],
    ['a package in an adapter', 'adapters/web/a.ts', "import express from 'express';"],
    ['an allowed package and one of its parts', 'src/retrieval/a.ts', "import { s } from '@orama/stemmers/dutch';"],
    ['the language in the queue', 'src/queue/a.ts', "import type { Language } from '../knowledge/document.ts';"],
    ['the adapters in the composition', 'src/house.ts', "import { x } from '../adapters/web/x.ts';"],
    ['an import in a comment', 'src/kernel/a.ts', "// import '../desk/x.ts';\n/* import '../desk/x.ts'; */"],
    ['an import in a text', 'src/kernel/a.ts', 'const text = "import \'../desk/x.ts\'";'],
    [
      'a template with an import in it',
      'src/kernel/a.ts',
      `const text = \`import '../desk/x.ts' \${1 + 2} and more\`;`,
    ],
    ['the module’s own address', 'src/kernel/a.ts', "new URL('../knowledge/articles', import.meta.url);"],
    ['an export that takes nothing', 'src/kernel/a.ts', "export { here };\nexport type X = 'from' | { a: 'b' };"],
    ['a division', 'src/kernel/a.ts', "const share = (a + b) / 2; const text = 'from'; const half = a[0] / 2;"],
    ['the word in a comment', 'src/desk/a.ts', '/** the only reader of process.env */'],
  ])('%s', (_, path, text) => {
    expect(breaches([{ path, text }])).toEqual([]);
  });
});

describe('imports of a source', () => {
  it('are told with their names and whether they are types', () => {
    const source = `import fs, { readFile as read, type Stats } from 'node:fs';
import type { A, B } from './a.ts';
import { type C, type D } from './c.ts';
import type E from './e.ts';
import * as f from './f.ts';
import './g.ts';
new URL('./w.mjs', import.meta.url);
type H = typeof import('./h.ts');`;
    expect(importsOf(source)).toEqual([
      { specifier: 'node:fs', kind: 'code', names: ['readFile', 'Stats'] },
      { specifier: './a.ts', kind: 'types', names: ['A', 'B'] },
      { specifier: './c.ts', kind: 'types', names: ['C', 'D'] },
      { specifier: './e.ts', kind: 'types', names: ['E'] },
      { specifier: './f.ts', kind: 'code', names: [] },
      { specifier: './g.ts', kind: 'code', names: [] },
      { specifier: './w.mjs', kind: 'thread', names: [] },
      { specifier: './h.ts', kind: 'types', names: [] },
    ]);
  });

  it('are found whatever follows the word process', () => {
    expect(readsEnvironment('process.stdout.write("env"); process.exit(0);')).toBe(false);
    expect(readsEnvironment('process?.env')).toBe(true);
  });
});
