import { fill } from './fill.ts';
import { measure } from './measure.ts';
import { order } from './orders.ts';

/** One step of the bench, in a process of its own: gets its order as JSON, and prints what it found as JSON. */
const parsed = order.parse(JSON.parse(process.argv[2] ?? '{}'));
const found = parsed.step === 'fill' ? await fill(parsed) : await measure(parsed);
process.stdout.write(`${JSON.stringify(found)}\n`);
