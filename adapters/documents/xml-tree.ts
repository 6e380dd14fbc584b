import { XMLParser } from 'fast-xml-parser';

/** An element with its children in document order; a child that is a string is text. */
export interface XmlElement {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: readonly XmlChild[];
}
type XmlChild = XmlElement | string;

/** Nested tables in nested lists reach some tens; only an attack goes past this. */
const maxDepth = 400;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  cdataPropName: '#cdata',
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: maxDepth,
  parseTagValue: false,
  processEntities: false,
  trimValues: false,
});

/**
 * Reads XML into a tree. Entities of its own are refused, so that nothing expands; nesting is bounded. Throws a plain
 * `Error` for what is not well formed, which the readers turn into `document_corrupt`.
 */
export function parseXml(xml: string): XmlElement {
  if (/<!ENTITY/i.test(xml)) throw new Error('XML that declares entities is not read');
  const nodes: unknown = parser.parse(xml.replace(/<!DOCTYPE[^>[]*>/i, ''));
  const root = toChildren(nodes).find((child) => typeof child !== 'string');
  if (root === undefined || typeof root === 'string') throw new Error('no XML element');
  return root;
}

function toChildren(nodes: unknown): XmlChild[] {
  if (!Array.isArray(nodes)) return [];
  const children: XmlChild[] = [];
  for (const node of nodes) {
    if (typeof node !== 'object' || node === null) continue;
    const child = toChild(node);
    if (child !== null) children.push(child);
  }
  return children;
}

function toChild(node: object): XmlChild | null {
  let attributes: Record<string, string> = {};
  let child: XmlChild | null = null;
  for (const [key, value] of Object.entries(node)) {
    if (key === ':@') attributes = decodeAttributes(value);
    else if (key === '#text') child = decodeEntities(String(value));
    else if (key === '#cdata') child = plainText(value);
    else child = { name: key, attributes: {}, children: toChildren(value) };
  }
  return child === null || typeof child === 'string' ? child : { ...child, attributes };
}

function plainText(nodes: unknown): string {
  if (!Array.isArray(nodes)) return '';
  return nodes.map((node: { '#text'?: unknown }) => String(node['#text'] ?? '')).join('');
}

function decodeAttributes(value: unknown): Record<string, string> {
  const attributes: Record<string, string> = {};
  if (typeof value !== 'object' || value === null) return attributes;
  for (const [key, raw] of Object.entries(value)) attributes[key] = decodeEntities(String(raw));
  return attributes;
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Only the five entities of XML itself and numbered characters; anything else stays as it stands. */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (whole, decimal, hexadecimal, name) => {
    if (name !== undefined) return named[name] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '';
  });
}

/** The child elements of an element, of one name when that is given. */
export function elements(parent: XmlElement, name?: string): XmlElement[] {
  return parent.children.filter(
    (child): child is XmlElement => typeof child !== 'string' && (name === undefined || child.name === name),
  );
}

/** The first element of a name anywhere inside, in document order. */
export function find(parent: XmlElement, name: string): XmlElement | null {
  for (const child of elements(parent)) {
    const found = child.name === name ? child : find(child, name);
    if (found !== null) return found;
  }
  return null;
}

/** All elements of a name anywhere inside, in document order; those inside a found one are not looked for. */
export function findAll(parent: XmlElement, name: string): XmlElement[] {
  return elements(parent).flatMap((child) => (child.name === name ? [child] : findAll(child, name)));
}

/** All text inside an element, as it stands. */
export function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}
