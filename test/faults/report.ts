import type { Findings } from './audit.ts';

/** One line of the table: what was done to the desk, and what became of it. */
export interface Line<Step extends string = string> {
  step: Step;
  rounds: number;
  findings: Findings;
}

const columns = ['step', 'rounds', 'acknowledged', 'lost', 'doubled effects', 'sends', 'lost answers'] as const;
const more = ['repeated (allowed)', 'needless sends', 'out of order', 'answered after claim'] as const;

/** What changed between two audits of the same world. */
export function difference(before: Findings, after: Findings): Findings {
  const since = (kind: keyof Findings['wrong']) => after.wrong[kind].slice(before.wrong[kind].length);
  return {
    acknowledged: after.acknowledged - before.acknowledged,
    sent: after.sent - before.sent,
    lostAnswers: after.lostAnswers - before.lostAnswers,
    repeatedSends: after.repeatedSends - before.repeatedSends,
    wrong: {
      lost: since('lost'),
      doubled: since('doubled'),
      needlessSends: since('needlessSends'),
      outOfOrder: since('outOfOrder'),
      answeredAfterClaim: since('answeredAfterClaim'),
    },
  };
}

/** The figures as a table, one row a step, and their sum. */
export function table(engine: string, lines: readonly Line[]): string {
  const steps = [...new Set(lines.map(({ step }) => step))];
  const rows = [
    ...steps.map((step) =>
      row(
        step,
        lines.filter((line) => line.step === step),
      ),
    ),
    row('sum', lines),
  ];
  const head = [...columns, ...more];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((cells) => (cells[i] ?? '').length)));
  const line = (cells: readonly string[]) => cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ');
  return [
    `faults on ${engine}`,
    line(head),
    widths.map((width) => '-'.repeat(width)).join('-|-'),
    ...rows.map(line),
  ].join('\n');
}

function row(step: string, lines: readonly Line[]): string[] {
  const sum = (of: (findings: Findings) => number) =>
    String(lines.reduce((total, { findings }) => total + of(findings), 0));
  return [
    step,
    String(lines.reduce((total, { rounds }) => total + rounds, 0)),
    sum(({ acknowledged }) => acknowledged),
    sum(({ wrong }) => wrong.lost.length),
    sum(({ wrong }) => wrong.doubled.length),
    sum(({ sent }) => sent),
    sum(({ lostAnswers }) => lostAnswers),
    sum(({ repeatedSends }) => repeatedSends),
    sum(({ wrong }) => wrong.needlessSends.length),
    sum(({ wrong }) => wrong.outOfOrder.length),
    sum(({ wrong }) => wrong.answeredAfterClaim.length),
  ];
}
