import { describe, expect, it } from 'vitest';
import { presentationReader } from '../../../adapters/documents/presentation-reader.ts';
import { line, packPptx, shape } from '../../support/documents/slides.ts';
import { outline, read } from './reading.ts';

describe('a presentation', () => {
  it('gives its slides in the order in which they are shown, each with title first and notes last', async () => {
    const document = await read(
      presentationReader,
      packPptx([
        {
          shapes: shape('body', [line('Eerst'), line('Dan')]) + shape('title', [line('Agenda')]),
          notes: 'Heet iedereen welkom.',
        },
        {
          shapes:
            shape('title', [line('Rondvraag')]) + shape('', [line('Wie heeft iets?')]) + shape('sldNum', [line('2')]),
        },
      ]),
    );
    expect(outline(document)).toEqual([
      'heading Agenda',
      'item Eerst',
      'item Dan',
      'paragraph Heet iedereen welkom.',
      'heading Rondvraag',
      'paragraph Wie heeft iets?',
    ]);
    expect(document.blocks.map((block) => block.page)).toEqual([1, 1, 1, 1, 2, 2]);
    expect(document.pages).toBe(2);
  });

  it('opens groups, and says which pictures and charts were not read', async () => {
    const shapes = `<p:grpSp>${shape('', [line('In een groep')])}</p:grpSp><p:pic/><p:graphicFrame><c:chart/></p:graphicFrame>`;
    const document = await read(presentationReader, packPptx([{ shapes }]));
    expect(outline(document)).toEqual(['paragraph In een groep']);
    expect(document.warnings).toEqual([expect.stringContaining('plaatjes (1)'), expect.stringContaining('grafieken')]);
  });
});
