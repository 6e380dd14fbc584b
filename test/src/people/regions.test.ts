import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Area, parseRegions, regionNames } from '../../../src/people/regions.ts';

const file = new URL('../../../knowledge/regions.yaml', import.meta.url);
const regions = parseRegions(readFileSync(file, 'utf8'));

describe('what is recognised', () => {
  test.each([
    ['Hoeksche Waard', 'Hoeksche Waard', 'Hoeksche Waard', 'Zuid-Holland'],
    ['Wij wonen in strijen.', 'Strijen', 'Hoeksche Waard', 'Zuid-Holland'],
    ['Strijen, Zuid-Holland', 'Strijen', 'Hoeksche Waard', 'Zuid-Holland'],
    ['oud beijerland', 'Oud-Beijerland', 'Hoeksche Waard', 'Zuid-Holland'],
    ["'s-Gravendeel", "'s-Gravendeel", 'Hoeksche Waard', 'Zuid-Holland'],
    ['de hoekse waard', 'Hoeksche Waard', 'Hoeksche Waard', 'Zuid-Holland'],
    ['Krimpen a/d IJssel', 'Krimpen aan den IJssel', 'Krimpenerwaard', 'Zuid-Holland'],
    ['alphen aan de rijn', 'Alphen aan den Rijn', 'Rijnstreek en Groene Hart', 'Zuid-Holland'],
    ['Delft', 'Delft', null, 'Zuid-Holland'],
    ['Bergen op Zoom', 'Bergen op Zoom', null, 'Noord-Brabant'],
    ['Bergen, Limburg', 'Bergen', null, 'Limburg'],
    ['sudwest fryslan', 'Súdwest-Fryslân', null, 'Friesland'],
    ['Fryslân', 'Friesland', null, 'Friesland'],
    ['ergens in Utrecht', 'Utrecht', null, 'Utrecht'],
    ['Zeist in Utrecht', 'Zeist', null, 'Utrecht'],
    ['Best', 'Best', null, 'Noord-Brabant'],
    ['best', 'Best', null, 'Noord-Brabant'],
    ['in het noorden van Zeeland', 'Zeeland', null, 'Zeeland'],
    ['wij hebben huizen in Ede', 'Ede', null, 'Gelderland'],
  ])('%s', (text, place, region, province) => {
    expect(regions.find(text)).toMatchObject({ place, region, province });
  });

  test.each(['', '   ', 'Bergen', 'Beste mensen', 'ik weet het best', 'Antwerpen', 'Edese', '(((.*'])(
    'nothing in %o',
    (text) => {
      expect(regions.find(text)).toBeUndefined();
    },
  );

  test('a very long text costs nothing', () => {
    expect(regions.find(`${'a '.repeat(500_000)}Goes`)).toBeUndefined();
  });
});

test.each([
  ['Strjen', ['Strijen']],
  ['srtijen', ['Strijen']],
  ['Numandsorp', ['Numansdorp']],
  ['Zeelant', ['Zeeland']],
  ['Kerkwerve', []],
  ['', []],
])('spelled nearly like %o: %o', (text, expected) => {
  expect(regions.near(text, 3)).toEqual(expected);
});

test.each([
  ['Strijen', ''],
  ['Wij wonen in Strijen', 'wij wonen in'],
  ['Strijen in Zuid-Holland', 'in'],
  ['Kerkwerve', null],
  ['ik weet het best', null],
])('what %o says besides its places: %o', (text, expected) => {
  expect(regions.around(text)).toBe(expected);
});

test('routing knows an area by its region and its province; home is where the association of the desk works', () => {
  const names = (text: string) => regionNames(regions.find(text) as Area);
  expect(names('Strijen')).toEqual(['Hoeksche Waard', 'Zuid-Holland']);
  expect(names('Delft')).toEqual(['Zuid-Holland']);
  expect([regions.find('Delft')?.isHome, regions.find('Goes')?.isHome]).toEqual([true, false]);
});

test('whose a place is, and whether there is an ambassador', () => {
  expect(regions.find('Strijen')?.hasAmbassador).toBe(true);
  expect(regions.find('Lisse')?.hasAmbassador).toBe(false);
  expect(regions.find('Delft')?.hasAmbassador).toBe(false);
  expect(regions.find('Assen')?.association).toEqual({
    abbreviation: 'BOKD',
    name: 'Brede Overleggroep Kleine Dorpen Drenthe',
    website: 'www.bokd.nl',
  });
  expect(regions.find('Zeeland')?.association).toBeNull();
});

test.each([
  ['provinces: [', 'geen geldige YAML'],
  ['', 'kloppen niet'],
  ['provinces: [{ province: Drenthe, association: null }]', 'provinces.0.municipalities'],
])('a file that is wrong says where: %o', (yaml, message) => {
  expect(() => parseRegions(yaml)).toThrow(message);
});
