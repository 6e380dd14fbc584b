import type { Standing } from '../figures/figures.ts';
import type { FiguresReport, PeriodReport } from '../figures/report.ts';
import type { FiguresWording } from './figures-wording.ts';
import { shorten } from './label.ts';

/** How much of a question is shown, in characters. */
const longestQuestion = 80;

const number = new Intl.NumberFormat('nl-NL', { maximumFractionDigits: 1 });

const hourMs = 60 * 60_000;

/** Half an hour is the least that is told: nobody is timed to the minute. */
function hours(ms: number | null): string {
  return ms === null ? 'geen antwoord' : `${number.format(Math.max(0.5, Math.round((ms / hourMs) * 2) / 2))} uur`;
}

function mark({ meanMark, marks }: PeriodReport): string {
  return meanMark === null
    ? marks === 0
      ? 'nog geen'
      : `${marks} gegeven, te weinig voor een gemiddelde`
    : `${number.format(meanMark)} van 5, uit ${marks}`;
}

function percentage(part: number, whole: number): string {
  return whole === 0 ? '' : `, dat is ${Math.round((100 * part) / whole)}%`;
}

function waiting({ waiting }: Standing): string {
  return waiting === 1 ? '1 wacht' : `${waiting} wachten`;
}

/** About the figures of the desk, in Dutch. */
export const figuresNl: FiguresWording = {
  whichYear: (thisYear) => `Van welk jaar? Typ het zo: /cijfers ${thisYear - 1}. Zonder jaartal krijgt u ${thisYear}.`,
  report: ({ year, whole, recent, standing, unanswered }: FiguresReport) => {
    const both = (pick: (of: PeriodReport) => number | string) =>
      `${pick(whole)}${recent === null ? '' : ` (${pick(recent)})`}`;
    const some = (line: string, count: number) => (count === 0 ? [] : [line]);
    return [
      recent === null ? `Cijfers van ${year}` : `Cijfers van ${year} tot nu toe. Tussen haakjes: de laatste 30 dagen.`,
      [
        `Vragen: ${both(({ questions }) => questions)}`,
        `- beantwoord uit het archief: ${both(({ answered, questions }) => `${answered}${percentage(answered, questions)}`)}`,
        `- stond niet in het archief: ${both(({ notInArchive }) => notInArchive)}`,
        `- om een mens gevraagd: ${both(({ opened }) => opened.human_requested)}`,
        ...some(`- mislukt door een storing: ${both(({ opened }) => opened.failure)}`, whole.opened.failure),
        ...some(`Niet voor deze balie: ${both(({ declined }) => declined)}`, whole.declined),
        `Beoordeeld door leden: ${both(({ judged, answered }) => `${judged} van ${answered} antwoorden`)}`,
        `- daarvan hielp: ${both(({ helpful }) => helpful)}`,
      ].join('\n'),
      [
        `Naar adviseurs: ${both(({ toAdvisors }) => toAdvisors)}`,
        `- voor het eerst beantwoord: ${both(({ answeredByAdvisor }) => answeredByAdvisor)}`,
        `- gesloten: ${both(({ closed }) => closed)}, ingetrokken: ${both(({ withdrawn }) => withdrawn)}`,
        ...(standing ? [`- nu open: ${waiting(standing)}, ${standing.underWay} in behandeling`] : []),
        ...some(
          `Eerste antwoord, in werktijd: de helft binnen ${both(({ firstAnswerMs }) => hours(firstAnswerMs))}`,
          whole.answeredByAdvisor,
        ),
        `Cijfer van leden: ${mark(whole)}`,
        `Actieve adviseurs: ${both(({ advisors }) => advisors)}`,
        `Antwoorden erbij in het archief: ${both(({ approved }) => approved)}`,
        ...(standing ? [`Documenten in het archief: ${standing.documents}`] : []),
      ].join('\n'),
      ...(unanswered.length === 0
        ? []
        : [
            `Waar het archief geen antwoord op had (nieuwste eerst):\n${unanswered.map((question) => `- ${shorten(question, longestQuestion)}`).join('\n')}`,
          ]),
    ].join('\n\n');
  },
};
