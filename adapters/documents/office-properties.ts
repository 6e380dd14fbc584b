import type { EditionDetails } from '../../src/knowledge/document.ts';
import type { Archive } from './archive-file.ts';
import { dateHint, organisationHint, titleHint } from './detail-hints.ts';
import { elements, find, parseXml, textOf, type XmlElement } from './xml-tree.ts';

/** Title, organisation and date that an Office file (docx, pptx) has among its properties; a creator's name is left alone. */
export function officeDetails(archive: Archive): Partial<EditionDetails> {
  const core = propertiesPart(archive, 'docProps/core.xml');
  const application = propertiesPart(archive, 'docProps/app.xml');
  const property = (part: XmlElement | null, name: string): string | undefined => {
    const element = part === null ? null : find(part, name);
    return element === null ? undefined : textOf(element);
  };
  return {
    ...titleHint(property(core, 'dc:title')),
    ...organisationHint(property(application, 'Company')),
    ...dateHint(property(core, 'dcterms:created')),
    ...dateHint(property(core, 'dcterms:modified')),
  };
}

/** Properties are hints: when they cannot be read, the document still can. */
function propertiesPart(archive: Archive, name: string): XmlElement | null {
  const xml = archive.text(name);
  if (xml === null) return null;
  try {
    return parseXml(xml);
  } catch {
    return null;
  }
}

/** Where the relations of an Office part lead: id to the path of the other part. Outside addresses are left out. */
export function relationsOf(archive: Archive, part: string): Map<string, { path: string; type: string }> {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const xml = archive.text(`${folder}_rels/${part.slice(slash)}.rels`);
  const relations = new Map<string, { path: string; type: string }>();
  if (xml === null) return relations;
  for (const relation of elements(parseXml(xml), 'Relationship')) {
    const { Id: id, Target: target, Type: type, TargetMode: mode } = relation.attributes;
    if (id === undefined || target === undefined || mode === 'External') continue;
    relations.set(id, { path: resolvePart(folder, target), type: type?.slice(type.lastIndexOf('/') + 1) ?? '' });
  }
  return relations;
}

function resolvePart(folder: string, target: string): string {
  const path = target.startsWith('/') ? target.slice(1) : folder + target;
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}
