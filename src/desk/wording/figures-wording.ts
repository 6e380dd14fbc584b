import type { FiguresReport } from '../figures/report.ts';

/** What the board reads of its figures. */
export interface FiguresWording {
  whichYear(thisYear: number): string;
  /** One message: it fits on a telephone. */
  report(report: FiguresReport): string;
}
