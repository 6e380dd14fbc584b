import { type Row, recallAt1 } from './table.ts';

const canvas = { width: 960, height: 560 };
const frame = { left: 80, right: 660, top: 50, bottom: 490 };
const colours = [
  '#c1121f',
  '#ff7b00',
  '#0057b8',
  '#3fa7d6',
  '#6a4c93',
  '#7a8b99',
  '#2a9d8f',
  '#90be6d',
  '#8d5524',
  '#111111',
];

interface Mark {
  name: string;
  size: number;
  recall: number;
  p50: number;
}

/** Latency on a logarithmic scale against recall: a colour for each system, a shape for each size. */
export function plotOf(rows: readonly Row[]): string {
  const marks = rows.flatMap(({ name, size, found }): Mark[] =>
    found ? [{ name, size, recall: recallAt1(found), p50: found.p50 }] : [],
  );
  const sizes = [...new Set(marks.map(({ size }) => size))];
  const names = [...new Set(marks.map(({ name }) => name))];
  const x = recallScale(marks);
  const y = latencyScale(marks);
  const place = (mark: Mark) => ({ cx: x.at(mark.recall), cy: y.at(mark.p50) });
  const parts: string[] = [];
  for (const tick of x.ticks) {
    parts.push(line(x.at(tick), frame.top, x.at(tick), frame.bottom));
    parts.push(text(x.at(tick), frame.bottom + 20, `${(tick * 100).toFixed(0)} %`, 'middle'));
  }
  for (const tick of y.ticks) {
    parts.push(line(frame.left, y.at(tick), frame.right, y.at(tick)));
    parts.push(text(frame.left - 8, y.at(tick) + 4, tick < 1_000 ? `${tick} ms` : `${tick / 1_000} s`, 'end'));
  }
  for (const [i, name] of names.entries()) {
    const colour = colours[i % colours.length] ?? '#000';
    const own = marks.filter((mark) => mark.name === name);
    const path = own.map(place).map(({ cx, cy }) => `${round(cx)},${round(cy)}`);
    parts.push(`<polyline points="${path.join(' ')}" fill="none" stroke="${colour}" stroke-opacity="0.35"/>`);
    for (const mark of own) {
      const { cx, cy } = place(mark);
      parts.push(shape(sizes.indexOf(mark.size), cx, cy, colour, `${name}, ${mark.size} passages`));
    }
    const top = frame.top + 12 + i * 24;
    parts.push(shape(0, frame.right + 30, top - 4, colour, name), text(frame.right + 44, top, name, 'start'));
  }
  for (const [i, size] of sizes.entries()) {
    const top = frame.top + 36 + (names.length + i) * 24;
    parts.push(shape(i, frame.right + 30, top - 4, '#555', String(size)));
    parts.push(text(frame.right + 44, top, `${size.toLocaleString('en')} passages`, 'start'));
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${canvas.width} ${canvas.height}" font-family="sans-serif" font-size="13">`,
    '<title>Latency against recall, a mark for each system and size</title>',
    `<rect width="${canvas.width}" height="${canvas.height}" fill="#fff"/>`,
    `<text x="${frame.left}" y="24" font-size="16" font-weight="bold">A right passage first, against the median time to find it</text>`,
    ...parts,
    text((frame.left + frame.right) / 2, frame.bottom + 46, 'recall@1 over all questions (right is better)', 'middle'),
    text(frame.left, frame.top - 8, 'median latency, logarithmic (lower is better)', 'start'),
    '</svg>',
    '',
  ].join('\n');
}

interface Scale {
  at(value: number): number;
  ticks: number[];
}

function recallScale(marks: readonly Mark[]): Scale {
  const step = 0.1;
  const low = Math.floor(Math.min(...marks.map(({ recall }) => recall)) / step) * step;
  const high = Math.min(1, Math.ceil(Math.max(...marks.map(({ recall }) => recall)) / step) * step);
  const count = Math.max(1, Math.round((high - low) / step));
  return {
    at: (value) => frame.left + ((value - low) / (count * step)) * (frame.right - frame.left),
    ticks: Array.from({ length: count + 1 }, (_, i) => low + i * step),
  };
}

function latencyScale(marks: readonly Mark[]): Scale {
  const powers = marks.map(({ p50 }) => Math.log10(p50));
  const low = Math.floor(Math.min(...powers));
  const high = Math.max(low + 1, Math.ceil(Math.max(...powers)));
  return {
    at: (value) => frame.bottom - ((Math.log10(value) - low) / (high - low)) * (frame.bottom - frame.top),
    ticks: Array.from({ length: high - low + 1 }, (_, i) => Number((10 ** (low + i)).toPrecision(1))),
  };
}

/** A circle, a square, or a triangle, by the place of the size. */
function shape(kind: number, cx: number, cy: number, colour: string, title: string): string {
  const inside = `fill="${colour}" stroke="#fff"><title>${title}</title>`;
  const [x, y] = [round(cx), round(cy)];
  if (kind === 0) return `<circle cx="${x}" cy="${y}" r="6" ${inside}</circle>`;
  if (kind === 1) return `<rect x="${round(cx - 6)}" y="${round(cy - 6)}" width="12" height="12" ${inside}</rect>`;
  const corners = [`${x},${round(cy - 8)}`, `${round(cx + 8)},${round(cy + 6)}`, `${round(cx - 8)},${round(cy + 6)}`];
  return `<polygon points="${corners.join(' ')}" ${inside}</polygon>`;
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="#ddd"/>`;
}

function text(x: number, y: number, content: string, anchor: 'start' | 'middle' | 'end'): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="#222">${content}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
