import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { partialDate } from '../src/knowledge/document.ts';
import { takeFrontMatter } from '../src/knowledge/front-matter.ts';
import { Thesaurus } from '../src/retrieval/thesaurus.ts';
import { parseThesaurus } from '../src/retrieval/thesaurus-file.ts';

const folder = fileURLToPath(new URL('../knowledge', import.meta.url));
const articles = readdirSync(join(folder, 'articles'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, text: readFileSync(join(folder, 'articles', name), 'utf8') }));

/** Mailboxes of a function; anything else in front of the @ may be somebody's name. */
const mailboxes = /^(?:info|secretariaat|secretaris|bestuur|contact|post|redactie|ledenadministratie|dorpen)@/;

describe('the articles that ship', () => {
  it('are at least twenty, each with a name of its own', () => {
    expect(articles.length).toBeGreaterThanOrEqual(20);
    const names = articles.map(({ name }) => basename(name));
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    expect(names.filter((name) => !/^[a-z0-9]+(?:-[a-z0-9]+)*\.md$/.test(name))).toEqual([]);
  });

  describe.each(articles)('$name', ({ text }) => {
    const { body, details, warnings } = takeFrontMatter(text);

    it('says what it is, where its facts come from and when to look again', () => {
      expect(warnings).toEqual([]);
      expect(details).toMatchObject({ kind: 'artikel', language: 'nl' });
      for (const key of ['title', 'basedOn', 'organisation'] as const) expect(details[key]?.trim(), key).toBeTruthy();
      for (const key of ['date', 'reviewDate'] as const)
        expect(partialDate.safeParse(details[key]).success, key).toBe(true);
      expect(details.reviewDate?.localeCompare(details.date ?? '')).toBe(1);
    });

    it('speaks of no year after its date, apart from one that its source is about', () => {
      const years = `${details.title} ${body}`.match(/\b(?:19|20)\d{2}\b/g) ?? [];
      const written = details.date?.slice(0, 4) ?? '';
      expect(years.filter((year) => year > written && !details.basedOn?.includes(year))).toEqual([]);
    });

    it('is 120 to 400 words under headings that are questions', () => {
      const words = `${details.title} ${body}`.match(/\S*[\p{L}\p{N}]\S*/gu) ?? [];
      expect(words.length).toBeGreaterThanOrEqual(120);
      expect(words.length).toBeLessThanOrEqual(400);
      const headings = body.match(/^#+ .*$/gm) ?? [];
      expect(headings.length).toBeGreaterThan(0);
      expect(headings.filter((heading) => !/^## .*\?$/.test(heading))).toEqual([]);
    });

    it('names no mailbox or mobile number of a person', () => {
      const addresses = body.match(/[\w.+-]+@[\w.-]+/g) ?? [];
      expect(addresses.filter((address) => !mailboxes.test(address.toLowerCase()))).toEqual([]);
      expect(body).not.toMatch(/\b(?:\+31[\s-]?|0)6[\s-]?(?:\d[\s-]?){8}\b/);
    });
  });
});

describe('thesaurus.yaml', () => {
  const file = parseThesaurus(readFileSync(join(folder, 'thesaurus.yaml'), 'utf8'));

  it('can be read, and has every part filled in', () => {
    expect(file.synonyms.length).toBeGreaterThan(50);
    for (const part of [file.topics, ...[file.broader, file.offTopic, file.english].map(Object.keys)])
      expect(part.length).toBeGreaterThan(5);
    expect(() => new Thesaurus(file)).not.toThrow();
  });

  it('has each word in one group of synonyms, once', () => {
    const words = file.synonyms.flat().map((word) => word.toLowerCase());
    expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([]);
  });

  it('has no word of the field among the words that send a question away', () => {
    const { topics, offTopic } = new Thesaurus(file);
    expect([...topics].filter((topic) => offTopic.has(topic))).toEqual([]);
  });
});

describe('regions.yaml', () => {
  const names = z.array(z.string().trim().min(1)).min(1);
  const region = z.strictObject({
    name: z.string().min(1),
    ambassador: z.boolean(),
    alsoKnownAs: names.optional(),
    municipalities: names.optional(),
    places: names.optional(),
  });
  const regionsFile = z.strictObject({
    home: z.string().optional(),
    provinces: z.array(
      z.strictObject({
        province: z.string().min(1),
        alsoKnownAs: names.optional(),
        association: z
          .strictObject({
            abbreviation: z.string().min(1).nullable(),
            name: z.string().min(1).nullable(),
            website: z
              .string()
              .regex(/^[\w.-]+\.[a-z]{2,}$/)
              .nullable(),
          })
          .nullable(),
        municipalities: names,
        places: names.optional(),
        regions: z.array(region).optional(),
      }),
    ),
  });
  const { home, provinces } = regionsFile.parse(parse(readFileSync(join(folder, 'regions.yaml'), 'utf8')));
  const areas = provinces.flatMap((province) => [province, ...(province.regions ?? [])]);

  it('has the twelve provinces, and says which of them is home', () => {
    expect(new Set(provinces.map(({ province }) => province)).size).toBe(12);
    expect(provinces.map(({ province }) => province)).toContain(home);
  });

  it('has each of the 342 municipalities in one province, and in one region at the most', () => {
    const all = provinces.flatMap(({ municipalities }) => municipalities);
    expect(all.filter((name, i) => all.indexOf(name) !== i)).toEqual([]);
    expect(all).toHaveLength(342);
    for (const { municipalities, regions = [] } of provinces) {
      const divided = regions.flatMap((region) => region.municipalities ?? []);
      expect(divided.filter((name, i) => divided.indexOf(name) !== i)).toEqual([]);
      expect(divided.filter((name) => !municipalities.includes(name))).toEqual([]);
    }
  });

  it('has no name of an area twice', () => {
    const names = areas.flatMap((area) => [
      'province' in area ? area.province : area.name,
      ...(area.alsoKnownAs ?? []),
    ]);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });
});
