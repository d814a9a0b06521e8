import { textWidth } from './svg.ts';

/** Where an entry of a legend stands. */
export interface LegendPlace {
  readonly x: number;
  /** 0 for the first line. */
  readonly row: number;
}

/** Width of the mark in front of a name. */
export const markWidth = 24;
/** From the mark to the name. */
export const markGap = 6;
const entryGap = 20;

/** Places the entries of a legend from `left` on, with a new line wherever the next one would not end before `right`. */
export function placeLegend(names: readonly string[], left: number, right: number): LegendPlace[] {
  let x = left;
  let row = 0;
  return names.map((name) => {
    const width = markWidth + markGap + textWidth(name, 12);
    if (x > left && x + width > right) {
      x = left;
      row++;
    }
    const place = { x, row };
    x += width + entryGap;
    return place;
  });
}
