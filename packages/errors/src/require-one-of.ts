import { ArgumentError } from './kinds.ts';
import { show } from './show.ts';

/**
 * Checks that `value` is one of the allowed values, and returns it.
 *
 * @throws {ArgumentError} when it is not; the remedy names the nearest allowed value where one is near.
 *
 * @example
 * ```js
 * import { requireOneOf } from '@featuremap/errors';
 *
 * try {
 *   requireOneOf('leNet', 'variant', 'clasic', ['classic', 'modern']);
 * } catch (error) {
 *   console.log(error.sentence); // leNet: variant must be one of 'classic', 'modern', not 'clasic'
 *   console.log(error.remedy); // 'classic'
 * }
 * ```
 */
export function requireOneOf<const T extends string | number | boolean>(
  caller: string,
  name: string,
  value: unknown,
  allowed: readonly T[],
): T {
  const found = allowed.find((item) => item === value);
  if (found !== undefined) return found;
  const remedy = nearest(value, allowed);
  throw new ArgumentError(
    `${caller}: ${name} must be one of ${allowed.map(show).join(', ')}, not ${show(value)}`,
    remedy === undefined ? {} : { remedy },
  );
}

/**
 * Checks that options are an object that holds no key but the known ones: a misspelt option must not be ignored.
 *
 * @throws {ArgumentError} when it is no object, or naming the unknown key, the known ones and the nearest of them.
 *
 * @example
 * ```js
 * import { requireKnownOptions } from '@featuremap/errors';
 *
 * try {
 *   requireKnownOptions('Conv2d', { kernelsize: 3 }, ['kernelSize', 'stride']);
 * } catch (error) {
 *   console.log(error.sentence); // Conv2d: unknown option 'kernelsize'
 *   console.log(error.rule); // the options are kernelSize, stride
 *   console.log(error.remedy); // 'kernelSize'
 * }
 * ```
 */
export function requireKnownOptions(caller: string, options: object, known: readonly string[]): void {
  const rule = known.length === 0 ? 'there are no options' : `the options are ${known.join(', ')}`;
  if (typeof options !== 'object' || options === null) {
    throw new ArgumentError(`${caller}: options must be an object, not ${show(options)}`, { rule });
  }
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    const remedy = nearest(key, known);
    throw new ArgumentError(`${caller}: unknown option ${show(key)}`, {
      received: show(options),
      rule,
      ...(remedy === undefined ? {} : { remedy }),
    });
  }
}

/** The allowed string within two edits of `value`, case aside, quoted. */
function nearest(value: unknown, allowed: readonly unknown[]): string | undefined {
  if (typeof value !== 'string') return undefined;
  let best: string | undefined;
  let bestDistance = 3;
  for (const candidate of allowed) {
    if (typeof candidate !== 'string') continue;
    const distance = editDistance(value.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      bestDistance = distance;
      best = show(candidate);
    }
  }
  return best;
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, substitution));
    }
    row = next;
  }
  return row[b.length]!;
}
