import type { Generator } from '@featuremap/random';

/** `count` numbers above 0 that sum to 1, from the symmetric Dirichlet distribution with parameter `alpha`. */
export function drawDirichlet(generator: Generator, alpha: number, count: number): number[] {
  const gammas = Array.from({ length: count }, () => drawGamma(generator, alpha));
  const sum = gammas.reduce((total, gamma) => total + gamma, 0);
  return sum > 0 ? gammas.map((gamma) => gamma / sum) : gammas.map((_, i) => (i === 0 ? 1 : 0));
}

/**
 * One number of the gamma distribution with shape `alpha` and scale 1, by the method of Marsaglia and Tsang (2000). A
 * shape below 1 is drawn as shape + 1 and corrected by u^(1/shape).
 */
function drawGamma(generator: Generator, alpha: number): number {
  if (alpha < 1) return drawGamma(generator, alpha + 1) * (1 - generator.random()) ** (1 / alpha);
  const d = alpha - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = generator.randn(1)[0]!;
    const v = (1 + c * x) ** 3;
    const u = 1 - generator.random();
    if (v > 0 && Math.log(u) < x ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}
