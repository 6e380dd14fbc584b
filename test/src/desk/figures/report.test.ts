import { describe, expect, test } from 'vitest';
import type { DeskCounts } from '../../../../src/desk/figures/figures.ts';
import { impersonal, reportOf, yearOf } from '../../../../src/desk/figures/report.ts';
import { figuresNl } from '../../../../src/desk/wording/figures-nl.ts';
import { officeHours } from '../../../../src/queue/working-time.ts';

const friday = (hour: number) => Date.parse(`2026-11-20T${String(hour).padStart(2, '0')}:00+01:00`);

const counts: DeskCounts = {
  ...{ answered: 80, judged: 12, helpful: 10, declined: 4, closed: 38, withdrawn: 2 },
  opened: { nothing_found: 20, not_answered: 5, human_requested: 15, not_helpful: 2, failure: 1 },
  answeredByAdvisor: [
    { openedAt: friday(9), answeredAt: friday(10) },
    { openedAt: friday(9), answeredAt: friday(14) },
    { openedAt: friday(20), answeredAt: friday(20) + 3 * 86_400_000 },
  ],
  ...{ marks: 9, sumOfMarks: 39, advisors: 4, approved: 3 },
};
const whole = reportOf(counts, officeHours);

describe('figures', () => {
  test('a year begins and ends at midnight in Amsterdam', () => {
    expect(yearOf(2026, 'Europe/Amsterdam')).toEqual({
      from: Date.parse('2025-12-31T23:00Z'),
      until: Date.parse('2026-12-31T23:00Z'),
    });
  });

  test('a question that was answered and did not help is one question, and one ticket', () => {
    expect(whole).toMatchObject({ questions: 80 + 25 + 15 + 1, notInArchive: 25, toAdvisors: 43 });
  });

  test('the first answer is timed in working hours: a Sunday is nobody’s', () => {
    expect(whole.firstAnswerMs).toBe(5 * 3_600_000);
    expect(reportOf({ ...counts, answeredByAdvisor: [] }, officeHours).firstAnswerMs).toBeNull();
  });

  test('a mean of one or two marks is not told', () => {
    expect(whole.meanMark).toBeCloseTo(4.33, 2);
    expect(reportOf({ ...counts, marks: 2, sumOfMarks: 2 }, officeHours).meanMark).toBeNull();
  });

  test('questions lose personal data, and each comes once', () => {
    const asked = ['Mag Jan Terpstra dat?', 'mag jan terpstra dat', 'Bel mij: 06-12345678', 'Derde', 'Vierde'];
    const questions = asked.map((question) => ({ question, names: ['Jan Terpstra'] }));
    expect(impersonal(questions.slice(2), 2)).toEqual(['Bel mij: (telefoonnummer)', 'Derde']);
    expect(impersonal(questions, 9)[0]).toBe('Mag (naam) dat?');
  });

  test('what there is none of reads as a sentence still', () => {
    const none = reportOf({ ...counts, answeredByAdvisor: [] }, officeHours);
    const standing = { waiting: 1, underWay: 0, documents: 1 };
    const text = figuresNl.report({ year: 2026, whole, recent: none, standing, unanswered: [] });
    expect(text).toContain('de helft binnen 5 uur (geen antwoord)');
    expect(text).toContain('nu open: 1 wacht, 0 in behandeling');
    const empty = figuresNl.report({ year: 2026, whole: none, recent: none, standing: null, unanswered: [] });
    expect(empty).not.toContain('de helft binnen');
  });

  test('all of it fits in one message on a telephone, however much there is', () => {
    const many = { ...whole, questions: 12_345, answered: 10_987, judged: 1_234, toAdvisors: 1_358 };
    const unanswered = Array.from({ length: 5 }, (_, i) => `Vraag ${i} ${'over iets anders '.repeat(20)}`);
    const standing = { waiting: 123, underWay: 456, documents: 7_890 };
    const text = figuresNl.report({ year: 2026, whole: many, recent: many, standing, unanswered });
    expect(text.length).toBeLessThan(1_500);
    expect(text).toContain('Beoordeeld door leden: 1234 van 10987 antwoorden (1234 van 10987 antwoorden)');
    expect(text).toContain('Cijfer van leden: 4,3 van 5, uit 9');
    expect(text).toContain('Eerste antwoord, in werktijd: de helft binnen 5 uur (5 uur)');
  });
});
