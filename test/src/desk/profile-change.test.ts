import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readProfileChange } from '../../../src/desk/queue/profile-change.ts';
import { profileNl } from '../../../src/desk/wording/profile-nl.ts';
import { parseRegions } from '../../../src/people/regions.ts';

const regions = parseRegions(readFileSync(new URL('../../../knowledge/regions.yaml', import.meta.url), 'utf8'));
const read = (text: string) => readProfileChange(text, { regions, expertise: profileNl.expertise });

test.each([
  ['regio Hoeksche Waard', { regions: ['Hoeksche Waard'] }],
  ['regio Schouwen-Duiveland, Strijen, Maasdam', { regions: ['Zeeland', 'Hoeksche Waard'] }],
  ['regio Rijnstreek en Groene Hart', { regions: ['Rijnstreek en Groene Hart'] }],
  ['regio overal', { regions: [] }],
  ['kennis subsidies, dorpshuis', { expertises: ['subsidies', 'village_hall'] }],
  ['kennis beleid en gemeente, regels voor verenigingen', { expertises: ['policy', 'legal'] }],
  ['kennis geen', { expertises: [] }],
  ['over ik was penningmeester', { topics: 'ik was penningmeester' }],
  ['vragen 0', { maxLoad: 0 }],
  ['VRAGEN 20', { maxLoad: 20 }],
  ['stil 21:00-08:00', { quietHours: { from: 1_260, to: 480 } }],
  ['stil 21 uur tot 8.30', { quietHours: { from: 1_260, to: 510 } }],
  ['stil nee', { quietHours: null }],
  ['taal nl en', { languages: ['nl', 'en'] }],
  ['taal nederlands en fries', { languages: ['nl'] }],
  ['talen Nederlands, Engels', { languages: ['nl', 'en'] }],
  ['ambassadeur nee', { ambassadorOf: [] }],
])('%s', (text, change) => {
  expect(read(text)).toEqual({ change });
});

test.each([
  ['regio', 'regio'],
  ['regio Strijen, Mars', 'regio'],
  ['kennis', 'kennis'],
  ['kennis subsidies, koken', 'kennis'],
  ['vragen 21', 'vragen'],
  ['vragen drie', 'vragen'],
  ['vragen -1', 'vragen'],
  ['stil 21:00', 'stil'],
  ['stil 25:00-08:00', 'stil'],
  ['stil 8-8', 'stil'],
  ['taal fries', 'taal'],
  ['ambassadeur Hoeksche Waard', 'ambassadeur'],
  ['constructor x', 'word'],
])('%s is not understood', (text, problem) => {
  expect(read(text)).toEqual({ problem });
});
