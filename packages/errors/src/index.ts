export { type ErrorCode, type ErrorDetails, FeaturemapError } from './featuremap-error.ts';
export { ArgumentError, DataError, EnvironmentError, ShapeError, StateError } from './kinds.ts';
export { type NumberRange, requireInteger, requireNumber } from './require-number.ts';
export { requireKnownOptions, requireOneOf } from './require-one-of.ts';
export { show } from './show.ts';
