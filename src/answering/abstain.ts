import weights from './abstain-weights.json' with { type: 'json' };
import { type Signals, signalNames } from './signals.ts';

/**
 * How sure it is that an excerpt answers, from 0 to 1: logistic regression over the signals. The weights are fitted, with
 * cross-validation, by `npm run fit`; none is set by hand for a question.
 *
 * Selective answering with a calibrated score follows Kamath, Jia and Liang, "Selective question answering under domain
 * shift", ACL 2020.
 */
export function confidenceOf(signals: Signals): number {
  let sum = weights.intercept;
  for (const name of signalNames) sum += weights.signals[name] * signals[name];
  return 1 / (1 + Math.exp(-sum));
}

/** From this confidence on the desk answers; below it, it asks a human. */
export const answerFrom = weights.threshold;
