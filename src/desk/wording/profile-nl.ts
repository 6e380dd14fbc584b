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

/** What the desk says about the profile of an advisor, in Dutch. */
export const profileNl: ProfileWording = {
  expertise,
  show: ({ regions, ambassadorOf, expertises, topics, languages: spoken, maxLoad, quietHours }) =>
    [
      'Dit weten wij van u als adviseur. Achter elke regel staat hoe u hem verandert.',
      [
        `Regio: ${regions.length === 0 ? 'overal' : regions.join(', ')}  (/profiel regio Hoeksche Waard, of: overal)`,
        ambassadorOf.length === 0
          ? null
          : `Ambassadeur van: ${ambassadorOf.join(', ')}  (niet meer? /profiel ambassadeur nee)`,
        `Kennis: ${expertises.length === 0 ? 'niets ingevuld' : expertises.map((one) => expertise[one]).join(', ')}  (/profiel kennis subsidies, dorpshuizen)`,
        `Verder: ${topics === '' ? 'niets ingevuld' : topics}  (/profiel over ik was penningmeester)`,
        `Talen: ${spoken.map((one) => languages[one]).join(', ')}  (/profiel taal nl en)`,
        `Vragen tegelijk: ${maxLoad === 0 ? '0, u krijgt nu geen vragen' : maxLoad}  (/profiel vragen 3)`,
        `Stille uren: ${quietHours === null ? 'geen' : `${clock(quietHours.from)}-${clock(quietHours.to)}`}  (/profiel stil 21:00-08:00, of: nee)`,
      ]
        .filter((line) => line !== null)
        .join('\n'),
      'Op vakantie? Typ /afwezig.',
    ].join('\n\n'),
  changed: 'Goed, dat is veranderd.',
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
