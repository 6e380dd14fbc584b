import { describe, expect, it } from 'vitest';
import type { Block } from '../../../src/knowledge/document-reader.ts';
import { layOut } from '../../../src/knowledge/layout.ts';

const linesOf = (text: string, page: number | null = null): Block[] =>
  text.split('\n').map((line) => ({ kind: 'line', text: line, page }));

/** The layout in short: `Kop > Tussenkop: tekst | tekst`. */
function shown(blocks: readonly Block[]): string[] {
  return layOut(blocks).sections.map(
    (section) => `${section.path.join(' > ')}: ${section.blocks.map((block) => block.text).join(' | ')}`,
  );
}

describe('joining printed lines', () => {
  it('joins lines that the width of the page broke, and not the ones that end before it', () => {
    const text = [
      'De dorpsraad van Veldzicht vergadert elke eerste maandag van de maand in de',
      'kleine zaal van het dorpshuis. Iedereen mag komen luisteren en vragen stellen',
      'over wat er speelt.',
      'Wie iets op de agenda wil zetten, laat dat een week van tevoren weten aan de',
      'secretaris.',
    ].join('\n');
    expect(layOut(linesOf(text)).sections[0]?.blocks.map((block) => block.text)).toEqual([
      'De dorpsraad van Veldzicht vergadert elke eerste maandag van de maand in de kleine zaal van het dorpshuis. Iedereen mag komen luisteren en vragen stellen over wat er speelt.',
      'Wie iets op de agenda wil zetten, laat dat een week van tevoren weten aan de secretaris.',
    ]);
  });

  it('joins a sentence over an empty line or a page break', () => {
    const first = 'Alle leden krijgen in januari een brief waarin staat hoe zij kunnen stemmen over de';
    expect(shown(linesOf(`${first}\n\nplannen voor het nieuwe plein.`))).toEqual([
      `: ${first} plannen voor het nieuwe plein.`,
    ]);
    expect(shown([...linesOf(first, 1), ...linesOf('plannen voor het nieuwe plein.', 2)])).toEqual([
      `: ${first} plannen voor het nieuwe plein.`,
    ]);
  });

  it('puts halves of a word together, and keeps a hyphen that belongs there', () => {
    const text = [
      'In de buurt werken vrijwilligers aan een nieuwe speel-',
      'tuin met bankjes, en aan de dorps-',
      'en wijkfeesten van Noord-',
      'Veldzicht en omstreken, zodat er altijd iets te doen is.',
    ].join('\n');
    expect(shown(linesOf(text))).toEqual([
      ': In de buurt werken vrijwilligers aan een nieuwe speeltuin met bankjes, en aan de dorps- en wijkfeesten van Noord-Veldzicht en omstreken, zodat er altijd iets te doen is.',
    ]);
  });

  it('puts a sentence together that a side box cuts, and returns to its section', () => {
    const text = [
      '# Hoofdstuk',
      '',
      '## Samen besluiten',
      '',
      'Zelfbeheer vraagt om vertrouwen. Waar bewoners het groen verzorgen, is zelfbe-',
      '',
      'Voorbeeld uit Veldzicht',
      '',
      'In Veldzicht snoeien bewoners al tien jaar samen de heggen rond de kerk.',
      '',
      'heer gewoon geworden. De gemeente betaalt het gereedschap.',
      '',
      'Dat geldt ook voor het bankje bij de brug over de vaart.',
    ].join('\n');
    expect(shown(linesOf(`${text}\n\nMeer over zelfbeheer leest u op de site van de gemeente.`))).toEqual([
      'Hoofdstuk > Samen besluiten: Zelfbeheer vraagt om vertrouwen. Waar bewoners het groen verzorgen, is zelfbeheer gewoon geworden. De gemeente betaalt het gereedschap.',
      'Hoofdstuk > Samen besluiten > Voorbeeld uit Veldzicht: In Veldzicht snoeien bewoners al tien jaar samen de heggen rond de kerk.',
      'Hoofdstuk > Samen besluiten: Dat geldt ook voor het bankje bij de brug over de vaart. | Meer over zelfbeheer leest u op de site van de gemeente.',
    ]);
  });

  it('keeps list items and contact facts apart', () => {
    const text =
      'Neem mee naar de zaal:\n- een tafel\n• een stoel\n\uF0B7 een lamp\n1. Bel eerst.\n\nMolenweg 3\n1234 AB Veldzicht\n0123 45 67 89\ninfo@veldzicht.example.nl';
    expect(shown(linesOf(text))).toEqual([
      ': Neem mee naar de zaal: | - een tafel | - een stoel | - een lamp | 1. Bel eerst. | Molenweg 3 | 1234 AB Veldzicht | 0123 45 67 89 | info@veldzicht.example.nl',
    ]);
  });

  it('takes out soft hyphens, ligatures, special spaces and lone letters of a scan', () => {
    expect(shown(linesOf('De \uFB01ets\u00ADclub\u00A0rijdt\u200B op zondag naar het strand.\nM\n\nmJ'))).toEqual([
      ': De fietsclub rijdt op zondag naar het strand.',
    ]);
  });

  it('puts a lost space back after a sentence, and leaves addresses alone', () => {
    expect(shown(linesOf('De zaal is open.Kom gerust langs of kijk op www.veldzicht.example.nl voor meer.'))).toEqual([
      ': De zaal is open. Kom gerust langs of kijk op www.veldzicht.example.nl voor meer.',
    ]);
  });
});

describe('headings', () => {
  const text = 'Dit is een gewone alinea met zoveel woorden dat zij duidelijk tekst is, en eindigt met een punt.';

  it.each([
    ['a Markdown heading', '## Huur', 'Huur'],
    ['a bold line', '**Huur van de zaal**', 'Huur van de zaal'],
    ['a Markdown heading in bold', '#### **1 Zaalhuur**', '1 Zaalhuur'],
    ['a decimal number', '4.1 Huur van de zaal', '4.1 Huur van de zaal'],
    ['a number with text below it', '2. Huur', '2. Huur'],
    ['capitals', 'HUUR VAN DE ZAAL', 'HUUR VAN DE ZAAL'],
    ['a short line without an end', 'Huur van de zaal', 'Huur van de zaal'],
    ['a question', 'Wie betaalt de huur?', 'Wie betaalt de huur?'],
    ['the subject of a letter', 'Betreft: huur van de zaal', 'huur van de zaal'],
  ])('takes %s for one', (_, line, heading) => {
    expect(shown(linesOf(`${text}\n\n${line}\n\n${text}`))).toEqual([`: ${text}`, `${heading}: ${text}`]);
  });

  it('takes a short line between paragraphs without empty lines for one', () => {
    expect(shown(linesOf(`${text}\nHuur van de zaal\n${text}`))).toEqual([`: ${text}`, `Huur van de zaal: ${text}`]);
  });

  it('takes larger letters for one', () => {
    const blocks: Block[] = [
      { kind: 'line', text: 'Jaarplan', page: 1, size: 2 },
      { kind: 'line', text: 'Het plein', page: 1, size: 1.4 },
      { kind: 'line', text, page: 1, size: 1 },
    ];
    expect(shown(blocks)).toEqual([`Jaarplan > Het plein: ${text}`]);
  });

  it('does not take a signature, an address, a label, a list or a half sentence for one', () => {
    for (const line of [
      'Met vriendelijke groet,\nAnna van Veldzicht',
      'Molenweg 12',
      'Contactpersoon: Anna',
      '- een tafel',
      'en daarna',
    ]) {
      expect(layOut(linesOf(`${text}\n\n${line}\n\n${text}`)).headings).toEqual([]);
    }
  });

  it('takes numbers one after another for a list', () => {
    expect(layOut(linesOf(`${text}\n\n1. De buurt doet het\n2. De gemeente doet het\n\n${text}`)).headings).toEqual([]);
  });

  it('gives a heading numbered one on the level of its sibling', () => {
    const marks = ['## WERK', '#### 1 Markt', text, '### 2 Feest', text].join('\n\n');
    expect(shown(linesOf(marks))).toEqual([`WERK > 1 Markt: ${text}`, `WERK > 2 Feest: ${text}`]);
  });

  it('lists the headings that a section announces', () => {
    const document = ['# Taken', 'Het bestuur heeft deze taken:', '## Geld', text, '## Groen', text].join('\n\n');
    expect(shown(linesOf(document))[0]).toBe('Taken: Het bestuur heeft deze taken: | - Geld | - Groen');
  });

  it('keeps the words of a heading with nothing below it', () => {
    expect(shown(linesOf(`# Titel\n\n## Leeg\n\n## Vol\n\n${text}`))).toEqual(['Titel: Leeg', `Titel > Vol: ${text}`]);
  });
});

describe('what is left out', () => {
  it('counts running lines, page numbers and the table of contents', () => {
    const body = (n: number) =>
      `Op bladzijde ${'abcd'[n]} staat iets anders over het dorp dan op de vorige bladzijde van dit boekje.`;
    const blocks = [1, 2, 3].flatMap((page) =>
      linesOf(`Dorpskrant Veldzicht\n\n${body(page)}\n\nPagina ${page} van 3`, page),
    );
    const contents = linesOf(
      'Inhoud\n\nHet plein\t3\nDe kerk ..... 12\n\nHet plein\n\nHier staat een alinea over het plein en de bomen die daar sinds jaar en dag staan.',
    );
    const layout = layOut([...contents, ...blocks]);
    expect(layout.warnings).toEqual([
      'Weggelaten: 3 paginanummers, 3 kop- en voetregels, 3 regels van de inhoudsopgave.',
    ]);
    expect(layout.headings.map((heading) => [heading.text, heading.level])).toContainEqual(['Het plein', 1]);
    expect(JSON.stringify(layout.sections)).not.toMatch(/Dorpskrant|Pagina|De kerk/);
  });

  it('keeps numbers that are data', () => {
    expect(shown(linesOf('Opkomst per jaar\n12\n14\n9'))[0]).toContain('14');
  });

  it('makes details of the header of a saved e-mail, and leaves out what only keeps a mailing going', () => {
    const mail = [
      'Van: Anna <anna@veldzicht.example.nl>',
      'Verzonden: dinsdag 4 maart 2025 10:12',
      'Aan: De secretaris',
      'Onderwerp: Schoonmaakdag',
      '',
      'Nieuws   Bekijk de webversie',
      '',
      'Beste leden,',
      '',
      'Op zaterdag maken wij het plein schoon. Wilt u geen e-mails meer? Dan kunt u zich hier afmelden voor de nieuwsbrief.',
      '',
      'Met vriendelijke groet,',
      'Anna',
      'Werkdagen: ma|wo',
      'T 0123 45 67 89',
    ].join('\n');
    const layout = layOut(linesOf(mail));
    expect(layout.mail).toEqual({
      from: 'Anna <anna@veldzicht.example.nl>',
      sent: 'dinsdag 4 maart 2025 10:12',
      to: 'De secretaris',
      subject: 'Schoonmaakdag',
    });
    const text = layout.sections.flatMap((section) => section.blocks.map((block) => block.text)).join('\n');
    expect(text).toContain('Op zaterdag maken wij het plein schoon.');
    expect(text).toContain('Werkdagen: ma|wo\nT 0123 45 67 89');
    expect(text).not.toMatch(/webversie|afmelden|Onderwerp/);
    expect(layout.warnings).toEqual(['Weggelaten: 2 standaardzinnen van een mailing.']);
  });
});

describe('markup', () => {
  it('takes Markdown out of a text, keeping addresses that can be used', () => {
    const text =
      'Lees **alles** over *het plein* in [het plan](https://veldzicht.example.nl/plan) of [later](#), en zie ![een kaart](kaart.png) erbij; dat is de 2^e druk.';
    const layout = layOut(linesOf(text));
    expect(layout.sections[0]?.blocks[0]?.text).toBe(
      'Lees alles over het plein in het plan (https://veldzicht.example.nl/plan) of later, en zie een kaart erbij; dat is de 2e druk.',
    );
    expect(layout.warnings).toEqual(['Weggelaten: 1 afbeelding.']);
  });

  it('leaves stars and underscores that mean something', () => {
    for (const text of [
      'Het veld is 20 * 30 meter groot en ligt aan de rand van het dorp.',
      'Mail naar jan_de_boer@veldzicht.example.nl over uw plannen voor het plein.',
    ]) {
      expect(shown(linesOf(text))).toEqual([`: ${text}`]);
    }
  });

  it('reads each row of a table with its heads', () => {
    expect(shown(linesOf('| Zaal | Prijs |\n|------|-------|\n| Groot | 40 euro |\n| Klein | |'))).toEqual([
      ': Zaal: Groot | Prijs: 40 euro | Zaal: Klein',
    ]);
  });
});
