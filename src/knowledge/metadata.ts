import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { DeskError } from '../kernel/errors.ts';
import { type EditionDetails, partialDate } from './document.ts';

/** What a board wrote about a document, in front matter or a sidecar. */
export interface Metadata {
  details: Partial<EditionDetails>;
  /** Keys that mean nothing here, in Dutch. */
  warnings: readonly string[];
}

const words = (allowed: string) =>
  z
    .string(`schrijf ${allowed}`)
    .trim()
    .min(1, `schrijf ${allowed}`)
    .max(300, 'schrijf het korter: hoogstens 300 tekens');

/** YAML reads `2025` as a number and may read `2025-11-25` as a date. */
const date = z.preprocess((value) => {
  if (typeof value === 'number') return String(value);
  return value instanceof Date ? value.toISOString().slice(0, 10) : value;
}, z.string('schrijf een datum als 2025, 2025-11 of 2025-11-25').trim().pipe(partialDate));

/** The keys that a board may write, and what each of them sets. */
const keys = {
  titel: { sets: 'title', value: words('de titel in woorden') },
  organisatie: { sets: 'organisation', value: words('de naam van de organisatie') },
  datum: { sets: 'date', value: date },
  regio: { sets: 'region', value: words('de naam van de provincie of streek') },
  soort: { sets: 'kind', value: words('wat voor stuk het is, zoals brochure, brief of beleidsplan') },
  taal: {
    sets: 'language',
    value: z.preprocess(
      (value) => languageNames[String(value).trim().toLowerCase()] ?? value,
      z.enum(
        ['nl', 'en', 'fy', 'de', 'fr'],
        'schrijf nl (Nederlands), en (Engels), fy (Fries), de (Duits) of fr (Frans)',
      ),
    ),
  },
  url: {
    sets: 'url',
    value: z.url({ protocol: /^https?$/, error: 'schrijf een webadres dat begint met https://' }),
  },
  bron: { sets: 'basedOn', value: words('het document en de paragraaf waar de feiten uit komen') },
  herzien: { sets: 'reviewDate', value: date },
} as const satisfies Record<string, { sets: keyof EditionDetails; value: z.ZodType }>;

const languageNames: Readonly<Record<string, string>> = {
  nederlands: 'nl',
  engels: 'en',
  fries: 'fy',
  duits: 'de',
  frans: 'fr',
};

/** The keys for a board member to read. */
export const metadataKeys: readonly string[] = Object.keys(keys);

/**
 * Reads what a board wrote about a document. `where` names the place in an error. An empty value says nothing; an unknown
 * key is warned about; a wrong value throws `metadata_invalid` with the key and what is allowed.
 */
export function readMetadata(yaml: string, where: string): Metadata {
  const written = parseYaml(yaml, where);
  const details: Record<string, string> = {};
  const warnings: string[] = [];
  for (const [key, value] of Object.entries(written)) {
    const name = key.trim().toLowerCase();
    if (!isKey(name)) {
      warnings.push(`“${key}” in ${where} kennen we niet. Gebruik: ${metadataKeys.join(', ')}.`);
      continue;
    }
    if (value === null || value === '') continue;
    const result = keys[name].value.safeParse(value);
    if (!result.success) {
      const problem = result.error.issues[0]?.message ?? 'deze waarde kan niet';
      throw new DeskError('metadata_invalid', `“${key}” in ${where} klopt niet: ${problem}.`);
    }
    details[keys[name].sets] = result.data;
  }
  return { details, warnings };
}

function isKey(name: string): name is keyof typeof keys {
  return Object.hasOwn(keys, name);
}

function parseYaml(yaml: string, where: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = parse(yaml, { maxAliasCount: 0, schema: 'core', prettyErrors: true });
  } catch (cause) {
    const line = cause instanceof YAMLParseError ? cause.linePos?.[0].line : undefined;
    const place = line === undefined ? '' : ` (regel ${line})`;
    throw new DeskError(
      'metadata_invalid',
      `Wat in ${where} staat kunnen we niet lezen${place}. Schrijf op elke regel: sleutel: waarde.`,
      {
        cause,
      },
    );
  }
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new DeskError(
      'metadata_invalid',
      `Wat in ${where} staat kunnen we niet lezen. Schrijf op elke regel: sleutel: waarde.`,
    );
  }
  return Object.fromEntries(Object.entries(value));
}
