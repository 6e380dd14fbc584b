import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { newDirectory, runProgram } from '../support/desk-process.ts';
import { sampleContent } from '../support/documents/content.ts';
import { makeDocument } from '../support/documents/make-document.ts';
import { notice, writeNotice } from '../support/village-notice.ts';

test('files that cannot be read are each named with what is wrong, and never keep a good one out', async () => {
  const directory = await newDirectory();
  onTestFinished(directory.remove);
  const options = { dataDir: join(directory.path, 'data') };
  const folder = await writeNotice(directory.path);
  const broken: Record<string, Uint8Array> = {};
  for (const format of ['pdf', 'docx', 'odt', 'pptx'] as const) {
    const whole = await makeDocument(format, sampleContent);
    broken[`half.${format}`] = whole.slice(0, Math.floor(whole.byteLength / 2));
  }
  broken['leeg.html'] = new Uint8Array();
  broken['leeg.eml'] = new Uint8Array();
  broken['leeg.md'] = new Uint8Array();
  broken['leeg.txt'] = new TextEncoder().encode(' \n\n');
  for (const [name, bytes] of Object.entries(broken)) await writeFile(join(folder, name), bytes);

  const { code, stdout, stderr } = await runProgram(['ingest', folder], options);
  expect(code).not.toBe(0);
  expect(stderr).not.toMatch(/\bat .+:\d+:\d+/);
  const lines = stdout.split('\n');
  for (const name of Object.keys(broken)) {
    expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^${name} +MISLUKT`)));
    expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^- ${name}: \\S.+[.)]$`)));
  }
  expect(stdout).not.toMatch(/Hier ging iets mis dat niet aan het bestand ligt/);
  expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^${notice.file} +nieuw`)));

  const answer = await runProgram(['ask', '--json', notice.rent.question], options);
  const reply = JSON.parse(answer.stdout) as { outcome: string; text: string; citations: { source: string }[] };
  expect(reply.outcome).toBe('answered');
  expect(reply.text).toMatch(notice.rent.fact);
  expect(reply.citations.map(({ source }) => source)).toContain(notice.file);
});
