import { ArgumentError, requireKnownOptions, show } from '@featuremap/errors';

/**
 * The words of a figure: `english`, with those of the caller in their place.
 *
 * @throws {ArgumentError} when a word is unknown or not of the kind that it is in English: a string or a function.
 */
export function wordsOf<W extends object>(caller: string, english: W, own: Partial<W> | undefined): W {
  if (own === undefined) return english;
  requireKnownOptions(`${caller}: words`, own, Object.keys(english));
  const words = { ...english, ...own };
  for (const [name, word] of Object.entries(words)) {
    const kind = typeof english[name as keyof W];
    if (typeof word !== kind) throw new ArgumentError(`${caller}: words.${name} must be a ${kind}, not ${show(word)}`);
  }
  return words;
}

/** A number with three significant digits. */
export function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
