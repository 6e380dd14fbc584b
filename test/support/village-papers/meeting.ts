import type { FixtureContent } from '../documents/content.ts';

/** Minutes of a meeting that never was. */
export const meeting: FixtureContent = {
  title: 'Verslag ledenvergadering Plaatselijk Belang Westerheem',
  organisation: 'Plaatselijk Belang Westerheem',
  date: '2025-04-08',
  blocks: [
    { kind: 'heading', level: 1, text: 'Opening' },
    {
      kind: 'paragraph',
      text: 'De voorzitter opent de vergadering om acht uur in de kantine van de voetbalclub. Er zijn 58 leden. Twee bestuursleden hebben zich afgemeld. Het verslag van vorig jaar wordt zonder wijzigingen vastgesteld.',
    },
    { kind: 'heading', level: 1, text: 'Contributie' },
    {
      kind: 'paragraph',
      text: 'De penningmeester stelt voor om de contributie te verhogen van 8 naar 10 euro per gezin. De kas heeft een tekort van 640 euro, vooral door de duurdere dorpskrant. De leden gaan met 49 stemmen voor en 9 stemmen tegen akkoord.',
    },
    { kind: 'heading', level: 1, text: 'Begroting' },
    { kind: 'paragraph', text: 'De penningmeester licht de grootste uitgaven van dit jaar toe.' },
    {
      kind: 'table',
      header: ['Post', 'Vorig jaar', 'Dit jaar'],
      rows: [
        ['Dorpskrant', '€ 2.150', '€ 2.790'],
        ['Kerstboom', '€ 310', '€ 340'],
        ['Speelweide', '€ 1.200', '€ 880'],
      ],
    },
    { kind: 'heading', level: 1, text: 'Bestuursverkiezing' },
    {
      kind: 'paragraph',
      text: 'De secretaris is aftredend en stelt zich niet herkiesbaar. Het bestuur zoekt een opvolger; tot die tijd neemt de penningmeester de post erbij. Bestuursleden worden gekozen voor vier jaar en mogen één keer worden herkozen.',
    },
    { kind: 'heading', level: 1, text: 'Glasvezel en zendmast' },
    {
      kind: 'paragraph',
      text: 'De aanleg van glasvezel begint in week 37 aan de Molenkade. Wie tijdens de aanleg een aansluiting neemt, betaalt niets. Over de zendmast bij het sportveld komt in juni een aparte avond met de gemeente.',
    },
    { kind: 'heading', level: 1, text: 'Besluiten' },
    { kind: 'paragraph', text: 'De vergadering besloot verder:' },
    { kind: 'item', text: 'het paasvuur verhuist naar het weiland achter de ijsbaan' },
    { kind: 'item', text: 'de reanimatiecursus wordt elk jaar in februari gegeven' },
    { kind: 'item', text: 'de verlichting van de kerktoren gaat om middernacht uit' },
    { kind: 'item', text: 'het hertenkamp krijgt een nieuw hek van gaas' },
    { kind: 'heading', level: 1, text: 'Rondvraag en sluiting' },
    {
      kind: 'paragraph',
      text: 'Een lid vraagt om een bank bij de begraafplaats; het bestuur zoekt uit wat dat kost. Een ander lid meldt dat de AED bij de bakker een nieuwe batterij nodig heeft. De voorzitter sluit de vergadering om tien over tien. Reacties op dit verslag kunnen naar secretaris@westerheem.example.',
    },
  ],
};
