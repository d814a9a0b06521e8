import type { Generator } from '@featuremap/random';
import { drawUniform } from '../draw.ts';

/**
 * Draws the sides of a rectangle: an area that is a uniform fraction of `area`, and an aspect ratio that is uniform in
 * its logarithm; `first / second` of the result is that ratio.
 */
export function drawSides(
  generator: Generator,
  area: number,
  scale: readonly [number, number],
  ratio: readonly [number, number],
): [first: number, second: number] {
  const { fround, log, exp, sqrt } = Math;
  const target = area * drawUniform(generator, ...scale);
  const [low, high] = ratio.map((r) => fround(log(fround(r)))) as [number, number];
  const aspect = fround(exp(drawUniform(generator, low, high)));
  return [sqrt(target * aspect), sqrt(target / aspect)];
}
