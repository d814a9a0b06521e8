import { en } from './en.ts';
import { es } from './es.ts';

export type Language = 'en' | 'es';

/** Every language says what English says: a missing string does not compile. */
export type Strings = Translated<typeof en>;

type Translated<T> = {
  [Key in keyof T]: T[Key] extends string
    ? string
    : T[Key] extends string[]
      ? string[]
      : T[Key] extends (...values: infer Values) => string
        ? (...values: Values) => string
        : Translated<T[Key]>;
};

const languages: Record<Language, Strings> = { en, es };

export function stringsOf(lang: Language): Strings {
  return languages[lang];
}

/** A number as it is written in the language, with at most `digits` decimals. */
export function writeNumber(lang: Language, value: number, digits = 2): string {
  const rounded = Number(value.toFixed(digits)) + 0; // no -0
  const written = rounded.toLocaleString(lang, { maximumFractionDigits: digits }).replace('-', '−');
  // In Spanish text a space groups the digits, for a point would be taken for a decimal one.
  return lang === 'es' ? written.replaceAll('.', '\u00a0') : written;
}

/** How curves of @featuremap/plots write their numbers in the language. */
export function curveWords(lang: Language): { number: (value: number) => string; percent: (share: number) => string } {
  return {
    number: (value) => writeNumber(lang, value, 3),
    percent: (share) => `${writeNumber(lang, 100 * share, 1)} %`,
  };
}
