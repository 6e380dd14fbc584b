import { intakeNl } from './intake-nl.ts';
import { associationLabel, type IntakeWording, liesIn } from './intake-wording.ts';

const counted = ['', 'one short question', 'two short questions', 'three short questions'];

/** What the desk says about the intake, in English; the card is for advisors, who read Dutch. */
export const intakeEn: IntakeWording = {
  ...intakeNl,
  expected: (answer) => {
    if (answer === null) {
      return 'I cannot say yet how long that takes: our advisors have answered too few questions so far.';
    }
    const { withinDays } = answer;
    if (withinDays > 6) return 'That often takes longer than a week.';
    const days =
      withinDays < 1 ? 'half a working day' : withinDays === 1 ? 'a working day' : `${withinDays} working days`;
    return `That is usually within ${days} (Saturday counts).`;
  },
  introduction: (questions) =>
    `I have ${counted[questions]}. They help an advisor to help you sooner. You may skip them.`,
  question: {
    place: 'Which village or municipality are you from?',
    tried: 'What have you done or asked already?',
    neededBy: 'When do you need the answer? For example: this week, before 1 May, or no hurry.',
  },
  skipChoices: (ticket, step) => [
    { label: 'Skip', command: `/overslaan ${ticket} ${step}` },
    { label: 'No more questions', command: `/overslaan ${ticket} alles` },
  ],
  placeTaken: (area) => {
    const where = liesIn(area);
    return `Thank you. I note: ${area.place}${where.length === 0 ? '' : ` (${where.join(', ')})`}.`;
  },
  placeUnknown: (place, near) =>
    `“${place}” is not in my list of places. Never mind: an advisor reads what you wrote.${near.length === 0 ? '' : ` Do you mean ${near.join(' or ')}? Then choose that name, or type /regio ${near[0]}.`}`,
  elsewhere: (area) => {
    const association = associationLabel(area);
    if (association === null) return null;
    return `In ${area.province} there is another association of small villages: ${association}. You can ask your question there too. It stays here as well.`;
  },
  whichPlace: (known) =>
    known === null
      ? 'Which village or municipality are you from? Type it like this: /regio Strijen. You need not: we help you all the same.'
      : `You are from ${known}. Is that wrong? Type /regio with the right place, for example: /regio Strijen.`,
  taken: 'Thank you. I added it.',
  skipped: 'All right, we skip that one.',
  nothingAsked: 'There is nothing to skip now.',
  ready: (ticket) => `Question ${ticket} is waiting for an advisor. You need not do anything more.`,
  newQuestion: 'Was this a new question? Type /vraag with your question behind it.',
};
