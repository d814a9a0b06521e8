import { ArgumentError, requireInteger, requireKnownOptions, requireOneOf } from '@featuremap/errors';
import type { Pixels } from './pixels.ts';

/** How `encodeImage` encodes. */
export interface EncodeImageOptions {
  /** `'png'` keeps every byte; `'jpeg'` is smaller, not exact, and has no alpha. Default `'png'`. */
  readonly format?: 'png' | 'jpeg';
  /** Of a JPEG, 1 to 100: more is larger and closer. Default 90. */
  readonly quality?: number;
}

export function checkEncodeOptions(image: Pixels, options: EncodeImageOptions): Required<EncodeImageOptions> {
  requireKnownOptions('encodeImage', options, ['format', 'quality']);
  const format = requireOneOf('encodeImage', 'format', options.format ?? 'png', ['png', 'jpeg']);
  const quality = requireInteger('encodeImage', 'quality', options.quality ?? 90, { min: 1, max: 100 });
  if (format === 'png' && options.quality !== undefined) {
    throw new ArgumentError('encodeImage: a PNG has no quality', { remedy: `{ format: 'jpeg', quality: ${quality} }` });
  }
  if (format === 'jpeg' && image.channels === 4) {
    throw new ArgumentError('encodeImage: a JPEG has no alpha, and the image has 4 channels', {
      remedy: "withChannels(image, 3), or format: 'png'",
    });
  }
  return { format, quality };
}
