import type { AdvisorProfile } from '../../people/person.ts';
import type { ProfileWording } from './profile-wording.ts';

const expertise: ProfileWording['expertise'] = {
  subsidies: 'subsidies',
  fundraising: 'geld werven',
  legal: 'regels voor verenigingen',
  communication: 'communicatie',
  project_management: 'projecten',
  village_hall: 'dorpshuizen',
  policy: 'beleid en gemeente',
};

const languages = { nl: 'Nederlands', en: 'Engels' } as const;

/** Each part of a profile in a line; null for one that is not shown. */
const parts: { [K in keyof AdvisorProfile]: (value: AdvisorProfile[K]) => string | null } = {
  regions: (regions) => `Regio: ${regions.length === 0 ? 'overal' : regions.join(', ')}`,
  ambassadorOf: (regions) => (regions.length === 0 ? null : `Ambassadeur van: ${regions.join(', ')}`),
  expertises: (known) =>
    `Kennis: ${known.length === 0 ? 'niets ingevuld' : known.map((one) => expertise[one]).join(', ')}`,
  topics: (topics) => `Verder: ${topics === '' ? 'niets ingevuld' : topics}`,
  languages: (spoken) => `Talen: ${spoken.map((one) => languages[one]).join(', ')}`,
  maxLoad: (most) => `Vragen tegelijk: ${most === 0 ? '0, u krijgt nu geen vragen' : most}`,
  quietHours: (hours) => `Stille uren: ${hours === null ? 'geen' : `${clock(hours.from)}-${clock(hours.to)}`}`,
  absences: () => null,
};

/** How each part is changed. */
const how: Readonly<Partial<Record<keyof AdvisorProfile, string>>> = {
  regions: '/profiel regio Hoeksche Waard, of: overal',
  ambassadorOf: 'niet meer? /profiel ambassadeur nee',
  expertises: '/profiel kennis subsidies, dorpshuizen',
  topics: '/profiel over ik was penningmeester',
  languages: '/profiel taal nl en',
  maxLoad: '/profiel vragen 3',
  quietHours: '/profiel stil 21:00-08:00, of: nee',
};

const keys = Object.keys(parts) as (keyof AdvisorProfile)[];

function lineOf<K extends keyof AdvisorProfile>(profile: Partial<AdvisorProfile>, key: K): string | null {
  const value = profile[key];
  return value === undefined ? null : parts[key](value as AdvisorProfile[K]);
}

/** What the desk says about the profile of an advisor, in Dutch. */
export const profileNl: ProfileWording = {
  expertise,
  show: (profile) => {
    const lines = keys.flatMap((key) => {
      const line = lineOf(profile, key);
      return line === null ? [] : [`${line}  (${how[key]})`];
    });
    return `Dit weten wij van u als adviseur. Tussen haakjes staat hoe u het verandert.\n\n${lines.join('\n')}\n\nOp vakantie? Typ /afwezig.`;
  },
  changed: (change) => {
    const lines = keys.flatMap((key) => lineOf(change, key) ?? []);
    return ['Goed, dat is veranderd.', ...lines, 'Alles zien? Typ /profiel.'].join('\n');
  },
  problem: {
    regio:
      'Die regio ken ik niet. Typ een streek, gemeente of provincie, bijvoorbeeld: /profiel regio Hoeksche Waard, Zeeland. Werkt u overal? Typ: /profiel regio overal.',
    kennis: `Waar weet u iets van? Kies uit: ${Object.values(expertise).join(', ')}. Bijvoorbeeld: /profiel kennis subsidies, dorpshuizen.`,
    vragen:
      'Hoeveel vragen wilt u tegelijk hebben? Typ een getal van 0 tot en met 20, bijvoorbeeld: /profiel vragen 3.',
    stil: 'Wanneer wilt u geen vragen krijgen? Typ het zo: /profiel stil 21:00-08:00. Geen stille uren? Typ: /profiel stil nee.',
    taal: 'In welke talen helpt u? Typ nl, en, of allebei: /profiel taal nl en.',
    ambassadeur:
      'Het bestuur maakt u ambassadeur, met een code. Wilt u het niet meer zijn? Typ: /profiel ambassadeur nee.',
    word: 'Dat begrijp ik niet. U kunt dit veranderen: regio, kennis, over, taal, vragen en stil. Typ /profiel om te zien hoe.',
  },
};

function clock(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
