import { summary } from '@featuremap/shapes';
import { leNet } from '../le-net.ts';
import { alignColumns, print } from '../output.ts';
import type { Variant } from '../recipe.ts';
import { shapeColumns, shapeTable } from '../shape-table.ts';

/** `lenet summary`: the shapes, parameters and multiply-adds of every layer. */
export function printSummary({ variant, json }: { readonly variant: Variant; readonly json?: boolean }): void {
  const sizes = summary(leNet({ variant }));
  if (json) print(JSON.stringify({ type: 'summary', variant, ...sizes }));
  else for (const line of alignColumns([[...shapeColumns], ...shapeTable(sizes)])) print(line);
}
