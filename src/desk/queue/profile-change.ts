import { type AdvisorProfile, type Expertise, expertises } from '../../people/person.ts';
import type { Regions } from '../../people/regions.ts';
import { expertisesOf } from '../../queue/routing.ts';
import type { ProfileProblem, ProfileWording } from '../wording/profile-wording.ts';

/** A change to a profile, or what of it was not understood. */
export type ProfileChange = { change: Partial<AdvisorProfile> } | { problem: ProfileProblem };

/** Most tickets at once that somebody can choose. */
const mostTickets = 20;
const no = /^(?:nee|geen|niets)$/i;

/** What a reader looks names up in. */
export interface Names {
  regions: Regions;
  /** What each expertise is called. */
  expertise: ProfileWording['expertise'];
}

/** Reads what an advisor types behind `/profiel`: a word that says what changes, and its new value. */
export function readProfileChange(text: string, names: Names): ProfileChange {
  const [, word = '', value = ''] = /^(\S+)\s*([\s\S]*)$/.exec(text.trim()) ?? [];
  return readers.get(word.toLowerCase())?.(value.trim(), names) ?? { problem: 'word' };
}

type Reader = (value: string, names: Names) => ProfileChange;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['regio', readRegions],
  ['regios', readRegions],
  ['kennis', readExpertises],
  ['over', (value) => ({ change: { topics: no.test(value) ? '' : value } })],
  ['vragen', readLoad],
  ['stil', readQuietHours],
  ['taal', readLanguages],
  ['talen', readLanguages],
  ['ambassadeur', (value) => (no.test(value) ? { change: { ambassadorOf: [] } } : { problem: 'ambassadeur' })],
]);

/** A place stands for its region, or for its province where it lies in none. */
function readRegions(value: string, { regions }: Names): ProfileChange {
  if (/^(?:overal|alle\w*)$/i.test(value)) return { change: { regions: [] } };
  const areas = listOf(value).map((name) => regions.find(name));
  const found = areas.flatMap((area) => (area ? [area.region ?? area.province] : []));
  if (areas.length === 0 || found.length < areas.length) return { problem: 'regio' };
  return { change: { regions: [...new Set(found)] } };
}

function readExpertises(value: string, { expertise }: Names): ProfileChange {
  if (no.test(value)) return { change: { expertises: [] } };
  const found = listOf(value).map((name) => knownBy(name, expertise));
  if (found.length === 0 || found.some((some) => some.length === 0)) return { problem: 'kennis' };
  return { change: { expertises: [...new Set(found.flat())] } };
}

/** By the name that it is shown under, or by the words in which members ask about it. */
function knownBy(name: string, expertise: Names['expertise']): Expertise[] {
  const named = expertises.filter((one) => expertise[one] === name.toLowerCase());
  return named.length > 0 ? named : expertisesOf(name);
}

function readLoad(value: string): ProfileChange {
  const maxLoad = Number(value);
  return /^\d{1,2}$/.test(value) && maxLoad <= mostTickets ? { change: { maxLoad } } : { problem: 'vragen' };
}

function readQuietHours(value: string): ProfileChange {
  if (no.test(value)) return { change: { quietHours: null } };
  const [from, to, ...more] = value.split(/\s*(?:-|–|tot)\s*/).map(minutesOf);
  if (from === undefined || to === undefined || more.length > 0 || from === to) return { problem: 'stil' };
  return { change: { quietHours: { from, to } } };
}

function minutesOf(clock: string): number | undefined {
  const [, hours = '', minutes = '0'] = /^(\d{1,2})(?:[:.](\d{2}))?(?: ?uur)?$/.exec(clock) ?? [];
  if (hours === '' || Number(hours) > 24 || Number(minutes) > 59) return undefined;
  return (Number(hours) % 24) * 60 + Number(minutes);
}

/** `nl en` are two codes; between words `en` is only “and”. */
function readLanguages(value: string): ProfileChange {
  const words = value.toLowerCase().split(/[\s,+]+/);
  const codes = words.every((word) => word.length <= 2);
  const nl = words.some((word) => word === 'nl' || word === 'nederlands');
  const en = words.some((word) => word === 'engels' || word === 'english' || (codes && word === 'en'));
  if (!nl && !en) return { problem: 'taal' };
  return { change: { languages: [...(nl ? (['nl'] as const) : []), ...(en ? (['en'] as const) : [])] } };
}

function listOf(value: string): string[] {
  return value
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter(Boolean);
}
