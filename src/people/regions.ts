import { parse } from 'yaml';
import { DeskError } from '../kernel/errors.ts';
import { type RegionsFile, regionsFile } from './regions-file.ts';
import { spellingDistance } from './spelling-distance.ts';

/** The association of a province; what our sources do not name is null. */
export interface Association {
  abbreviation: string | null;
  name: string | null;
  website: string | null;
}

/** Where somebody lives, as far as their words tell. */
export interface Area {
  /** The name that was recognised, as it stands in `regions.yaml`. */
  place: string;
  /** Null where the province has no regions, or the place lies in none. */
  region: string | null;
  province: string;
  association: Association | null;
  /** Whether the association of this desk works there; true everywhere when `regions.yaml` names no home. */
  isHome: boolean;
  /** Whether the region has an ambassador. */
  hasAmbassador: boolean;
}

/** A name that can be recognised. */
interface Entry {
  /** Smaller is narrower: a place or municipality, a region, a province. */
  width: 0 | 1 | 2;
  area: Area;
}

/** Names that are ordinary words too: they count with a capital, or when they are all that was written. */
const ordinaryWords = new Set(
  'beek best buren duiven grave goes hoorn houten huizen monster noorden putten sluis stein'.split(' '),
);

/** Nobody needs more to say where they live, and hostile input should not cost more. */
const longestText = 1000;

/** Villages, municipalities, regions and provinces, and whose they are. */
export class Regions {
  private readonly entries = new Map<string, Entry>();
  private readonly names: RegExp;
  private readonly home: string | undefined;

  constructor(file: RegionsFile) {
    this.home = file.home;
    for (const province of file.provinces) this.addProvince(province);
    const longestFirst = [...this.entries.keys()].sort((a, b) => b.length - a.length);
    this.names = new RegExp(`(?<![a-z0-9])(?:${longestFirst.join('|')})(?![a-z0-9])`, 'g');
  }

  /**
   * Recognises a municipality, village, region or province anywhere in a short text, as whole words, whatever their accents
   * and capitals; of names inside each other the longest. Of several the narrowest, where a province is named as well one
   * that lies in it, and of what is left the longest. Undefined when there is none.
   */
  find(text: string): Area | undefined {
    const short = text.slice(0, longestText);
    const found = this.namesIn(short)
      .sort((a, b) => b.length - a.length)
      .flatMap((name) => this.entries.get(name) ?? []);
    const provinces = found.filter(({ width }) => width === 2).map(({ area }) => area.province);
    const possible = found.filter(({ area }) => provinces.length === 0 || provinces.includes(area.province));
    return possible.sort((a, b) => a.width - b.width)[0]?.area;
  }

  /** What a text says besides names of places, in plain letters; null when it names none. */
  around(text: string): string | null {
    const names = this.namesIn(text.slice(0, longestText));
    if (names.length === 0) return null;
    return names
      .reduce((rest, name) => rest.replace(name, ' '), fold(text))
      .replace(/\s+/g, ' ')
      .trim();
  }

  /** Names that are spelled nearly like this one, the nearest first, at most `limit`. */
  near(text: string, limit: number): string[] {
    const name = fold(text.slice(0, longestText));
    const most = name.length < 5 ? 1 : 2;
    return [...this.entries]
      .filter(([key]) => Math.abs(key.length - name.length) <= most)
      .map(([key, { area }]) => ({ place: area.place, distance: spellingDistance(key, name) }))
      .filter(({ distance }) => distance <= most)
      .sort((a, b) => a.distance - b.distance)
      .map(({ place }) => place)
      .filter((place, i, all) => all.indexOf(place) === i)
      .slice(0, limit);
  }

  private namesIn(text: string): string[] {
    const folded = fold(text);
    return [...folded.matchAll(this.names)]
      .map(([name]) => name)
      .filter((name) => !ordinaryWords.has(name) || name === folded || hasCapital(name, text));
  }

  private addProvince(file: RegionsFile['provinces'][number]): void {
    const { province, association } = file;
    const isHome = this.home === undefined || this.home === province;
    const whole: Area = { place: province, region: null, province, association, isHome, hasAmbassador: false };
    for (const name of [province, ...(file.alsoKnownAs ?? [])]) this.add(name, { width: 2, area: whole });
    // The regions first: the province lists their municipalities once more.
    for (const { name: region, ambassador, ...rest } of file.regions ?? []) {
      const area: Area = { ...whole, place: region, region, hasAmbassador: ambassador };
      for (const name of [region, ...(rest.alsoKnownAs ?? [])]) this.add(name, { width: 1, area });
      this.addPlaces([...(rest.municipalities ?? []), ...(rest.places ?? [])], area);
    }
    this.addPlaces([...file.municipalities, ...(file.places ?? [])], whole);
  }

  private addPlaces(names: readonly string[], area: Area): void {
    // `Bergen (Limburg)` is recognised with its province; which one a bare `Bergen` means, nobody knows
    for (const name of names) this.add(name, { width: 0, area: { ...area, place: name.replace(/ \(.*\)$/, '') } });
  }

  private add(name: string, entry: Entry): void {
    const key = fold(name);
    if (key !== '' && !this.entries.has(key)) this.entries.set(key, entry);
  }
}

/** The names by which routing knows an area, the narrowest first. */
export function regionNames({ region, province }: Area): string[] {
  return region === null ? [province] : [region, province];
}

/**
 * Parses the board's list of regions.
 *
 * @param yaml content of `regions.yaml`
 * @throws DeskError `knowledge_invalid`, in Dutch, naming the place that is wrong
 */
export function parseRegions(yaml: string): Regions {
  let content: unknown;
  try {
    content = parse(yaml);
  } catch (cause) {
    throw new DeskError('knowledge_invalid', `De streken (regions.yaml) zijn geen geldige YAML: ${String(cause)}`, {
      cause,
    });
  }
  const parsed = regionsFile.safeParse(content);
  if (parsed.success) return new Regions(parsed.data);
  const places = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'bestand'} (${issue.message})`);
  throw new DeskError('knowledge_invalid', `De streken (regions.yaml) kloppen niet bij: ${places.join('; ')}`);
}

/** Plain letters and digits with single spaces; `a/d` and `aan den` are `aan de`, as people write them anyhow. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/\b(?:aan den|a d|ad)\b/g, 'aan de')
    .trim();
}

function hasCapital(name: string, text: string): boolean {
  return new RegExp(`(?<!\\p{L})${name.charAt(0).toUpperCase()}${name.slice(1)}(?!\\p{L})`, 'u').test(text);
}
