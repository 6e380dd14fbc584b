import { execFileSync } from 'node:child_process';
import { chmod, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../../../adapters/database/database.ts';
import { fileSource } from '../../../adapters/documents/file-source.ts';
import { markdownReader } from '../../../adapters/documents/markdown-reader.ts';
import { textReader } from '../../../adapters/documents/text-reader.ts';
import { DeskError } from '../../../src/kernel/errors.ts';
import type { DocumentReader } from '../../../src/knowledge/document-reader.ts';
import { type IngestOptions, ingestPaths } from '../../../src/knowledge/ingest.ts';
import type { IngestRow } from '../../../src/knowledge/ingest-report.ts';
import { temporaryDirectory } from '../../support/databases.ts';

const sentence = 'In het dorpshuis van Veldzicht is elke dinsdag koffie voor iedereen uit de buurt.';

/** Throws as a library does, and refuses as a reader does. */
const faultyReader: DocumentReader = {
  extensions: ['bad', 'locked'],
  async read(file) {
    if (file.name.endsWith('.locked'))
      throw new DeskError('document_encrypted', `Haal het wachtwoord van ${file.name}.`);
    throw new TypeError('cannot read properties of undefined');
  },
};

async function newArchive() {
  const folder = await temporaryDirectory();
  const database = await openDatabase({ kind: 'sqlite-memory' });
  onTestFinished(() => database.close());
  const { knowledge } = database.stores;
  let now = 1000;
  const write = async (path: string, text: string | Uint8Array) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  const seen: IngestRow[] = [];
  const ingest = (paths: string[] = [folder], options: IngestOptions = {}) => {
    seen.length = 0;
    now += 1000;
    return ingestPaths(
      paths,
      {
        readers: [textReader, markdownReader, faultyReader],
        stores: database,
        files: fileSource,
        limits: { maxFileBytes: 10_000, maxUnpackedBytes: 20_000 },
        clock: { now: () => now },
        progress: (row) => seen.push(row),
      },
      options,
    );
  };
  const states = async (...args: Parameters<typeof ingest>) =>
    (await ingest(...args)).rows.map((row) => `${row.status} ${row.file}`);
  return { folder, knowledge, write, ingest, states, seen };
}

describe('ingesting a folder', () => {
  it('takes in every file below it, apart from hidden ones and README.md', async () => {
    const archive = await newArchive();
    await archive.write('plan.txt', `Plan voor het plein\n\n${sentence}`);
    await archive.write('diep/in/nota ë (1).md', `# Nota\n\n${sentence} Zo is het.`);
    await archive.write('.verborgen.txt', sentence);
    await archive.write('.git/x.txt', sentence);
    await archive.write('README.md', sentence);
    const report = await archive.ingest();
    expect(report.rows).toMatchObject([
      { status: 'new', file: 'diep/in/nota ë (1).md', title: 'Nota', passages: 1, warnings: [] },
      { status: 'new', file: 'plan.txt', title: 'Plan voor het plein' },
    ]);
    expect(report).toMatchObject({ failed: 0, counts: { new: 2, changed: 0, failed: 0 } });
    expect(archive.seen).toEqual(report.rows);
    const document = await archive.knowledge.findDocumentByPath(archive.folder, 'plan.txt');
    expect(document).toMatchObject({ source: 'plan.txt', edition: 1, language: 'nl', ingestedAt: 2000 });
    expect(await archive.knowledge.passagesOf(document?.id ?? '')).toMatchObject([
      { text: sentence, section: ['Plan voor het plein'] },
    ]);
  });

  it('skips what has not changed, replaces what has, removes what is gone', async () => {
    const archive = await newArchive();
    await archive.write('a.txt', sentence);
    await archive.write('b.txt', `${sentence} Kom ook.`);
    await archive.write('c.txt', `${sentence} Tot dan.`);
    await archive.ingest();
    const before = await archive.knowledge.latestChange();
    await archive.write('b.txt', `${sentence} Kom niet.`);
    await rm(join(archive.folder, 'c.txt'));
    expect(await archive.states()).toEqual(['unchanged a.txt', 'changed b.txt', 'removed c.txt']);
    expect((await archive.knowledge.changesSince(before)).length).toBe(2);
    const changed = await archive.knowledge.findDocumentByPath(archive.folder, 'b.txt');
    expect(changed?.edition).toBe(2);
    expect((await archive.knowledge.passagesOf(changed?.id ?? '')).map((passage) => passage.text)).toEqual([
      `${sentence} Kom niet.`,
    ]);
    expect(await archive.states()).toEqual(['unchanged a.txt', 'unchanged b.txt']);
    expect(await archive.states([archive.folder], { again: true })).toEqual(['changed a.txt', 'changed b.txt']);
  });

  it('gives a collection the name that it is given', async () => {
    const archive = await newArchive();
    await archive.write('a.txt', sentence);
    await archive.ingest([archive.folder], { collection: 'artikelen' });
    expect((await archive.knowledge.listDocuments('artikelen')).map((document) => document.path)).toEqual(['a.txt']);
  });

  it('warns of a file that it cannot read, of a sidecar alone, and of the same file twice', async () => {
    const archive = await newArchive();
    await archive.write('foto.heic', 'x');
    await archive.write('weg.pdf.meta.yaml', 'titel: Weg');
    await archive.write('een.txt', sentence);
    await archive.write('twee.txt', sentence);
    const report = await archive.ingest();
    expect(report.failed).toBe(0);
    expect(report.rows.map((row) => [row.status, row.file, row.warnings[0]])).toEqual([
      ['new', 'een.txt', undefined],
      ['skipped', 'foto.heic', 'foto.heic kunnen we niet lezen. Dit kan wel: .txt, .md, .markdown, .bad, .locked.'],
      ['new', 'twee.txt', 'Dit bestand is precies gelijk aan een.txt. Haal er één weg.'],
      ['skipped', 'weg.pdf.meta.yaml', 'Bij dit bestand hoort weg.pdf, en dat is er niet.'],
    ]);
  });

  it('takes details from a sidecar, and reads the file again when only the sidecar changes', async () => {
    const archive = await newArchive();
    await archive.write('a.txt', sentence);
    await archive.ingest();
    await archive.write('a.txt.meta.yaml', 'titel: Koffie in het dorpshuis\ndatum: 2025-03');
    const report = await archive.ingest();
    expect(report.rows).toMatchObject([{ status: 'changed', file: 'a.txt', title: 'Koffie in het dorpshuis' }]);
    expect(await archive.knowledge.findDocumentByPath(archive.folder, 'a.txt')).toMatchObject({ date: '2025-03' });
  });
});

describe('a file that cannot be taken in', () => {
  it('stops no other, and each says what to do', async () => {
    const archive = await newArchive();
    await archive.write('a.bad', 'x');
    await archive.write('b.locked', 'x');
    await archive.write('c.txt', '  ');
    await archive.write('d.txt', 'x'.repeat(10_001));
    await archive.write('e.txt', `---\ndatum: ooit\n---\n${sentence}`);
    await archive.write('f.txt', sentence);
    const report = await archive.ingest();
    expect(report.rows.map((row) => [row.file, row.status, row.error?.code])).toEqual([
      ['a.bad', 'failed', 'document_corrupt'],
      ['b.locked', 'failed', 'document_encrypted'],
      ['c.txt', 'failed', 'document_empty'],
      ['d.txt', 'failed', 'document_too_large'],
      ['e.txt', 'failed', 'metadata_invalid'],
      ['f.txt', 'new', undefined],
    ]);
    expect(report.failed).toBe(5);
    expect(report.rows[0]?.error?.cause).toBeInstanceOf(TypeError);
    for (const row of report.rows) if (row.error !== undefined) expect(row.error.message).toMatch(/[.)]$/);
  });

  it('leaves the edition before it in place, and says so', async () => {
    const archive = await newArchive();
    await archive.write('a.txt', sentence);
    await archive.ingest();
    await archive.write('a.txt', '');
    const report = await archive.ingest();
    expect(report.rows).toMatchObject([
      {
        status: 'failed',
        file: 'a.txt',
        warnings: ['De vorige versie blijft in het archief en geeft nog antwoorden.'],
      },
    ]);
    expect((await archive.knowledge.listDocuments())[0]).toMatchObject({ edition: 1, passages: 1 });
  });

  it('leaves what is in a folder that cannot be looked into', async () => {
    const archive = await newArchive();
    await archive.write('map/a.txt', sentence);
    await archive.ingest();
    await rename(join(archive.folder, 'map'), join(archive.folder, 'elders'));
    await symlink(join(archive.folder, 'nergens'), join(archive.folder, 'map'));
    await rm(join(archive.folder, 'elders'), { recursive: true });
    const report = await archive.ingest();
    expect(report.rows).toMatchObject([{ status: 'failed', file: 'map' }]);
    expect(report.rows[0]?.error?.message).toContain('verwijzing naar iets dat er niet meer is');
    expect(await archive.knowledge.listDocuments()).toHaveLength(1);
  });

  it('follows a loop of links once', async () => {
    const archive = await newArchive();
    await archive.write('map/a.txt', sentence);
    await symlink(archive.folder, join(archive.folder, 'map', 'rond'));
    await symlink('zelf', join(archive.folder, 'zelf'));
    expect(await archive.states()).toEqual(['failed zelf', 'new map/a.txt']);
  });

  it('refuses a link to something outside it, and follows one that stays inside', async () => {
    const archive = await newArchive();
    const elsewhere = await newArchive();
    await elsewhere.write('geheim.txt', sentence);
    await elsewhere.write('c.txt.meta.yaml', 'titel: Geheim');
    await archive.write('map/a.txt', sentence);
    await archive.write('c.txt', `${sentence} Kom ook.`);
    await symlink(join(elsewhere.folder, 'geheim.txt'), join(archive.folder, 'b.txt'));
    await symlink(join(elsewhere.folder, 'c.txt.meta.yaml'), join(archive.folder, 'c.txt.meta.yaml'));
    await symlink(elsewhere.folder, join(archive.folder, 'daar'));
    await symlink(join('map', 'a.txt'), join(archive.folder, 'hier.txt'));
    const { rows } = await archive.ingest();
    const refused = rows.filter((row) => row.status === 'failed');
    expect(refused.map((row) => row.file)).toEqual(['b.txt', 'c.txt.meta.yaml', 'daar']);
    for (const row of refused) expect(row.error?.message).toContain('verwijzing naar iets buiten de map');
    expect(rows.filter((row) => row.status === 'new').map((row) => [row.file, row.title])).toEqual([
      ['c.txt', expect.not.stringContaining('Geheim')],
      ['hier.txt', expect.any(String)],
      ['map/a.txt', expect.any(String)],
    ]);
  });

  it.skipIf(process.platform === 'win32')('names what is neither file nor folder', async () => {
    const archive = await newArchive();
    execFileSync('mkfifo', [join(archive.folder, 'pijp.txt')]);
    const { rows } = await archive.ingest();
    expect(rows).toMatchObject([{ status: 'failed', file: 'pijp.txt' }]);
    expect(rows[0]?.error?.message).toContain('geen bestand en geen map');
  });

  it.skipIf(process.getuid?.() === 0)('says when it may not be opened', async () => {
    const archive = await newArchive();
    await archive.write('a.txt', sentence);
    await chmod(join(archive.folder, 'a.txt'), 0);
    expect((await archive.ingest()).rows[0]?.error?.message).toContain('leesrechten');
  });
});

describe('ingesting a file by itself', () => {
  it('touches that file only', async () => {
    const archive = await newArchive();
    await archive.write('a.txt', sentence);
    await archive.write('b.txt', `${sentence} Kom ook.`);
    expect(await archive.states([join(archive.folder, 'a.txt')])).toEqual(['new a.txt']);
    expect((await archive.knowledge.listDocuments())[0]).toMatchObject({ collection: archive.folder, path: 'a.txt' });
  });

  it('keeps it in the collection that lies around it', async () => {
    const archive = await newArchive();
    await archive.write('map/a.txt', sentence);
    await archive.ingest();
    await archive.write('map/a.txt', `${sentence} Kom ook.`);
    expect(await archive.states([join(archive.folder, 'map/a.txt')])).toEqual(['changed map/a.txt']);
    expect(await archive.knowledge.listDocuments()).toHaveLength(1);
  });

  it('takes its document when its sidecar is given', async () => {
    const archive = await newArchive();
    await archive.write('a.txt', sentence);
    await archive.write('a.txt.meta.yaml', 'titel: Koffie');
    expect((await archive.ingest([join(archive.folder, 'a.txt.meta.yaml')])).rows).toMatchObject([
      { file: 'a.txt', title: 'Koffie' },
    ]);
  });

  it('removes it from the archive when it is gone, and reports a name that never was there', async () => {
    const archive = await newArchive();
    await archive.write('a.txt', sentence);
    await archive.ingest();
    const path = join(archive.folder, 'a.txt');
    await rm(path);
    expect(await archive.states([path])).toEqual(['removed a.txt']);
    const report = await archive.ingest([path]);
    expect(report.rows).toMatchObject([{ status: 'failed', file: path, error: { code: 'document_missing' } }]);
  });

  it('fails when it is of a sort that is not read', async () => {
    const archive = await newArchive();
    await archive.write('foto.heic', 'x');
    const report = await archive.ingest([join(archive.folder, 'foto.heic')]);
    expect(report.rows[0]?.error?.code).toBe('document_unsupported');
  });

  it('does not empty a collection of which the whole folder is gone', async () => {
    const archive = await newArchive();
    await archive.write('map/a.txt', sentence);
    await archive.ingest([join(archive.folder, 'map')]);
    await rm(join(archive.folder, 'map'), { recursive: true });
    expect((await archive.ingest([join(archive.folder, 'map')])).failed).toBe(1);
    expect(await archive.knowledge.listDocuments()).toHaveLength(1);
  });
});
