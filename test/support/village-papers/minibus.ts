import type { FixtureContent } from '../documents/content.ts';

/** Yearly report of a volunteers' bus that does not exist. */
export const minibus: FixtureContent = {
  title: 'Jaarverslag boodschappenbus Oosterwier',
  organisation: 'Vereniging Boodschappenbus Oosterwier',
  date: '2025-02-20',
  blocks: [
    { kind: 'heading', level: 1, text: 'Het jaar in het kort' },
    {
      kind: 'paragraph',
      text: 'De boodschappenbus van Oosterwier reed het afgelopen jaar 212 ritten naar de winkels in de stad. In totaal reisden 1.340 mensen mee, vooral bewoners van boven de zeventig. De bus heeft acht zitplaatsen en een lift voor een rolstoel.',
    },
    { kind: 'heading', level: 1, text: 'Chauffeurs' },
    {
      kind: 'paragraph',
      text: 'De vereniging heeft zeventien chauffeurs. Een chauffeur is ten minste 21 jaar en heeft vijf jaar een rijbewijs. Elke chauffeur laat om de twee jaar zijn ogen testen. Wie begint, rijdt eerst drie keer mee met een ervaren collega.',
    },
    { kind: 'heading', level: 1, text: 'Dienstregeling' },
    { kind: 'paragraph', text: 'De bus vertrekt bij het oude station en stopt bij iedere halte alleen op verzoek.' },
    {
      kind: 'table',
      header: ['Dag', 'Vertrek', 'Bestemming'],
      rows: [
        ['Dinsdag', '9.15 uur', 'weekmarkt'],
        ['Donderdag', '13.40 uur', 'ziekenhuis'],
        ['Vrijdag', '10.05 uur', 'winkelcentrum'],
      ],
    },
    { kind: 'heading', level: 1, text: 'Meereizen' },
    { kind: 'paragraph', text: 'Voor wie mee wil rijden, gelden vier afspraken:' },
    { kind: 'item', text: 'een kaartje kost twee euro en een tienrittenkaart vijftien euro' },
    { kind: 'item', text: 'een rolstoel meldt u een dag vooraf bij de planner' },
    { kind: 'item', text: 'huisdieren reizen alleen mee in een mand' },
    { kind: 'item', text: 'zware boodschappen tilt de chauffeur naar de voordeur' },
    { kind: 'heading', level: 1, text: 'Geld' },
    {
      kind: 'paragraph',
      text: 'De kosten van de bus waren 18.900 euro. Daarvan ging 6.200 euro naar brandstof en 4.750 euro naar de verzekering. Uit kaartjes kwam 2.480 euro binnen. De rest betaalden de gemeente en een fonds van de plaatselijke bank.',
    },
    { kind: 'heading', level: 1, text: 'Veiligheid' },
    {
      kind: 'paragraph',
      text: 'Er was een klein ongeval: bij gladheid raakte de bus een paaltje, zonder gewonden. Sindsdien rijdt de bus niet bij code oranje. De garage keurt de bus elk half jaar, in maart en in oktober.',
    },
    { kind: 'heading', level: 1, text: 'Plannen en contact' },
    {
      kind: 'paragraph',
      text: 'Volgend jaar wil de vereniging een elektrische bus kopen. Daarvoor loopt een aanvraag bij de provincie. De planner is op werkdagen van negen tot elf uur bereikbaar op 0500 66 11 22. Chauffeur worden? Mail naar chauffeurs@oosterwier.example.',
    },
  ],
};
