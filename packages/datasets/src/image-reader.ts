import { DataError, FeaturemapError } from '@featuremap/errors';
import { type DecodeImageOptions, decodeImage, type ImageSource, type Pixels } from '@featuremap/images';
import type { Generator } from '@featuremap/random';
import type { Sample, SampleOut, SkippedSample } from './dataset.ts';
import type { ImageFolderOptions, ImageTransform } from './image-folder-options.ts';
import { missingGenerator } from './missing-generator.ts';

/** A file or folder that is left out, and why. */
export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
}

/** Reads images one by one, and treats what cannot be used, as the options of an `ImageFolder` say. */
export class ImageReader {
  readonly transform: ImageTransform | undefined;
  readonly onError: 'throw' | 'skip';
  readonly decoding: Omit<DecodeImageOptions, 'room'>;
  /** What was left out by its name. */
  readonly skipped: SkippedFile[] = [];
  /** The memory of an image that is needed no more. */
  #room: Uint8Array | undefined;

  constructor(options: ImageFolderOptions & Pick<DecodeImageOptions, 'jpeg'>) {
    const { transform, onError = 'throw', channels = 3, maxPixels, jpeg } = options;
    this.transform = transform;
    this.onError = onError;
    this.decoding = { channels, ...(maxPixels !== undefined && { maxPixels }), ...(jpeg !== undefined && { jpeg }) };
  }

  /** Takes note of what cannot be used, or throws it. */
  readonly report = (path: string, reason: string): void => {
    if (this.onError === 'skip') {
      this.skipped.push({ path, reason });
      return;
    }
    throw new DataError(`ImageFolder: ${path} cannot be used: ${reason}`, { remedy: "onError: 'skip'" });
  };

  /** Reads, decodes and transforms an image; the transform draws from `generator` alone. */
  async read(
    open: () => ImageSource | Promise<ImageSource>,
    label: number,
    { generator, out }: { readonly generator?: Generator | undefined; readonly out?: SampleOut | undefined },
  ): Promise<Sample | SkippedSample> {
    let image: Pixels;
    const room = this.#room;
    this.#room = undefined;
    try {
      image = await decodeImage(await open(), room === undefined ? this.decoding : { ...this.decoding, room });
    } catch (error) {
      if (this.onError === 'skip' && FeaturemapError.is(error) && error.code === 'FEATUREMAP_DATA') {
        return { skipped: error.sentence };
      }
      throw error;
    }
    const pixels = this.transform?.run(image, generator ?? missingGenerator('ImageFolder'), out) ?? image;
    if (pixels.data instanceof Float32Array) this.#room = image.data as Uint8Array;
    return { pixels, label };
  }
}
