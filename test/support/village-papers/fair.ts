import type { FixtureContent } from '../documents/content.ts';

/** A handbook for a village fair that does not exist. */
export const fair: FixtureContent = {
  title: 'Draaiboek zomermarkt Voorbeeldbuurt',
  organisation: 'Stichting Zomermarkt Voorbeeldbuurt',
  date: '2025-03-10',
  blocks: [
    { kind: 'heading', level: 1, text: 'Waarom een draaiboek' },
    {
      kind: 'paragraph',
      text: 'De zomermarkt trekt elk jaar ongeveer 1.800 bezoekers naar de Brink. Veel van de kennis daarover zit in de hoofden van een paar mensen. Dit draaiboek legt vast wie wat doet, zodat een nieuwe werkgroep de markt kan overnemen zonder alles opnieuw uit te zoeken.',
    },
    { kind: 'heading', level: 1, text: 'Vergunning en verkeer' },
    {
      kind: 'paragraph',
      text: 'De evenementenvergunning vraagt u uiterlijk twaalf weken voor de markt aan bij de gemeente. Bij de aanvraag horen een plattegrond, een verkeersplan en een lijst van kramen. De brandweer wil dat er overal een doorgang van vier meter vrij blijft.',
    },
    {
      kind: 'paragraph',
      text: 'De Dorpsstraat is op de marktdag afgesloten van 7 tot 19 uur. Bewoners krijgen daarover twee weken vooraf een brief. Zes verkeersregelaars staan bij de kruispunten; zij volgen eerst een cursus via internet, die een uur duurt.',
    },
    { kind: 'heading', level: 1, text: 'Kramen en tarieven' },
    {
      kind: 'paragraph',
      text: 'Een kraam is vier meter breed en heeft een zeil. Standhouders betalen vooraf. Wie binnen veertien dagen voor de markt afzegt, krijgt geen geld terug.',
    },
    {
      kind: 'table',
      header: ['Standhouder', 'Tarief', 'Borg'],
      rows: [
        ['Bewoner', '€ 15', 'geen'],
        ['Vereniging', '€ 10', 'geen'],
        ['Handelaar', '€ 55', '€ 25'],
      ],
    },
    { kind: 'heading', level: 1, text: 'Taken op de dag zelf' },
    { kind: 'paragraph', text: 'De werkgroep verdeelt het werk in vier ploegen:' },
    { kind: 'item', text: 'de opbouwploeg begint om half zes en zet de kramen neer' },
    { kind: 'item', text: 'de ontvangstploeg wijst standhouders tussen zeven en negen uur hun plaats' },
    { kind: 'item', text: 'de kassaploeg haalt elk uur het geld op bij de drankstand' },
    { kind: 'item', text: 'de opruimploeg veegt de Brink en brengt het afval weg' },
    { kind: 'heading', level: 1, text: 'Veiligheid' },
    {
      kind: 'paragraph',
      text: 'De EHBO-post staat in de consistorie van de kerk, met ten minste twee gediplomeerde hulpverleners. Bij onweer of windkracht zeven legt de marktmeester de markt stil. De marktmeester draagt een geel hesje en heeft een portofoon.',
    },
    { kind: 'heading', level: 1, text: 'Opbrengst' },
    {
      kind: 'paragraph',
      text: 'Van de opbrengst gaat de helft naar de speeltuin en een kwart naar de muziekvereniging. De rest blijft in kas voor een jaar met slecht weer. De penningmeester legt in september verantwoording af aan alle verenigingen die meedoen.',
    },
    {
      kind: 'paragraph',
      text: 'Vragen over de zomermarkt? Mail naar zomermarkt@voorbeeldbuurt.example of bel de marktmeester op 0500 22 33 44.',
    },
  ],
};
