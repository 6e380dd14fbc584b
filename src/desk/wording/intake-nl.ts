import { associationLabel, type IntakeWording, liesIn } from './intake-wording.ts';

const counted = ['', 'één korte vraag', 'twee korte vragen', 'drie korte vragen'];

/** What the desk says about the intake, in Dutch. */
export const intakeNl: IntakeWording = {
  expected: (answer) => {
    if (answer === null) {
      return 'Hoelang dat duurt, kan ik nog niet zeggen. Daarvoor hebben onze adviseurs nog te weinig vragen beantwoord.';
    }
    const { withinDays } = answer;
    if (withinDays > 6) return 'Dat duurt vaak langer dan een week.';
    const days = withinDays < 1 ? 'een halve werkdag' : withinDays === 1 ? 'één werkdag' : `${withinDays} werkdagen`;
    return `Meestal is dat binnen ${days} (zaterdag telt mee).`;
  },
  introduction: (questions) =>
    `Ik heb nog ${counted[questions]}. Dan kan een adviseur u sneller helpen. Overslaan mag.`,
  question: {
    place: 'Uit welk dorp of welke gemeente komt u?',
    tried: 'Wat hebt u zelf al gedaan of gevraagd?',
    neededBy: 'Wanneer hebt u het antwoord nodig? Bijvoorbeeld: deze week, vóór 1 mei, of geen haast.',
  },
  skipChoices: (ticket, step) => [
    { label: 'Overslaan', command: `/overslaan ${ticket} ${step}` },
    { label: 'Niets meer vragen', command: `/overslaan ${ticket} alles` },
  ],
  placeChoice: (place) => ({ label: place, command: `/regio ${place}` }),
  placeTaken: (area) => {
    const where = liesIn(area);
    return `Dank u wel. Ik schrijf op: ${area.place}${where.length === 0 ? '' : ` (${where.join(', ')})`}.`;
  },
  placeUnknown: (place, near) =>
    `“${place}” staat niet in mijn lijst van plaatsen. Dat geeft niet: een adviseur leest wat u schreef.${near.length === 0 ? '' : ` Bedoelt u misschien ${near.join(' of ')}? Kies dan die naam, of typ /regio ${near[0]}.`}`,
  elsewhere: (area) => {
    const association = associationLabel(area);
    if (association === null) return null;
    return `In ${area.province} is er een andere vereniging voor kleine kernen: ${association}. U kunt uw vraag ook daar stellen. Hier blijft hij gewoon staan.`;
  },
  whichPlace: (known) =>
    known === null
      ? 'Uit welk dorp of welke gemeente komt u? Typ het zo: /regio Strijen. Het hoeft niet: wij helpen u ook als wij het niet weten.'
      : `U komt uit ${known}. Klopt dat niet? Typ dan /regio met de goede plaats, bijvoorbeeld: /regio Strijen.`,
  taken: 'Dank u wel. Ik heb het erbij gezet.',
  skipped: 'Goed, die slaan we over.',
  nothingAsked: 'Er is nu niets om over te slaan.',
  ready: (ticket) => `Vraag ${ticket} staat klaar. U hoeft niets meer te doen.`,
  newQuestion: 'Was dit een nieuwe vraag? Typ dan /vraag met uw vraag erachter.',
  onCard: ({ place, tried, neededBy }, area) => {
    const where = area ? liesIn(area) : [];
    const lines = [
      place === null ? null : `- Plaats: ${place}${where.length === 0 ? '' : ` (${where.join(', ')})`}`,
      tried === null ? null : `- Al gedaan: ${tried}`,
      neededBy === null ? null : `- Nodig: ${neededBy}`,
    ].filter((line) => line !== null);
    return lines.length === 0 ? null : `Wat het lid erbij vertelde:\n${lines.join('\n')}`;
  },
};
