import { describe, expect, it } from 'vitest';
import { findDates, findDocumentDate } from '../../../src/knowledge/dates.ts';
import type { EditionDetails } from '../../../src/knowledge/document.ts';
import { findDetails, findKind, findRegion } from '../../../src/knowledge/edition.ts';
import { findLanguage } from '../../../src/knowledge/language.ts';
import { layOut } from '../../../src/knowledge/layout.ts';
import { findOrganisation } from '../../../src/knowledge/organisations.ts';
import { isPossibleTitle } from '../../../src/knowledge/titles.ts';

function detailsOf(text: string, fileName = '000_44aa90ce.txt', written: Partial<EditionDetails> = {}): EditionDetails {
  const blocks = text.split('\n').map((line) => ({ kind: 'line' as const, text: line, page: null }));
  const read = { blocks, pages: null, details: {}, literal: text, warnings: [] };
  return findDetails({ fileName, read, layout: layOut(blocks), written });
}

const paragraph =
  'De vereniging zet zich in voor de dorpen in de streek en helpt hen met raad en daad waar dat nodig is.';

describe('findDates', () => {
  it.each([
    ['op 25 november 2025 om acht uur', '2025-11-25'],
    ['in oktober 2020', '2020-10'],
    ['3 mrt. 2019', '2019-03-03'],
    ['donderdag 5 juni 2025 13:14', '2025-06-05'],
    ['Mon, 16 June 2025', '2025-06-16'],
    ['June 16, 2025', '2025-06-16'],
    ['01-02-2024', '2024-02-01'],
    ['2024-02-01', '2024-02-01'],
  ])('reads %s', (text, date) => {
    expect(findDates(text).map((found) => found.date)).toEqual([date]);
  });

  it('reads nothing that is no date', () => {
    expect(findDates('31 februari 2024, 13-13-2024, mei of 2024, maart')).toEqual([]);
  });
});

describe('findDocumentDate', () => {
  const found = (paragraphs: string[], rest: Partial<{ title: string; sent: string; fileName: string }> = {}) =>
    findDocumentDate({
      title: rest.title ?? '',
      sent: rest.sent ?? null,
      paragraphs,
      fileName: rest.fileName ?? 'stuk.txt',
    });

  it('prefers the day on which it was sent', () => {
    expect(found(['Verscheen in mei 2020'], { sent: 'vrijdag 2 mei 2025 09:00' })).toBe('2025-05-02');
  });
  it('prefers the day that it calls its own over one that merely occurs', () => {
    expect(found(['Op 1 mei 2019 was er een feest.', 'Dit boekje is van de dorpsraad en verscheen in juni 2021'])).toBe(
      '2021-06',
    );
    expect(found(['Veldzicht, 3 maart 2024', 'Op 1 mei 2019 was er een feest.'])).toBe('2024-03-03');
  });
  it('takes the latest of the days of its versions', () => {
    expect(found(['Status: de 1e versie is besproken op 2 april 2024. De 2e versie ligt voor op 9 mei 2024.'])).toBe(
      '2024-05-09',
    );
  });
  it('takes the year from the title, then from the name of the file', () => {
    expect(found([], { title: 'Werkplan 2022' })).toBe('2022');
    expect(found([], { fileName: 'jaarverslag_2021.pdf' })).toBe('2021');
  });
  it('takes none from a day that merely occurs, nor from a number in a name', () => {
    expect(found(['Op 1 mei 2019 was er een feest in het dorp, en dat was gezellig.'])).toBeNull();
    expect(found([], { fileName: '2019abcd-1b2c-4d5e-8f90-123456789abc.txt' })).toBeNull();
  });
});

describe('the title', () => {
  it('is the first line of a text without marks', () => {
    expect(detailsOf(`\n\nPlan voor het plein\n\n1. Inleiding\n\n${paragraph}`).title).toBe('Plan voor het plein');
  });
  it('is the first heading under a letterhead, written as a sentence', () => {
    expect(
      detailsOf(`Molenweg 11\n1234 AB Veldzicht\n\n0123 45 67 89\n\n## **WERKPLAN 2023**\n\n${paragraph}`).title,
    ).toBe('Werkplan 2023');
  });
  it('is the subject of an e-mail, without its number and its RE', () => {
    const mail = (subject: string) =>
      `Van: Anna\nVerzonden: 1 mei 2025\nAan: Bas\nOnderwerp: ${subject}\n\nBeste Bas,\n\n${paragraph}`;
    expect(detailsOf(mail('RE: FW: 28. Het plein op de schop')).title).toBe('Het plein op de schop');
  });
  it('is the first sentence in brief when a paragraph comes first', () => {
    expect(detailsOf(`${paragraph} Meer niet.\nWat wij doen\n${paragraph}`).title).toBe(
      'De vereniging zet zich in voor de dorpen in de streek en helpt hen met raad en daad waar …',
    );
  });
  it('is the name of the file when nothing else is left', () => {
    expect(detailsOf('0123 45 67 89', 'telefoon_lijst-def.txt').title).toBe('Telefoon lijst def');
  });
  it('is what the board wrote, whatever the text says', () => {
    expect(detailsOf(`# Iets anders\n\n${paragraph}`, 'a.txt', { title: 'Ons plan' }).title).toBe('Ons plan');
  });
  it.each([
    'Molenweg 11',
    '0123 45 67 89',
    'Met vriendelijke groet,',
    'Pagina 3',
    'Scan_0012',
    '000_44484dce',
    'brief def.docx',
    'Beste leden,',
    'Microsoft Word - Document1',
    'Untitled',
    'Van: Anna',
  ])('is never %s', (text) => {
    expect(isPossibleTitle(text)).toBe(false);
  });
});

describe('the properties of a file', () => {
  const text = `Jaarplan voor het plein\n\nVeldzicht, 3 maart 2024\n\n${paragraph}`;
  const ofFile = (fileName: string, body: string, details: Partial<EditionDetails>) => {
    const blocks = body.split('\n').map((line) => ({ kind: 'line' as const, text: line, page: null }));
    const read = { blocks, pages: null, details, literal: body, warnings: [] };
    return findDetails({ fileName, read, layout: layOut(blocks), written: {} });
  };
  const properties = { title: 'Sjabloon brief', date: '2026-11-01', organisation: 'Copyshop' };

  it('come after what the text says of itself, where a program fills them in', () => {
    expect(ofFile('plan.pdf', text, properties)).toMatchObject({
      title: 'Jaarplan voor het plein',
      date: '2024-03-03',
    });
  });
  it('are used where the text says nothing', () => {
    expect(ofFile('plan.pdf', paragraph, properties)).toMatchObject({
      title: 'Sjabloon brief',
      date: '2026-11-01',
      organisation: 'Copyshop',
    });
  });
  it('go first where a person or a mail program writes them', () => {
    expect(ofFile('plan.eml', text, properties)).toMatchObject({ title: 'Sjabloon brief', date: '2026-11-01' });
  });
});

describe('findOrganisation', () => {
  const found = (paragraphs: string[], title = '', from: string | null = null) =>
    findOrganisation({ title, paragraphs, from });

  it('puts a name and its abbreviation together', () => {
    expect(found([], 'Plan van de Vereniging Dorpen in Veldland (VDV)')).toBe('Vereniging Dorpen in Veldland (VDV)');
    expect(
      found(['De VDV (Vereniging Dorpen in Veldland: een bond van dorpen) bestaat lang.', 'Een uitgave van de VDV.']),
    ).toBe('Vereniging Dorpen in Veldland (VDV)');
  });
  it('does not join an abbreviation to a name that it is not short for', () => {
    expect(found(['Iedereen van Stichting Het Plein (BTW) is welkom.', 'BTW en BTW en BTW.'])).not.toBe(
      'Stichting Het Plein (BTW)',
    );
  });
  it('finds the letters of an abbreviation inside the words too', () => {
    expect(found([], 'Jaarplan van de Dorpsraad Veldzicht (DRV)')).toBe('Dorpsraad Veldzicht (DRV)');
    expect(found([], 'Jaarplan van de Dorpsraad Veldzicht')).toBe('Dorpsraad Veldzicht');
  });
  it('takes who signs a letter', () => {
    expect(found(['Met vriendelijke groet,', 'Dorpsraad Veldzicht'])).toBe('Dorpsraad Veldzicht');
    expect(found(['De Vereniging Dorpen in Veldland (VDV) helpt.', 'Namens de VDV'])).toBe(
      'Vereniging Dorpen in Veldland (VDV)',
    );
  });
  it('takes the name in the address of a letterhead, as the text writes it', () => {
    expect(found(['info@vdvel.nl', 'Dit jaar gaat de VDVEL op pad.'])).toBe('VDVEL');
  });
  it('takes none from an organisation that is merely mentioned', () => {
    expect(found(['Bel de Dienst Wegen en Water (DWW). De DWW en de DWW en de DWW.'])).toBeNull();
  });
});

describe('region, kind and language', () => {
  it('finds the one province that is named', () => {
    expect(findRegion('Noord-Hollandse Dorpen')).toBe('Noord-Holland');
    expect(findRegion('Drenthe en Groningen')).toBeNull();
  });
  it('finds the sort of document', () => {
    const kind = (title: string, start = '', isMail = false) =>
      findKind({ title, headings: [], start, isMail, name: 'a.txt' });
    expect(kind('Werkplan 2020')).toBe('werkplan');
    expect(kind('Het plein', 'Deze brochure vertelt u meer.')).toBe('brochure');
    expect(kind('Het plein', 'Geachte raad,')).toBe('brief');
    expect(kind('Het plein', 'Geachte raad,', true)).toBe('e-mail');
    expect(kind('Het plein')).toBeNull();
  });
  it('knows the languages that the desk answers in, and no others', () => {
    expect(findLanguage(paragraph.repeat(3))).toBe('nl');
    expect(
      findLanguage(
        'The village hall is open on Mondays, and all of the members are welcome to join us for a cup of tea there. '.repeat(
          2,
        ),
      ),
    ).toBe('en');
    expect(
      findLanguage(
        'It doarp hat in moai plein en de minsken komme dêr graach byinoar. Dat is foar jong en âld, en it wurdt mei-inoar ûnderhâlden troch de minsken fan it doarp.',
      ),
    ).toBeNull();
    expect(
      findLanguage(
        'Das Dorf hat einen schönen Platz, und die Leute treffen sich dort gerne mit ihren Nachbarn aus der Umgebung, auch wenn es einmal regnet.',
      ),
    ).toBeNull();
    expect(findLanguage('Nee')).toBeNull();
  });
});
