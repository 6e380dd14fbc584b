/** A table of a fixture; its header names the columns. */
export interface FixtureTable {
  kind: 'table';
  header: readonly string[];
  rows: readonly (readonly string[])[];
}

/** A piece of a fixture's text. */
export type FixtureBlock =
  | { kind: 'heading'; level: 1 | 2 | 3; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'item'; text: string }
  | FixtureTable;

/** What a fixture says, whatever format it is made in. */
export interface FixtureContent {
  title: string;
  organisation?: string;
  /** `2025-11-25` */
  date?: string;
  /** Stands at the foot of every page, with a page number, in formats with pages. */
  footer?: string;
  blocks: readonly FixtureBlock[];
}

/** Text that goes into XML or HTML. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Blocks with the items that follow each other put together. */
export function grouped(
  blocks: readonly FixtureBlock[],
): (Exclude<FixtureBlock, { kind: 'item' }> | { kind: 'list'; items: string[] })[] {
  const groups: (Exclude<FixtureBlock, { kind: 'item' }> | { kind: 'list'; items: string[] })[] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (block.kind === 'heading' || block.kind === 'table') groups.push(block);
    else if (block.kind === 'paragraph') groups.push({ kind: 'paragraph', text: block.text });
    else if (last?.kind === 'list') last.items.push(block.text);
    else groups.push({ kind: 'list', items: [block.text] });
  }
  return groups;
}

/** About an association that does not exist; long enough for lines to wrap and for more than one page of print. */
export const sampleContent: FixtureContent = {
  title: 'Beleidsplan Vereniging Dorpsbelang Voorbeeldbuurt',
  organisation: 'Vereniging Dorpsbelang Voorbeeldbuurt',
  date: '2025-11-25',
  footer: 'Beleidsplan Voorbeeldbuurt',
  blocks: [
    { kind: 'heading', level: 1, text: 'Wie wij zijn' },
    {
      kind: 'paragraph',
      text: 'De vereniging is in 1987 opgericht door bewoners die zich zorgen maakten over het verdwijnen van voorzieningen. Zij telt nu 214 huishoudens als lid en vergadert vier keer per jaar in het dorpshuis aan de Brink.',
    },
    {
      kind: 'paragraph',
      text: 'Het bestuur bestaat uit vijf mensen. De contributie is € 12,50 per huishouden per jaar; wie minder dan een half jaar lid is, betaalt de helft.',
    },
    { kind: 'heading', level: 2, text: 'Werkgroepen' },
    { kind: 'paragraph', text: 'Elke werkgroep heeft een eigen budget en een vast aanspreekpunt in het bestuur:' },
    { kind: 'item', text: 'de werkgroep verkeer let op snelheid en veilige oversteekplaatsen bij de school' },
    { kind: 'item', text: 'de werkgroep groen onderhoudt de boomgaard en de bermen langs het Kerkpad' },
    { kind: 'item', text: 'de werkgroep jeugd organiseert elke zomer een week vol activiteiten' },
    { kind: 'heading', level: 1, text: 'Begroting' },
    {
      kind: 'paragraph',
      text: 'In de tabel staat wat elke werkgroep dit jaar mag uitgeven en waar het geld vandaan komt.',
    },
    {
      kind: 'table',
      header: ['Werkgroep', 'Budget', 'Bron'],
      rows: [
        ['Verkeer', '€ 800', 'gemeente'],
        ['Groen', '€ 1.250', 'contributie'],
        ['Jeugd', '€ 600', 'sponsors & collecte'],
      ],
    },
    { kind: 'heading', level: 1, text: 'Vooruitblik' },
    {
      kind: 'paragraph',
      text: 'In 2026 willen we met de woningbouwcorporatie afspraken maken over twaalf levensloopbestendige woningen. Het dorpshuis krijgt zonnepanelen zodra de subsidie van de provincie binnen is, naar verwachting in het voorjaar.',
    },
    { kind: 'paragraph', text: 'Vragen? Het secretariaat is bereikbaar op werkdagen tussen 9 en 12 uur.' },
  ],
};

/** The same text over and over, for a document of many pages. */
export function longContent(chapters: number): FixtureContent {
  const blocks = Array.from({ length: chapters }, (_, index): FixtureBlock[] => [
    { kind: 'heading', level: 1, text: `Hoofdstuk ${index + 1}` },
    ...sampleContent.blocks.filter((block) => block.kind !== 'table'),
  ]);
  return { ...sampleContent, blocks: blocks.flat() };
}
