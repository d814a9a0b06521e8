import { figure } from './figure.ts';
import { type Plane, type PlaneColors, planeImage } from './plane.ts';
import { element, escapeXml, text, textWidth } from './svg.ts';

/** A plane of a grid with the lines of text under it. */
export interface GridItem {
  readonly plane: Plane;
  readonly lines: readonly string[];
  readonly colors: PlaneColors;
}

/** How a grid is laid out. */
export interface GridLayout {
  readonly title: string;
  readonly description: string;
  readonly columns: number;
  /** Width of each picture in pixels. */
  readonly size: number;
}

const gap = 12;
const fontSize = 11;
const lineHeight = 15;
/** Half of the line around a picture, so that none of it is cut off. */
const edge = 0.5;

/** Pictures in rows of `columns`, each with its lines of text below. */
export function planeGrid(caller: string, items: readonly GridItem[], layout: GridLayout): string {
  const { title, description, columns, size } = layout;
  const top = title === '' ? 0 : 32;
  const heights = items.map(({ plane }) => (size * plane.height) / plane.width);
  const rowHeight = Math.max(...heights) + lineHeight * Math.max(...items.map(({ lines }) => lines.length)) + gap;
  const step = gap + Math.max(size, ...items.flatMap(({ lines }) => lines.map((line) => textWidth(line, fontSize))));
  const rows = Math.ceil(items.length / columns);
  const used = Math.min(columns, items.length);
  const drawn = items.map(({ plane, lines, colors }, i) => {
    const x = edge + (i % columns) * step;
    const y = edge + top + Math.floor(i / columns) * rowHeight;
    const place = { x, y, width: size, height: heights[i]! };
    return element(
      'g',
      {},
      ...(lines.length === 0 ? [] : [element('title', {}, escapeXml(lines.join(', ')))]),
      planeImage(caller, plane, colors, place),
      element('rect', { ...place, fill: 'none', stroke: 'currentColor', 'stroke-opacity': 0.3 }),
      ...lines.map((line, k) => text(line, { x, y: y + heights[i]! + lineHeight * (k + 1), 'font-size': fontSize })),
    );
  });
  return figure(
    {
      width: Math.ceil(used * step - gap + 2 * edge),
      height: Math.ceil(top + rows * rowHeight - gap + 6 + 2 * edge),
      title: title === '' ? description : title,
      description,
    },
    ...(title === '' ? [] : [text(title, { x: 0, y: 18, 'font-size': 15, 'font-weight': 600 })]),
    ...drawn,
  );
}
