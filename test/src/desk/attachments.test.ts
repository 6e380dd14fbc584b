import { describe, expect, test } from 'vitest';
import { acceptFiles, type FileRefusal, largestFile, mostFiles } from '../../../src/desk/attachments.ts';

const textOf = (bytes: number) => new Uint8Array(bytes).fill(0x61);
const pdf = Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n', 'latin1');

async function refusalsOf(files: Parameters<typeof acceptFiles>[0]): Promise<(FileRefusal | null)[]> {
  const { accepted, refused } = await acceptFiles(files);
  expect(accepted.length + refused.length).toBe(files.length);
  return files.map(({ name }) => refused.find((one) => one.name === name)?.why ?? null);
}

describe('files of a message', () => {
  test.each([
    ['verslag.pdf', pdf, 'verslag.pdf', 'application/pdf'],
    ['verslag.docx', pdf, 'verslag.docx.pdf', 'application/pdf'],
    ['C:\\map\\brief.TXT', textOf(3), 'brief.TXT', 'text/plain'],
    ['lijst.csv', textOf(3), 'lijst.csv', 'text/plain'],
    ['pagina.html', Buffer.from('<script>alert(1)</script>'), 'pagina.html.txt', 'text/plain'],
    ['', textOf(1), 'bestand.txt', 'text/plain'],
    ['\u202Efdp.exe', textOf(1), 'fdp.exe.txt', 'text/plain'],
    [`${'é'.repeat(200)}.pdf`, pdf, `${'é'.repeat(96)}.pdf`, 'application/pdf'],
  ])('%j becomes a name and a type that say what it is', async (name, content, clean, mediaType) => {
    const { accepted } = await acceptFiles([{ name, content }]);
    expect(accepted).toMatchObject([{ name: clean, mediaType, bytes: content.length }]);
  });

  test.each<[string, Uint8Array, FileRefusal]>([
    ['a program for Windows', Buffer.from('MZ\u0090\u0000\u0003', 'latin1'), 'unknown_type'],
    ['a program for Linux', Buffer.from('\u007fELF\u0002\u0001\u0001\u0000', 'latin1'), 'unknown_type'],
    ['a folder in one file', Buffer.from('PK\u0003\u0004\u0014\u0000\u0000\u0000', 'latin1'), 'unknown_type'],
    ['nothing', new Uint8Array(), 'empty'],
    ['one byte too many', textOf(largestFile + 1), 'too_large'],
  ])('%s is refused', async (_what, content, why) => {
    expect(await refusalsOf([{ name: 'a.pdf', content }])).toEqual([why]);
  });

  test('all but the first ten, and what is more than 40 MB together, are refused; each is told', async () => {
    const many = Array.from({ length: mostFiles + 1 }, (_, i) => ({ name: `${i}.txt`, content: textOf(1) }));
    expect(await refusalsOf(many)).toEqual([...many.slice(1).map(() => null), 'too_many']);
    const large = [1, 2, 3, 4].map((i) => ({ name: `${i}.txt`, content: textOf(i === 4 ? 10 : largestFile) }));
    expect(await refusalsOf(large)).toEqual([null, null, 'too_much', 'too_much']);
  });
});
