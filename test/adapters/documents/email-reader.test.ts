import { describe, expect, it } from 'vitest';
import { emailReader } from '../../../adapters/documents/email-reader.ts';
import { sampleContent } from '../../support/documents/content.ts';
import { makeEml, plainEml } from '../../support/documents/mail.ts';
import { outline, read } from './reading.ts';

describe('a message', () => {
  it('names its attachments, which are not read', async () => {
    const attachments = [{ name: 'werkplan.pdf', type: 'application/pdf', bytes: new Uint8Array([1, 2, 3]) }];
    const { warnings } = await read(emailReader, makeEml(sampleContent, { attachments }));
    expect(warnings).toEqual(['De bijlage “werkplan.pdf” is niet gelezen: sla hem apart op.']);
  });

  it('takes the organisation from its sender, but no name of a person', async () => {
    const from = async (sender: string) =>
      (await read(emailReader, makeEml(sampleContent, { from: sender }))).details.organisation;
    expect(await from('"Stichting Dorpshuis" <x@gmail.com>')).toBe('Stichting Dorpshuis');
    expect(await from('Voornaam Achternaam <va@dorpshuis.example>')).toBe('dorpshuis.example');
    expect(await from('Voornaam Achternaam <va@gmail.com>')).toBeUndefined();
  });

  it('has a subject without reply marks as its title, and its day', async () => {
    const { details } = await read(emailReader, plainEml('Re: Antw: Subsidie dorpshuis', 'Hallo'));
    expect(details).toMatchObject({ title: 'Subsidie dorpshuis', date: '2025-11-25' });
  });

  it('of plain text gives its lines, empty ones too', async () => {
    const { blocks } = await read(emailReader, plainEml('Vraag', 'Eerste regel\nvan twee.\n\nNieuwe alinea.'));
    expect(blocks.map((block) => block.text)).toEqual(['Eerste regel', 'van twee.', '', 'Nieuwe alinea.']);
  });
});

describe('an earlier message', () => {
  it.each([
    ['the words of a mail program', 'Op di 4 nov 2025 om 10:12 schreef Bewoner <b@x.example>:\n> Mag dat?\n> Groet'],
    [
      'words broken over two lines',
      'Op dinsdag 4 november 2025 om 10:12 heeft Bewoner <b@x.example>\nhet volgende geschreven:\n\n> Mag dat?',
    ],
    ['a line of dashes', '-----Oorspronkelijk bericht-----\nVan: Bewoner\nMag dat?'],
    [
      'the head that Outlook copies',
      'Van: Bewoner <b@x.example>\nVerzonden: dinsdag 4 november 2025\nAan: bestuur\n\nMag dat?',
    ],
  ])('below %s is left out, and said to be', async (_, quoted) => {
    const document = await read(emailReader, plainEml('Re: vraag', `Ja, dat mag.\n\n${quoted}`));
    expect(outline(document)).toEqual(['line Ja, dat mag.']);
    expect(document.warnings).toEqual([expect.stringContaining('eerdere bericht')]);
    expect(document.literal).toContain('Mag dat?');
  });

  it('stays when answers stand between its lines', async () => {
    const body = 'Op 4 november 2025 schreef Bewoner:\n> Mag dat?\nJa.\n> En dit?\nNee.';
    const document = await read(emailReader, plainEml('Re: vraag', body));
    expect(outline(document).slice(1)).toEqual(['line Mag dat?', 'line Ja.', 'line En dit?', 'line Nee.']);
  });

  it('stays when it was forwarded', async () => {
    const body =
      'Ter info.\n\n---------- Doorgestuurd bericht ---------\nVan: Gemeente\nDatum: 4 november\n\nDe regels zijn veranderd.';
    expect(outline(await read(emailReader, plainEml('Fwd: regels', body)))).toContain('line De regels zijn veranderd.');
  });

  it('stays when there is nothing else', async () => {
    expect(outline(await read(emailReader, plainEml('x', '> Alleen dit.')))).toEqual(['line Alleen dit.']);
  });
});
