import { describe, expect, it } from 'vitest';
import { docxReader } from '../../../adapters/documents/docx-reader.ts';
import { packDocx, wordParagraph } from '../../support/documents/word-parts.ts';
import { outline, read } from './reading.ts';

const body = wordParagraph('Gewone tekst van het document.');

describe('a Word document', () => {
  it('has headings in any style that Word shows in its outline, and in styles based on it', async () => {
    const styles =
      '<w:style w:type="paragraph" w:styleId="KopEen"><w:name w:val="Kop Dorp"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>' +
      '<w:style w:type="paragraph" w:styleId="KopKlein"><w:name w:val="Kop klein"/><w:basedOn w:val="KopEen"/></w:style>';
    const text = wordParagraph('Over ons', 'KopEen') + wordParagraph('Bestuur', 'KopKlein') + body;
    const { blocks } = await read(docxReader, packDocx(text, { styles }));
    expect(blocks.slice(0, 2)).toMatchObject([
      { kind: 'heading', level: 1, text: 'Over ons' },
      { kind: 'heading', level: 1, text: 'Bestuur' },
    ]);
  });

  it('without heading styles takes short bold paragraphs for headings', async () => {
    const text = wordParagraph('Contributie', '', '<w:b/>') + body + wordParagraph('Let op: dit is vet.', '', '<w:b/>');
    expect(outline(await read(docxReader, packDocx(text)))).toEqual([
      'heading Contributie',
      'paragraph Gewone tekst van het document.',
      'paragraph Let op: dit is vet.',
    ]);
  });

  it('has its footnotes behind the paragraph that refers to them', async () => {
    const text = `<w:p><w:r><w:t>De contributie is laag</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>.</w:t></w:r><w:r><w:footnoteReference w:id="3"/></w:r></w:p>${body}`;
    const footnotes = `<w:footnote w:id="2">${wordParagraph('Besluit van de ledenvergadering.')}</w:footnote><w:footnote w:id="3">${wordParagraph('Sinds 2019.')}</w:footnote>`;
    expect(outline(await read(docxReader, packDocx(text, { footnotes })))).toEqual([
      'paragraph De contributie is laag.',
      'paragraph Besluit van de ledenvergadering.',
      'paragraph Sinds 2019.',
      'paragraph Gewone tekst van het document.',
    ]);
  });

  it('loses no text box, and reads it once', async () => {
    const box = (text: string): string => `<w:txbxContent>${wordParagraph(text)}</w:txbxContent>`;
    const drawn = (text: string, fallback: string): string =>
      `<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>${box(text)}</wps:txbx></mc:Choice>${fallback}</mc:AlternateContent></w:r></w:p>`;
    const both = drawn(
      'Bel het secretariaat',
      `<mc:Fallback><w:pict><v:textbox>${box('Bel het secretariaat')}</v:textbox></w:pict></mc:Fallback>`,
    );
    const found = outline(await read(docxReader, packDocx(both + drawn('Mail het bestuur', '') + body)));
    expect(found.filter((line) => line.endsWith('secretariaat'))).toHaveLength(1);
    expect(found.filter((line) => line.endsWith('bestuur'))).toHaveLength(1);
  });

  it('keeps an address at the foot of the page, without page numbers', async () => {
    const footer1 = wordParagraph('Postbus 12, Voorbeeldbuurt') + wordParagraph('Pagina 1 van 9');
    const found = outline(
      await read(docxReader, packDocx(body, { footer1, footer2: wordParagraph('Postbus 12, Voorbeeldbuurt') })),
    );
    expect(found).toEqual(['paragraph Gewone tekst van het document.', 'paragraph Postbus 12, Voorbeeldbuurt']);
  });

  it('leaves out deleted text and the table of contents', async () => {
    const styles = '<w:style w:type="paragraph" w:styleId="Inhopg1"><w:name w:val="toc 1"/></w:style>';
    const deleted =
      '<w:p><w:r><w:t>Wij </w:t></w:r><w:del w:id="1"><w:r><w:delText>niet </w:delText></w:r></w:del><w:r><w:t>helpen.</w:t></w:r></w:p>';
    const found = outline(
      await read(docxReader, packDocx(wordParagraph('Over ons 3', 'Inhopg1') + deleted, { styles })),
    );
    expect(found).toEqual(['paragraph Wij helpen.']);
  });

  it('parts a paragraph at a line break after a sentence, not inside one', async () => {
    const text =
      '<w:p><w:r><w:t>Voorzitter: een lid.</w:t><w:br/><w:t>Wij vergaderen in</w:t><w:br/><w:t>het dorpshuis</w:t></w:r></w:p>';
    expect(outline(await read(docxReader, packDocx(text)))).toEqual([
      'paragraph Voorzitter: een lid.',
      'paragraph Wij vergaderen in het dorpshuis',
    ]);
  });
});
