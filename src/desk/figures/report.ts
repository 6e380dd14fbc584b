import { withoutPersonalData } from '../../people/personal-data.ts';
import { median } from '../../queue/expected-answer.ts';
import { type WorkingHours, workingTimeBetween } from '../../queue/working-time.ts';
import { instantAt } from '../../queue/zoned-time.ts';
import { wordsOnly } from '../same-words.ts';
import type { DeskCounts, Period, Standing } from './figures.ts';

/** From fewer marks no mean is told: it would be the mark of one advisor, and nobody volunteers to be graded. */
const fewestMarks = 3;

/** One period, as it is reported. */
export interface PeriodReport extends Omit<DeskCounts, 'answeredByAdvisor' | 'sumOfMarks'> {
  /** All that was asked and belongs here, answered or not. */
  questions: number;
  /** Of these, what the archive had no answer to. */
  notInArchive: number;
  toAdvisors: number;
  answeredByAdvisor: number;
  /** Median working time from a question to an advisor's first answer, in milliseconds; null when there was none. */
  firstAnswerMs: number | null;
  /** Null when there are too few marks. */
  meanMark: number | null;
}

/** What the board is told. */
export interface FiguresReport {
  year: number;
  whole: PeriodReport;
  /** For the year that is under way: its last 30 days, and how things stand now. Null for a year that is over. */
  recent: PeriodReport | null;
  standing: Standing | null;
  /** Questions that the archive did not answer, the newest first, without personal data. */
  unanswered: readonly string[];
}

/** A year by the clock on the wall of this zone. */
export function yearOf(year: number, timeZone: string): Period {
  const begin = (of: number) => instantAt(`${String(of).padStart(4, '0')}-01-01`, 0, timeZone);
  return { from: begin(year), until: begin(year + 1) };
}

/** What was counted, as it is reported: questions and tickets apart, means where they say something. */
export function reportOf(counts: DeskCounts, hours: WorkingHours): PeriodReport {
  const { answeredByAdvisor, sumOfMarks, ...plain } = counts;
  const { nothing_found, not_answered, human_requested, not_helpful, failure } = counts.opened;
  const times = answeredByAdvisor.map(({ openedAt, answeredAt }) => workingTimeBetween(openedAt, answeredAt, hours));
  return {
    ...plain,
    // What did not help was answered first, and is counted there.
    questions: counts.answered + nothing_found + not_answered + human_requested + failure,
    notInArchive: nothing_found + not_answered,
    toAdvisors: nothing_found + not_answered + human_requested + not_helpful + failure,
    answeredByAdvisor: times.length,
    firstAnswerMs: times.length === 0 ? null : median(times),
    meanMark: counts.marks < fewestMarks ? null : sumOfMarks / counts.marks,
  };
}

/** Questions as the board may read them: without personal data, and each once. */
export function impersonal(
  questions: readonly { question: string; names: readonly string[] }[],
  most: number,
): string[] {
  const texts = questions.map(({ question, names }) => withoutPersonalData(question, names).text);
  const byWords = new Map(texts.map((text) => [wordsOnly(text), text]));
  return [...byWords.values()].slice(0, most);
}
