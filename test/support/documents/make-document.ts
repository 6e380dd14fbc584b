import type { FixtureContent } from './content.ts';
import { makeEml } from './mail.ts';
import { makeOdt } from './opendocument.ts';
import { makePdf } from './printed.ts';
import { makePptx } from './slides.ts';
import { makeHtml } from './web.ts';
import { makeDocx } from './word.ts';

/** Formats that a fixture can be made in; each is also the file's extension. */
export const fixtureFormats = ['pdf', 'docx', 'odt', 'pptx', 'html', 'eml'] as const;
export type FixtureFormat = (typeof fixtureFormats)[number];

/** A real file of a format with the given content: every format says the same. */
export async function makeDocument(format: FixtureFormat, content: FixtureContent): Promise<Uint8Array> {
  switch (format) {
    case 'pdf':
      return makePdf(content);
    case 'docx':
      return makeDocx(content);
    case 'odt':
      return makeOdt(content);
    case 'pptx':
      return makePptx(content);
    case 'html':
      return makeHtml(content);
    case 'eml':
      return makeEml(content);
  }
}
