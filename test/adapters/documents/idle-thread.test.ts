import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';

const readers = new URL('../../../adapters/documents/readers.ts', import.meta.url).href;

/** Reads a page, and does what stands behind it; gives the output and the milliseconds from there to the end. */
async function readAndThen(last: string): Promise<{ code: unknown; output: string; milliseconds: number }> {
  const program = `
    import { closeDocumentReaders, documentReaders } from '${readers}';
    const html = documentReaders.find(({ extensions }) => extensions.includes('html'));
    const bytes = new TextEncoder().encode('<h1>Zaal</h1><p>De zaal is op zondag dicht.</p>');
    const read = () => html.read({ name: 'zaal.html', bytes }, { maxUnpackedBytes: 1e6 });
    await read();
    console.log('read');
    ${last}`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill());
  let output = '';
  let readAt = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    readAt ||= performance.now();
    output += text;
  });
  const [code] = await once(child, 'close');
  return { code, output, milliseconds: performance.now() - readAt };
}

test('a thread that waits for another file does not keep the program from ending', async () => {
  const { code, output, milliseconds } = await readAndThen('');
  expect({ code, output }).toEqual({ code: 0, output: 'read\n' });
  expect(milliseconds).toBeLessThan(5_000);
});

test('closing waits for what is being read, and a later file is read all the same', async () => {
  const { code, output, milliseconds } = await readAndThen(`
    const second = read().then(() => console.log('second'));
    await closeDocumentReaders();
    console.log('closed');
    await second;
    await read();
    console.log('third');
    await closeDocumentReaders();
    await closeDocumentReaders();`);
  expect({ code, output }).toEqual({ code: 0, output: 'read\nsecond\nclosed\nthird\n' });
  expect(milliseconds).toBeLessThan(10_000);
});
