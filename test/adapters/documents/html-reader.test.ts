import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { htmlReader } from '../../../adapters/documents/html-reader.ts';
import { outline, read } from './reading.ts';

const html = async (page: string) => read(htmlReader, new TextEncoder().encode(page));

describe('a web page', () => {
  it('is read in the encoding that it declares, that its first bytes tell, or that fits', async () => {
    const latin = '<html><meta charset="iso-8859-1"><p>coöperatie café';
    expect(outline(await read(htmlReader, Buffer.from(latin, 'latin1')))).toEqual(['paragraph coöperatie café']);
    expect(outline(await read(htmlReader, Buffer.from('<p>é zonder verklaring', 'latin1')))).toEqual([
      'paragraph é zonder verklaring',
    ]);
    expect(outline(await read(htmlReader, Buffer.from('\ufeff<p>wijd ö', 'utf16le')))).toEqual(['paragraph wijd ö']);
  });

  it('without a main part is read without its menus', async () => {
    const page =
      '<header><p>Logo</p></header><div role="navigation">Menu</div><div><h2>Kop</h2><p>Tekst</p></div><aside>Reclame</aside><footer>Voet</footer>';
    expect(outline(await html(page))).toEqual(['heading Kop', 'paragraph Tekst']);
  });

  it('about cookies is not thrown away as a cookie notice', async () => {
    expect(
      outline(await html('<div class="cookiebeleid"><h1>Cookies</h1><p>Zo gebruiken wij ze.</p></div>')),
    ).toHaveLength(2);
  });

  it('keeps nested lists in order and text beside blocks', async () => {
    const page = '<ul><li>Een<ul><li>Een a</li></ul></li><li>Twee <b>vet</b></li></ul>los<p>Daarna</p>';
    expect(outline(await html(page))).toEqual([
      'item Een',
      'item Een a',
      'item Twee vet',
      'paragraph los',
      'paragraph Daarna',
    ]);
  });

  it('reads a table that is there for its lay-out as text, and one without header as it stands', async () => {
    const page =
      '<table role="presentation"><tr><td><h2>Nieuws</h2><p>Zin.</p></td><td>Ernaast</td></tr></table>' +
      '<table><tr><td>Telefoon</td><td>0123</td></tr><tr><td>Open</td><td>maandag</td></tr></table>';
    expect(outline(await html(page))).toEqual([
      'heading Nieuws',
      'paragraph Zin.',
      'paragraph Ernaast',
      'row Telefoon | 0123',
      'row Open | maandag',
    ]);
  });

  it('takes hints from its head, but never the name of a person', async () => {
    const page = (author: string): string =>
      `<head><title>Subsidies</title><meta name="author" content="${author}"><meta name="date" content="2025-03-01T10:00"><link rel="canonical" href="https://dorp.example/subsidies"></head><main><p>Tekst</p></main>`;
    expect((await html(page('Stichting Dorpshuis'))).details).toEqual({
      title: 'Subsidies',
      organisation: 'Stichting Dorpshuis',
      date: '2025-03-01',
      url: 'https://dorp.example/subsidies',
    });
    expect((await html(page('Voornaam Achternaam'))).details.organisation).toBeUndefined();
  });
});
