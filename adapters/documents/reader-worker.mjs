// A worker starts without the loader that reads TypeScript, so this file sets it up. All else is in reader-worker.ts.
import { register } from 'tsx/esm/api';

// What a library prints is for nobody, and would pile up unread.
for (const stream of [process.stdout, process.stderr]) stream.write = () => true;
register();
await import('./reader-worker.ts');
