import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { asksNothing, type IntakeField, readIntakeAnswer } from '../../../src/desk/intake-answer.ts';
import { parseRegions } from '../../../src/people/regions.ts';

const regions = parseRegions(readFileSync(new URL('../../../knowledge/regions.yaml', import.meta.url), 'utf8'));
const isOfField = (text: string) => /subsidie|contributie|dorpsvisie|vergader/.test(text.toLowerCase());
const read = (field: IntakeField, text: string) => readIntakeAnswer(field, text, regions, isOfField);

describe('a place', () => {
  test.each([
    ...['Strijen', 'strijen', 'in Strijen', 'Strijen!', 'Strijen?', 'Wij wonen in Strijen', 'gemeente Goes', 'Zeeland'],
    ...['Ik kom uit de Hoeksche Waard', 'dorpshuis Strijen', 'Dorpsvereniging Strijen', 'klein dorp bij Gouda', 'Best'],
    ...["'s-Gravendeel", 'Strijen in Zuid-Holland', 'Dat is Strijen, dank u wel'],
  ])('is surely told in “%s”', (text) => expect(read('place', text)).toBe('answer'));

  test.each([
    ...['Kerkwerve', 'Strjen', 'Wij komen uit Kerkwerve, een dorp met 300 mensen', 'Ons dorp heet Kortgene', '3291 AB'],
    ...['We zijn van de bewonersgroep in Kerkwerve', 'Strijen maar ook Maasdam en nog een paar kernen eromheen'],
  ])('may be told in “%s”', (text) => expect(read('place', text)).toBe('perhaps'));

  test.each([
    ...['Wat kost de zaal?', 'Is er subsidie in Strijen?', 'subsidie Strijen', 'contributie', 'Hoe zit dat in Zeeland'],
    ...['Ik zoek iemand in Strijen voor de begroting', 'Wij willen een dorpshuis bouwen', 'kan dat ook in Goes'],
    ...['Ok, maar wie gaat daar over', 'Graag hulp bij onze dorpsvisie', 'Dank u. Moet dat schriftelijk?'],
    'Het dak van ons gebouw lekt al drie jaar en de gemeente doet niets',
  ])('is not told in “%s”', (text) => expect(read('place', text)).toBe('no'));
});

describe('what was tried', () => {
  test.each([
    ...[
      'nog niets',
      'Niks',
      'De gemeente gebeld',
      'we hebben al op internet gezocht',
      'Nog niet veel, alleen gegoogeld',
    ],
    ...[
      'Bij het Oranje Fonds aangevraagd maar afgewezen',
      'we asked the municipality',
      'Vorige week is er contact geweest',
    ],
  ])('is surely told in “%s”', (text) => expect(read('tried', text)).toBe('answer'));

  test.each([...['gemeente', 'contact met de wethouder', 'De gemeente gebeld, mag dat?', 'oranje fonds']])(
    'may be told in “%s”',
    (text) => expect(read('tried', text)).toBe('perhaps'),
  );

  test.each([
    ...['Wat hebben andere dorpen geprobeerd?', 'Hoe is dit in Strijen gedaan', 'Ik zoek nog een penningmeester'],
    ...['Mag ik dit jaar nog iets indienen?', 'Wij willen ook weten wie dit eerder heeft gedaan'],
  ])('is not told in “%s”', (text) => expect(read('tried', text)).toBe('no'));
});

describe('by when', () => {
  test.each([
    ...['volgende week', '1 december', 'voor 1 mei graag', 'geen haast', 'zsm', 'zo snel mogelijk', 'Spoed!', '12-3'],
    ...[
      'We moeten vóór vrijdag inschrijven',
      'maakt niet uit',
      'eind van de maand',
      'volgende week?',
      'in 2027',
      'asap',
    ],
  ])('is surely told in “%s”', (text) => expect(read('neededBy', text)).toBe('answer'));

  test.each(['als het kan bij de opening', 'liefst bij de start'])('may be told in “%s”', (text) =>
    expect(read('neededBy', text)).toBe('perhaps'),
  );

  test.each([
    ...['Wanneer is de ledenvergadering?', 'Is het dorpshuis vrijdag open?', 'Hoe snel kan dat', 'Ik zoek een zaal'],
    'Wij vragen ons af of wij als dorp ook mee mogen doen aan de wedstrijd van dit jaar',
  ])('is not told in “%s”', (text) => expect(read('neededBy', text)).toBe('no'));
});

test.each([
  ...[
    'Overslaan',
    'sla maar over',
    'nee',
    'Nee hoor',
    'nee, dank u',
    'geen idee',
    'weet ik niet',
    'liever niet',
    'nvt',
  ],
  ...['zeg ik liever niet', 'skip', "I don't know", 'no thanks'],
])('“%s” skips any question', (text) => {
  for (const field of ['place', 'tried', 'neededBy'] as const) expect(read(field, text)).toBe('skipped');
});

test.each([
  ['Sorry, ik was op vakantie. De statuten zijn van 1998.', true],
  ['Het is toch nog niet gelukt', true],
  ['Wat kost de zaal', false],
  ['De zaal is duur, of niet?', false],
  ['Ik zoek een penningmeester', false],
])('“%s” asks nothing: %s', (text, expected) => expect(asksNothing(text)).toBe(expected));
