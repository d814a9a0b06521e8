import type { Summary } from '@featuremap/shapes';

/** The columns of the table. */
export const shapeColumns = ['layer', 'output', 'parameters', 'MACs', 'receptive field', 'jump'] as const;

/** The rows of a network's shape table as text, sizes of one sample; the last row has the sums. */
export function shapeTable({ rows, params, macs }: Summary): string[][] {
  return [
    ...rows.map(({ name, shape, params, macs, field }) => [
      name,
      shape === null ? '' : shape.join('×'),
      count(params),
      count(macs),
      field === null ? '' : field.size.join('×'),
      field === null ? '' : field.jump.join('×'),
    ]),
    ['total', '', count(params), count(macs), '', ''],
  ];
}

/** 61706 as 61,706 */
export function count(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}
