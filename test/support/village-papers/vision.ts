import type { FixtureContent } from '../documents/content.ts';

/** A village vision of a village that does not exist. */
export const vision: FixtureContent = {
  title: 'Dorpsvisie Nieuwemeent 2025-2035',
  organisation: 'Dorpsraad Nieuwemeent',
  date: '2025-06-01',
  blocks: [
    { kind: 'heading', level: 1, text: 'Hoe deze visie tot stand kwam' },
    {
      kind: 'paragraph',
      text: 'De dorpsraad van Nieuwemeent hield in het najaar een enquête onder alle 640 huishoudens. Daarvan vulden 391 huishoudens de vragen in. Daarna kwamen er drie avonden in de school, waar bewoners in kleine groepen verder spraken over wat zij belangrijk vinden.',
    },
    { kind: 'heading', level: 1, text: 'Wonen' },
    {
      kind: 'paragraph',
      text: 'Jongeren vinden in het dorp geen huis. De visie vraagt daarom om veertig nieuwe woningen in tien jaar, waarvan de helft voor starters. De oude melkfabriek aan de Havenweg is volgens bewoners de beste plek daarvoor. Ouderen willen een hofje met gelijkvloerse woningen achter de kerk.',
    },
    { kind: 'heading', level: 1, text: 'Verkeer' },
    {
      kind: 'paragraph',
      text: 'Op de Havenweg rijden auto’s te hard. De dorpsraad wil daar een snelheid van dertig kilometer per uur en een versmalling bij de school. De buurtbus rijdt zes keer per dag en wordt gereden door tweeëntwintig vrijwilligers.',
    },
    { kind: 'heading', level: 1, text: 'Natuur en energie' },
    { kind: 'paragraph', text: 'Bewoners kozen vier plannen die zij zelf willen uitvoeren:' },
    { kind: 'item', text: 'een boomgaard met oude appelrassen bij het trapveld' },
    { kind: 'item', text: 'zonnepanelen op het dak van de sportkantine' },
    { kind: 'item', text: 'een wandelpad langs de Meentsloot met twee bruggen' },
    { kind: 'item', text: 'nestkasten voor uilen bij de boerderijen' },
    { kind: 'heading', level: 1, text: 'Planning' },
    { kind: 'paragraph', text: 'De tabel laat zien welke groep een plan trekt en wanneer het klaar moet zijn.' },
    {
      kind: 'table',
      header: ['Plan', 'Trekker', 'Klaar in'],
      rows: [
        ['Boomgaard', 'werkgroep Groen', '2026'],
        ['Wandelpad', 'wandelvereniging', '2028'],
        ['Zonnepanelen', 'sportclub', '2027'],
      ],
    },
    { kind: 'heading', level: 1, text: 'Geld' },
    {
      kind: 'paragraph',
      text: 'Voor de uitvoering is in totaal 85.000 euro nodig. De gemeente geeft uit het leefbaarheidsfonds 30.000 euro. Voor de rest vraagt de dorpsraad subsidie aan bij de provincie en zoekt hij sponsors onder bedrijven in het dorp.',
    },
    { kind: 'heading', level: 1, text: 'Hoe het verder gaat' },
    {
      kind: 'paragraph',
      text: 'Elk jaar in november bespreekt de dorpsraad met het dorp wat er gelukt is. Na vijf jaar komt er een nieuwe enquête. Meedoen of een idee? Mail naar dorpsraad@nieuwemeent.example.',
    },
  ],
};
