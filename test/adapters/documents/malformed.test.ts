import { describe, expect, it } from 'vitest';
import { docxReader } from '../../../adapters/documents/docx-reader.ts';
import { emailReader } from '../../../adapters/documents/email-reader.ts';
import { htmlReader } from '../../../adapters/documents/html-reader.ts';
import { openDocumentReader } from '../../../adapters/documents/opendocument-reader.ts';
import { pdfReader } from '../../../adapters/documents/pdf-reader.ts';
import { presentationReader } from '../../../adapters/documents/presentation-reader.ts';
import { sampleContent } from '../../support/documents/content.ts';
import { laughingXml, lieAboutSize, makeBomb, makeOle, makeZip } from '../../support/documents/hostile.ts';
import { makeDocument } from '../../support/documents/make-document.ts';
import { packOdt } from '../../support/documents/opendocument.ts';
import { refusal } from './reading.ts';

const all = [pdfReader, docxReader, openDocumentReader, presentationReader, htmlReader, emailReader];
const containers = [
  { reader: docxReader, format: 'docx', part: 'word/document.xml' },
  { reader: openDocumentReader, format: 'odt', part: 'content.xml' },
  { reader: presentationReader, format: 'pptx', part: 'ppt/presentation.xml' },
] as const;

describe.each(all.map((reader) => ({ extension: reader.extensions[0], reader })))('$extension', ({ reader }) => {
  it('is empty without bytes', async () => {
    expect((await refusal(reader, new Uint8Array())).code).toBe('document_empty');
  });

  it('is not a picture', async () => {
    const error = await refusal(reader, new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]));
    expect(error.code).toBe('document_corrupt');
    expect(error.message).toContain('een plaatje');
  });
});

describe.each(containers)('$format', ({ reader, format, part }) => {
  it('is damaged when it is cut off', async () => {
    const whole = await makeDocument(format, sampleContent);
    expect((await refusal(reader, whole.subarray(0, whole.byteLength - 200))).code).toBe('document_corrupt');
  });

  it('is damaged when a part changed', async () => {
    const bytes = makeZip({ [part]: 'x'.repeat(1000) });
    bytes[40 + part.length] = (bytes[40 + part.length] ?? 0) ^ 0xff;
    expect((await refusal(reader, bytes)).code).toBe('document_corrupt');
  });

  it.each([
    ['een pdf-bestand', 'pdf'],
    ['een webpagina', 'html'],
  ] as const)('says that it is %s under another name', async (seems, other) => {
    const error = await refusal(reader, await makeDocument(other, sampleContent));
    expect(error.code).toBe('document_corrupt');
    expect(error.message).toContain(seems);
  });

  it('tells an old Word file from one with a password', async () => {
    const old = await refusal(reader, makeOle('WordDocument'));
    expect([old.code, old.message]).toEqual(['document_corrupt', expect.stringContaining('.doc')]);
    expect((await refusal(reader, makeOle('EncryptionInfo', 'EncryptedPackage'))).code).toBe('document_encrypted');
  });

  it('is a bomb when a part inflates past the limit, whatever its size is said to be', async () => {
    const bomb = makeBomb(part, '<a>', '</a>', 30);
    expect((await refusal(reader, bomb)).code).toBe('document_bomb');
    expect((await refusal(reader, lieAboutSize(bomb, 10))).code).toBe('document_bomb');
  });

  it('is a bomb when a part that nobody reads announces a flood', async () => {
    expect((await refusal(reader, makeBomb('media/film.bin', '', '', 30))).code).toBe('document_bomb');
  });

  it('does not expand entities', async () => {
    expect((await refusal(reader, makeZip({ [part]: laughingXml('a') }))).code).toBe('document_corrupt');
  });

  it('does not follow nesting without end', async () => {
    expect((await refusal(reader, makeZip({ [part]: '<a>'.repeat(200_000) }))).code).toBe('document_corrupt');
  });
});

describe('a file of another kind in the same container', () => {
  it('is named', async () => {
    const presentation = await refusal(docxReader, await makeDocument('pptx', sampleContent));
    expect(presentation.message).toContain('PowerPoint');
    const word = await refusal(openDocumentReader, await makeDocument('docx', sampleContent));
    expect(word.message).toContain('Word');
    expect((await refusal(presentationReader, makeZip({ 'xl/workbook.xml': '<a/>' }))).message).toContain('Excel');
  });
});

describe('documents without text', () => {
  it('are empty', async () => {
    const blank = { title: '', blocks: [] };
    expect((await refusal(docxReader, await makeDocument('docx', blank))).code).toBe('document_empty');
    expect((await refusal(openDocumentReader, packOdt('<text:p/>'))).code).toBe('document_empty');
    expect((await refusal(presentationReader, await makeDocument('pptx', blank))).code).toBe('document_empty');
    expect((await refusal(htmlReader, new TextEncoder().encode('<html><body><nav>Menu</nav></body>'))).code).toBe(
      'document_empty',
    );
    expect((await refusal(emailReader, new TextEncoder().encode('Subject: leeg\r\n\r\n \r\n'))).code).toBe(
      'document_empty',
    );
  });

  it('are refused behind a password', async () => {
    const locked = packOdt(
      '<text:p>x</text:p>',
      {},
      '<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>',
    );
    expect((await refusal(openDocumentReader, locked)).code).toBe('document_encrypted');
  });

  it('and text without the head of a message is no e-mail', async () => {
    expect((await refusal(emailReader, new TextEncoder().encode('zomaar wat tekst'))).code).toBe('document_corrupt');
  });
});
