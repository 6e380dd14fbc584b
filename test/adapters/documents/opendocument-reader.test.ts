import { describe, expect, it } from 'vitest';
import { openDocumentReader } from '../../../adapters/documents/opendocument-reader.ts';
import { makeZip } from '../../support/documents/hostile.ts';
import { packOdt } from '../../support/documents/opendocument.ts';
import { outline, read } from './reading.ts';

const odt = async (body: string) => read(openDocumentReader, packOdt(body));

describe('an OpenDocument text', () => {
  it('keeps spaces, tabs and entities, and order within a paragraph', async () => {
    const body =
      '<text:p>Een<text:s text:c="3"/>twee<text:tab/><text:span>drie &amp; <text:a>vier</text:a></text:span> vijf</text:p>';
    expect(outline(await odt(body))).toEqual(['paragraph Een twee drie & vier vijf']);
  });

  it('has notes and text boxes behind their paragraph', async () => {
    const body =
      '<text:p>Met noot<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>De noot.</text:p></text:note-body></text:note> erin.' +
      '<draw:frame><draw:text-box><text:p>In een kader.</text:p></draw:text-box></draw:frame></text:p><text:p>Verder.</text:p>';
    expect(outline(await odt(body))).toEqual([
      'paragraph Met noot erin.',
      'paragraph De noot.',
      'paragraph In een kader.',
      'paragraph Verder.',
    ]);
  });

  it('counts pages where breaks are stored', async () => {
    const document = await odt(
      '<text:p>Een</text:p><text:soft-page-break/><text:p>Twee <text:soft-page-break/>en drie</text:p><text:p>Drie</text:p>',
    );
    expect(document.blocks.map((block) => block.page)).toEqual([1, 2, 3]);
    expect(document.pages).toBe(3);
  });

  it('leaves out deleted text, comments and the table of contents', async () => {
    const body =
      '<text:tracked-changes><text:changed-region><text:deletion><text:p>Weg</text:p></text:deletion></text:changed-region></text:tracked-changes>' +
      '<text:table-of-content><text:index-body><text:p>Inhoud</text:p></text:index-body></text:table-of-content>' +
      '<text:p>Over<office:annotation><text:p>klopt dit?</text:p></office:annotation>gebleven</text:p>';
    expect(outline(await odt(body))).toEqual(['paragraph Overgebleven']);
  });

  it('repeats a cell that covers rows, and is not filled by a million empty cells', async () => {
    const cell = (text: string, more = ''): string =>
      `<table:table-cell ${more}><text:p>${text}</text:p></table:table-cell>`;
    const body = `<table:table><table:table-header-rows><table:table-row>${cell('Regio')}${cell('Dorp')}</table:table-row></table:table-header-rows>
      <table:table-row>${cell('Noord', 'table:number-rows-spanned="2"')}${cell('Aa')}</table:table-row>
      <table:table-row><table:covered-table-cell/>${cell('Bee')}${cell('', 'table:number-columns-repeated="1000000"')}</table:table-row></table:table>`;
    expect(outline(await odt(body))).toEqual(['row Regio: Noord | Dorp: Aa', 'row Regio: Noord | Dorp: Bee']);
  });

  it('may be a presentation: a slide is a page', async () => {
    const content = `<office:document-content><office:body><office:presentation>
      <draw:page><draw:frame presentation:class="outline"><draw:text-box><text:list><text:list-item><text:p>Punt</text:p></text:list-item></text:list></draw:text-box></draw:frame>
      <draw:frame presentation:class="title"><draw:text-box><text:p>Welkom</text:p></draw:text-box></draw:frame>
      <presentation:notes><draw:frame><draw:text-box><text:p>Zeg dit erbij.</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>
      </office:presentation></office:body></office:document-content>`;
    const document = await read(openDocumentReader, makeZip({ 'content.xml': content }), 'avond.odp');
    expect(outline(document)).toEqual(['heading Welkom', 'item Punt', 'paragraph Zeg dit erbij.']);
    expect(document.pages).toBe(1);
  });
});
