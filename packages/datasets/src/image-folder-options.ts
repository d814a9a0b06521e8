import { requireInteger, requireKnownOptions, requireOneOf } from '@featuremap/errors';
import type { Channels, Pixels } from '@featuremap/images';
import type { Generator } from '@featuremap/random';
import type { FloatPixels, SampleOut } from './dataset.ts';

/** What changes an image before it enters a batch: any transform of @featuremap/transforms, or your own. */
export interface ImageTransform {
  /**
   * After a result of floats the memory of `image` is used again for a later one: a transform that keeps images copies them.
   * With `out`, floats that are exactly as many can be written there, and `data` of the result be that array.
   */
  run(image: Pixels, generator: Generator, options?: SampleOut): Pixels | FloatPixels;
}

/** How an `ImageFolder` reads. */
export interface ImageFolderOptions {
  /** Applied to each image each time that it is read. Default: the image as it is. */
  readonly transform?: ImageTransform;
  /**
   * What becomes of a file that is corrupt, truncated or too large, a class without images, a link that leads in a circle.
   * `'throw'`: an error that names it. `'skip'`: it is left out and counted, in `skipped` of the folder when found by its
   * name and in `skipped` of the `DataLoader` when found in reading. Default `'throw'`.
   */
  readonly onError?: 'throw' | 'skip';
  /** 1: grey; 3: red, green, blue; 4: with alpha. Default 3. */
  readonly channels?: Channels;
  /** The most pixels that an image may have, by width × height. Default 100,000,000. */
  readonly maxPixels?: number;
}

/** Checks the options of an `ImageFolder`, of which `others` are known beyond these. */
export function checkImageFolderOptions(options: ImageFolderOptions, others: readonly string[] = []): void {
  requireKnownOptions('ImageFolder', options, ['transform', 'onError', 'channels', 'maxPixels', ...others]);
  const { onError = 'throw', channels = 3, maxPixels } = options;
  requireOneOf('ImageFolder', 'onError', onError, ['throw', 'skip']);
  requireOneOf('ImageFolder', 'channels', channels, [1, 3, 4]);
  if (maxPixels !== undefined) requireInteger('ImageFolder', 'maxPixels', maxPixels, { min: 1 });
}
