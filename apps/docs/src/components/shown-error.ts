import { type ErrorCode, FeaturemapError } from '@featuremap/errors';
import type { Language } from '../strings/strings.ts';

/** An error as the page shows it: plain data, which a worker can send. */
export interface ShownError {
  readonly sentence: string;
  /** The language of the sentence: English for what a package throws. */
  readonly lang: Language;
  /** Names the page of the error index. */
  readonly code?: ErrorCode;
  /** What to try, in English. */
  readonly remedy?: string | undefined;
}

/** What to show of an error that one of our packages threw; anything else is a fault of the page and goes on. */
export function shownError(error: unknown): ShownError {
  if (!FeaturemapError.is(error)) throw error;
  const { sentence, code, remedy } = error;
  return { sentence, lang: 'en', code, remedy };
}

/** What a call gives, or the error of ours that it ends with. */
export function attempt<T>(
  call: () => T,
): { readonly value: T; readonly error?: undefined } | { readonly value?: undefined; readonly error: ShownError } {
  try {
    return { value: call() };
  } catch (error) {
    return { error: shownError(error) };
  }
}
