import { partialDate } from '../../src/knowledge/document.ts';
import { oneLine } from './block-list.ts';

/** Titles that a program made up: `Microsoft Word - x.doc`, `Document1`, `PowerPoint-presentatie`, a file name. */
const notATitle =
  /^(?:microsoft (?:word|powerpoint|excel|office)\b.*|(?:document|presentatie|presentation|dia|slide)\s*\d*|powerpoint[- ]presentati(?:e|on)|untitled.*|naamloos.*|(?:geen|no) titel|title|titel|.*\.(?:docx?|pdf|odt|pptx?|indd|rtf|qxd|html?|pages|pub))$/i;

/** A title out of a file's properties, when a person seems to have written it. */
export function titleHint(value: unknown): { title?: string } {
  if (typeof value !== 'string') return {};
  const title = oneLine(value);
  return title.length < 3 || title.length > 200 || notATitle.test(title) || !/\p{L}{2}/u.test(title) ? {} : { title };
}

/** A day out of a file's properties (`2025-11-25T…` or `D:20251125…`), when it can be one. */
export function dateHint(value: unknown): { date?: string } {
  if (typeof value !== 'string') return {};
  const found = /^(?:D:)?(\d{4})-?(\d{2})-?(\d{2})/.exec(value.trim());
  if (found === null) return {};
  const [, year, month, day] = found;
  const date = `${year}-${month}-${day}`;
  const plausible = Number(year) >= 1985 && Number(year) <= new Date().getFullYear() + 1;
  return plausible && partialDate.safeParse(date).success ? { date } : {};
}

/** The name of an organisation out of a file's properties. */
export function organisationHint(value: unknown): { organisation?: string } {
  if (typeof value !== 'string') return {};
  const organisation = oneLine(value);
  return organisation.length < 2 || organisation.length > 120 ? {} : { organisation };
}

const organisationWord =
  /vereniging|stichting|gemeente|provincie|waterschap|co[öo]peratie|federatie|bond\b|raad\b|belang|dorps|dorpen|kernen|\bplatform|redactie|secretariaat|bestuur|werkgroep|commissie|bibliotheek|universiteit|hogeschool|ministerie|dienst|netwerk|centrum|koepel|\b(?:b\.?v\.?|n\.?v\.?)$/i;

/** The name when it is that of an organisation by its own words. A name that can be a person's gives nothing: we collect little. */
export function namedOrganisation(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const isAbbreviation = /^[A-Z]{3,8}(?: [A-Z]\w+)?$/.test(name.trim());
  return organisationWord.test(name) || isAbbreviation ? name : undefined;
}
