// A worker starts without the loader that reads TypeScript, so this file sets it up. All else is in reader-worker.ts.
import { register } from 'tsx/esm/api';

register();
await import('./reader-worker.ts');
