const BRAND = Symbol.for('featuremap.error');

/** What each kind of error is called in `error.code`; stable across versions. */
export type ErrorCode =
  | 'FEATUREMAP_ARGUMENT'
  | 'FEATUREMAP_SHAPE'
  | 'FEATUREMAP_STATE'
  | 'FEATUREMAP_DATA'
  | 'FEATUREMAP_ENVIRONMENT';

/** The lines under an error's first sentence. */
export interface ErrorDetails {
  /** The values that were received, as the caller would write them. */
  readonly received?: string;
  /** The rule that they break, with its numbers. */
  readonly rule?: string;
  /** What to change. */
  readonly remedy?: string;
  /** The error underneath, if there is one. */
  readonly cause?: unknown;
}

/**
 * The error that every Featuremap package throws: one sentence with the numbers, then what was received, the rule it
 * breaks and what to try.
 *
 * Two copies of this package may be loaded at once, so test with `FeaturemapError.is(error)`, not with `instanceof`.
 *
 * @example
 * ```js
 * import { FeaturemapError, ShapeError } from '@featuremap/errors';
 *
 * const error = new ShapeError('linear expects 401 input features but the previous layer gives 400', {
 *   received: 'input [1, 400]',
 *   remedy: 'new Linear(400, 120)',
 * });
 * console.log(error.code); // FEATUREMAP_SHAPE
 * console.log(error.message.split('\n')[2]); //   Try       new Linear(400, 120)
 * console.log(FeaturemapError.is(error)); // true
 * ```
 */
export class FeaturemapError extends Error {
  /** Stable name of the kind. */
  readonly code: ErrorCode;
  /** The first line of `message`: a whole sentence with the numbers. */
  readonly sentence: string;
  readonly received: string | undefined;
  readonly rule: string | undefined;
  readonly remedy: string | undefined;

  constructor(code: ErrorCode, sentence: string, details: ErrorDetails = {}) {
    const { received, rule, remedy, cause } = details;
    const lines = [sentence];
    if (received !== undefined) lines.push(`  Received  ${received}`);
    if (rule !== undefined) lines.push(`  Rule      ${rule}`);
    if (remedy !== undefined) lines.push(`  Try       ${remedy}`);
    super(lines.join('\n'), cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.code = code;
    this.sentence = sentence;
    this.received = received;
    this.rule = rule;
    this.remedy = remedy;
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** Whether `value` is an error of Featuremap, also when another copy of this package made it. */
  static is(value: unknown): value is FeaturemapError {
    return typeof value === 'object' && value !== null && BRAND in value;
  }
}
