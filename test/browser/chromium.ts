import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a headless Chromium: Debian's, or the one that CHROMIUM_PATH names. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    throw new Error(
      `No Chromium at ${executablePath}. Install it (apt-get install chromium), or name one in CHROMIUM_PATH.`,
    );
  }
  return chromium.launch({ executablePath, args: flags, headless: true });
}

/** A member's telephone of a few years ago. */
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 780 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
  locale: 'nl-NL',
};

/** A computer in the village hall. */
export const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, locale: 'nl-NL' };

/** What went wrong in a page that nobody looked for; a test ends by finding this empty. */
export function watchForErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    // A refused or broken request is reported here too; the tests that cause one look at what the member sees of it.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      errors.push(message.text());
  });
  return errors;
}

/** Keeps what the page looks like, for a person to look at. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const directory = new URL('../../test-results/', import.meta.url);
  await mkdir(directory, { recursive: true });
  await page.screenshot({ path: new URL(`${name}.png`, directory).pathname });
}

interface Violation {
  id: string;
  help: string;
  nodes: { html: string; failureSummary?: string }[];
}

/**
 * Run in the page. A button that the bar above or below half covers at this moment is small only until it is scrolled into
 * sight: then it is looked at once more.
 */
const runAxe = `(async () => {
  const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
  for (const violation of violations.filter(({ id }) => id === 'target-size')) {
    const stillSmall = [];
    for (const node of violation.nodes) {
      const element = document.querySelector(node.target[0]);
      element.scrollIntoView({ block: 'center' });
      const again = await axe.run(element, { runOnly: { type: 'rule', values: ['target-size'] } });
      if (again.violations.length > 0) stillSmall.push(node);
    }
    violation.nodes = stillSmall;
  }
  return violations;
})()`;

/** What axe-core finds against WCAG 2.2 level AA on this page, as readable lines. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(source);
  const violations = (await page.evaluate(runAxe)) as Violation[];
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}\n  ${node.html}\n  ${node.failureSummary ?? ''}`),
  );
}
