import { element, escapeXml } from './svg.ts';

/** The size and the words of a figure. */
export interface Figure {
  readonly width: number;
  readonly height: number;
  /** Short name, for the tooltip and for screen readers. */
  readonly title: string;
  /** What the figure shows, in words, for those who cannot see it. */
  readonly description: string;
}

const ink = '#1f2328';
const inkOnDark = '#e6edf3';

/**
 * The `<svg>` around the drawing. Ink is `currentColor`: dark by default, light where the reader prefers a dark scheme,
 * and a page that knows better says `.featuremap-plot { color: inherit }`. It scales down with its container.
 */
export function figure({ width, height, title, description }: Figure, ...drawing: readonly string[]): string {
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'featuremap-plot',
      role: 'img',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      color: ink,
      'font-family': 'system-ui, sans-serif',
      'font-size': 12,
      style: 'max-width:100%;height:auto',
    },
    element('title', {}, escapeXml(title)),
    element('desc', {}, escapeXml(description)),
    element('style', {}, `@media (prefers-color-scheme:dark){:where(.featuremap-plot){color:${inkOnDark}}}`),
    ...drawing,
  );
}
