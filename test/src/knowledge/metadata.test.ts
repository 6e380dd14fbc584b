import { describe, expect, it } from 'vitest';
import { DeskError } from '../../../src/kernel/errors.ts';
import { takeFrontMatter } from '../../../src/knowledge/front-matter.ts';
import { readMetadata } from '../../../src/knowledge/metadata.ts';

const refusal = (yaml: string): DeskError => {
  try {
    readMetadata(yaml, 'plan.pdf.meta.yaml');
  } catch (error) {
    if (error instanceof DeskError) return error;
  }
  throw new Error('was not refused');
};

describe('readMetadata', () => {
  it('sets every detail from the key that a board writes', () => {
    const yaml = [
      'titel: "Dorpshuis: wie betaalt?"',
      'organisatie: Dorpsraad Veldzicht',
      'datum: 2025-11-25',
      'regio: Drenthe',
      'soort: werkplan',
      'taal: Nederlands',
      'url: https://veldzicht.example.nl/plan.pdf',
      'bron: Jaarplan, paragraaf 2',
      'herzien: 2027',
    ].join('\n');
    expect(readMetadata(yaml, 'x')).toEqual({
      details: {
        title: 'Dorpshuis: wie betaalt?',
        organisation: 'Dorpsraad Veldzicht',
        date: '2025-11-25',
        region: 'Drenthe',
        kind: 'werkplan',
        language: 'nl',
        url: 'https://veldzicht.example.nl/plan.pdf',
        basedOn: 'Jaarplan, paragraaf 2',
        reviewDate: '2027',
      },
      warnings: [],
    });
  });

  it('warns about a key that it does not know, and takes an empty value for nothing said', () => {
    const { details, warnings } = readMetadata('titel:\nauteur: Anna\nDatum: 2024', 'x');
    expect(details).toEqual({ date: '2024' });
    expect(warnings).toEqual([
      '“auteur” in x kennen we niet. Gebruik: titel, organisatie, datum, regio, soort, taal, url, bron, herzien.',
    ]);
  });

  it.each([
    [
      'datum: 25-11-2025',
      /“datum” in plan\.pdf\.meta\.yaml klopt niet: schrijf een datum als 2025, 2025-11 of 2025-11-25/,
    ],
    ['datum: 2025-13', /schrijf een datum als/],
    ['herzien: volgend jaar', /“herzien”.*schrijf een datum als/],
    ['taal: klingon', /“taal”.*schrijf nl \(Nederlands\)/],
    ['url: javascript:alert(1)', /“url”.*webadres dat begint met https/],
    ['titel: [a, b]', /“titel”.*de titel in woorden/],
    ['titel: {a', /kunnen we niet lezen.*sleutel: waarde/],
    ['- een\n- lijst', /kunnen we niet lezen/],
    ['a: &a [1]\nb: [*a, *a]', /kunnen we niet lezen/],
  ])('refuses %s and says what is allowed', (yaml, message) => {
    const error = refusal(yaml);
    expect(error.code).toBe('metadata_invalid');
    expect(error.message).toMatch(message);
  });
});

describe('takeFrontMatter', () => {
  it('takes it off the text', () => {
    expect(takeFrontMatter('---\ntitel: Plan\n---\n# Kop\ntekst')).toMatchObject({
      body: '# Kop\ntekst',
      details: { title: 'Plan' },
    });
  });

  it('leaves a text alone that merely begins with a rule', () => {
    for (const text of ['---\nEr was eens een dorp.\n---\nEinde.', '---\nGeen einde', 'titel: Plan', '']) {
      expect(takeFrontMatter(text)).toEqual({ body: text, details: {}, warnings: [] });
    }
  });

  it('refuses a wrong value', () => {
    expect(() => takeFrontMatter('---\ndatum: gisteren\n---\nTekst')).toThrow(/kop van het bestand/);
  });
});
