import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A real PostgreSQL for this run of the tests, as a superuser. */
    postgresUrl: string;
  }
}

/** Starts a real PostgreSQL for the whole run, says where in `postgresUrl`, and takes it away afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await startPostgres(['max_connections=400']);
  project.provide('postgresUrl', url);
  return stop;
}
