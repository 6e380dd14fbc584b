import type { FixtureContent } from '../documents/content.ts';

/** Rules of a village hall that does not exist. */
export const hall: FixtureContent = {
  title: 'Huisregels en tarieven dorpshuis De Klaproos',
  organisation: 'Stichting Dorpshuis De Klaproos',
  date: '2025-01-15',
  blocks: [
    { kind: 'heading', level: 1, text: 'Over het dorpshuis' },
    {
      kind: 'paragraph',
      text: 'Dorpshuis De Klaproos is in 1974 gebouwd door vrijwilligers en in 2018 verbouwd. Het heeft een grote zaal, een vergaderkamer en een keuken. Een stichting met zeven bestuursleden beheert het gebouw; de gemeente is eigenaar van de grond.',
    },
    { kind: 'heading', level: 1, text: 'Reserveren' },
    {
      kind: 'paragraph',
      text: 'U reserveert een ruimte bij de beheerder, ten minste een week van tevoren. Vaste huurders geven in mei door welke avonden zij het volgende seizoen willen. Wie te laat afzegt, betaalt de helft van de huur; afzeggen kan zonder kosten tot drie dagen vooraf.',
    },
    { kind: 'heading', level: 1, text: 'Tarieven' },
    { kind: 'paragraph', text: 'De prijzen gelden per dagdeel en zijn met verwarming en licht.' },
    {
      kind: 'table',
      header: ['Ruimte', 'Verenigingen', 'Anderen'],
      rows: [
        ['Grote zaal', '€ 32', '€ 68'],
        ['Vergaderkamer', '€ 14', '€ 27'],
        ['Keuken', '€ 9', '€ 18'],
      ],
    },
    { kind: 'heading', level: 1, text: 'Huisregels' },
    { kind: 'paragraph', text: 'Iedereen die het gebouw gebruikt, houdt zich aan deze afspraken:' },
    { kind: 'item', text: 'na elf uur ’s avonds staat de muziek uit en zijn de ramen dicht' },
    { kind: 'item', text: 'wie als laatste weggaat, zet de verwarming op vijftien graden' },
    { kind: 'item', text: 'schade meldt u dezelfde dag aan de beheerder' },
    { kind: 'item', text: 'roken mag alleen onder het afdak bij de fietsenstalling' },
    { kind: 'heading', level: 1, text: 'Drank en eten' },
    {
      kind: 'paragraph',
      text: 'Het dorpshuis heeft een vergunning voor alcohol. Achter de bar staat altijd iemand met een verklaring sociale hygiëne. Aan jongeren onder de achttien jaar schenken wij geen alcohol. Eigen eten meenemen mag, eigen drank niet.',
    },
    { kind: 'heading', level: 1, text: 'Schoonmaak en onderhoud' },
    {
      kind: 'paragraph',
      text: 'Op de eerste zaterdag van april houden we de grote schoonmaak met vrijwilligers. De cv-ketel krijgt elk jaar in september onderhoud. De brandblussers worden om de twee jaar gekeurd door een erkend bedrijf.',
    },
    { kind: 'heading', level: 1, text: 'Contact' },
    {
      kind: 'paragraph',
      text: 'De beheerder is van maandag tot en met donderdag bereikbaar op 0500 44 55 66. Bij een storing in het weekend belt u de storingsdienst op 0500 77 88 99. Een mail kan naar beheer@klaproos.example.',
    },
  ],
};
