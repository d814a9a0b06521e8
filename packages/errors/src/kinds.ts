import { type ErrorDetails, FeaturemapError } from './featuremap-error.ts';

/** An argument or option has a value that is not allowed. Code `FEATUREMAP_ARGUMENT`. */
export class ArgumentError extends FeaturemapError {
  constructor(sentence: string, details?: ErrorDetails) {
    super('FEATUREMAP_ARGUMENT', sentence, details);
  }
}

/** Shapes do not fit together. Code `FEATUREMAP_SHAPE`. */
export class ShapeError extends FeaturemapError {
  constructor(sentence: string, details?: ErrorDetails) {
    super('FEATUREMAP_SHAPE', sentence, details);
  }
}

/** A call came at the wrong time, such as a forward pass before `init`. Code `FEATUREMAP_STATE`. */
export class StateError extends FeaturemapError {
  constructor(sentence: string, details?: ErrorDetails) {
    super('FEATUREMAP_STATE', sentence, details);
  }
}

/** A file or a stream is missing, truncated or corrupt, or cannot be written. Code `FEATUREMAP_DATA`. */
export class DataError extends FeaturemapError {
  constructor(sentence: string, details?: ErrorDetails) {
    super('FEATUREMAP_DATA', sentence, details);
  }
}

/** This machine or engine lacks something: an optional package, a feature, memory. Code `FEATUREMAP_ENVIRONMENT`. */
export class EnvironmentError extends FeaturemapError {
  constructor(sentence: string, details?: ErrorDetails) {
    super('FEATUREMAP_ENVIRONMENT', sentence, details);
  }
}
