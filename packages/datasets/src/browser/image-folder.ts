import { DataError, FeaturemapError, requireInteger, requireKnownOptions, requireOneOf } from '@featuremap/errors';
import { type Channels, decodeImage, type Pixels } from '@featuremap/images';
import type { Generator } from '@featuremap/random';
import type { Dataset, Sample, SkippedSample } from '../dataset.ts';
import type { ImageTransform, ImageFolderOptions as NodeOptions } from '../node/image-folder.ts';
import { missingGenerator } from '../node/missing-generator.ts';
import type { SkippedFile } from '../node/scan-image-folder.ts';
import { classesOfFiles } from './classes-of-files.ts';
import { type FolderSource, listSource } from './list-source.ts';
import type { ListedFile, Listing } from './listing.ts';

/** How an `ImageFolder` reads. */
export interface ImageFolderOptions extends NodeOptions {
  /** The most files and folders that the source may hold. Default 200,000. */
  readonly maxFiles?: number;
  /** The most bytes of one file, in a zip archive when it is unpacked. Default 100,000,000. */
  readonly maxFileBytes?: number;
}

type CheckedOptions = Required<Omit<ImageFolderOptions, 'transform' | 'maxPixels'>> &
  Pick<ImageFolderOptions, 'transform' | 'maxPixels'>;

/**
 * Images in folders on a page, one folder for each class, from a dropped or picked folder or a zip archive: `cat/1.jpg`,
 * `dog/nested/2.png`. Classes and files are sorted, and what cannot be used is treated, as by the `ImageFolder` of
 * `@featuremap/datasets/node`. An image is read and decoded when it is asked for.
 *
 * Taken are jpg, jpeg, png, webp, gif (its first picture) and avif. The formats tif, tiff, bmp, ppm, pgm and heic count as
 * errors; files with other endings are passed over. In a zip archive a single folder around all classes is passed over too.
 *
 * @example
 * ```js
 * import { ImageFolder } from '@featuremap/datasets/browser';
 *
 * // document.body.ondrop = async (event) => {
 * //   event.preventDefault();
 * //   const pets = await ImageFolder.open(event.dataTransfer, { onError: 'skip' });
 * // };
 * const error = await ImageFolder.open(new Uint8Array(40)).catch((reason) => reason);
 * console.log(error.sentence); // ImageFolder: the zip archive cannot be read
 * ```
 *
 * @see torchvision.datasets.ImageFolder
 */
export class ImageFolder implements Dataset {
  readonly classes: readonly string[];
  /** The path of each image below the folder. */
  readonly paths: readonly string[];
  readonly labels: Int32Array;
  readonly shape = undefined;
  /** With `onError: 'skip'`: what the search for images left out. */
  readonly skipped: readonly SkippedFile[];
  readonly transform: ImageTransform | undefined;
  readonly #files: readonly ListedFile[];
  readonly #decoding: { readonly channels: Channels; readonly maxPixels?: number };
  readonly #options: CheckedOptions;

  private constructor(listing: Listing, options: CheckedOptions) {
    const { transform, channels, maxPixels, onError } = options;
    this.transform = transform;
    this.#options = options;
    this.#decoding = maxPixels === undefined ? { channels } : { channels, maxPixels };
    const skipped: SkippedFile[] = [];
    const { classes, images } = classesOfFiles(listing, (path, reason) => {
      if (onError === 'throw') {
        throw new DataError(`ImageFolder: ${path} cannot be used: ${reason}`, { remedy: "onError: 'skip'" });
      }
      skipped.push({ path, reason });
    });
    this.skipped = skipped;
    this.classes = classes;
    this.#files = images.map(({ file }) => file);
    this.paths = this.#files.map(({ path }) => path);
    this.labels = Int32Array.from(images, ({ label }) => label);
  }

  /**
   * Finds the images of a source. Call it in the handler of a drop itself, not later: browsers take the files away then.
   *
   * @throws {ArgumentError} when an option is not allowed, or the source is none of those.
   * @throws {DataError} when the source has no images or too many files, or is a zip archive that is torn; with
   * `onError: 'throw'` also for what cannot be used.
   */
  static async open(source: FolderSource, options: ImageFolderOptions = {}): Promise<ImageFolder> {
    const checked = checkOptions(options);
    const listing = await listSource(source, checked).catch((cause: unknown) => {
      throw FeaturemapError.is(cause) ? cause : unreadable('the source', cause);
    });
    return new ImageFolder(listing, checked);
  }

  get length(): number {
    return this.#files.length;
  }

  /** Reads, decodes and transforms the image at `index`; the transform draws from `generator` alone. */
  async get(index: number, generator?: Generator): Promise<Sample | SkippedSample> {
    requireInteger('ImageFolder.get', 'index', index, { min: 0, max: this.length - 1 });
    const { onError } = this.#options;
    let image: Pixels;
    try {
      image = await decodeImage(await this.#read(this.#files[index]!), this.#decoding);
    } catch (error) {
      if (onError === 'skip' && FeaturemapError.is(error) && error.code === 'FEATUREMAP_DATA') {
        return { skipped: error.sentence };
      }
      throw error;
    }
    const pixels = this.transform?.run(image, generator ?? missingGenerator('ImageFolder')) ?? image;
    return { pixels, label: this.labels[index]! };
  }

  /** The file under its path, so that errors name it. */
  async #read({ path, open }: ListedFile): Promise<File> {
    const { maxFileBytes } = this.#options;
    const content = await open!().catch((cause: unknown) => {
      throw FeaturemapError.is(cause) ? cause : unreadable(path, cause);
    });
    if (content.size <= maxFileBytes) return new File([content], path);
    throw new DataError(`ImageFolder: ${path} has ${content.size} bytes, more than ${maxFileBytes}`, {
      rule: `at most ${maxFileBytes} bytes for one file`,
    });
  }
}

function unreadable(name: string, cause: unknown): DataError {
  return new DataError(`ImageFolder: ${name} cannot be read`, {
    received: cause instanceof Error ? cause.message : String(cause),
    cause,
  });
}

function checkOptions(options: ImageFolderOptions): CheckedOptions {
  const names = ['transform', 'onError', 'channels', 'maxPixels', 'maxFiles', 'maxFileBytes'];
  requireKnownOptions('ImageFolder', options, names);
  const { onError = 'throw', channels = 3, maxFiles = 200_000, maxFileBytes = 100_000_000 } = options;
  if (options.maxPixels !== undefined) requireInteger('ImageFolder', 'maxPixels', options.maxPixels, { min: 1 });
  return {
    ...options,
    onError: requireOneOf('ImageFolder', 'onError', onError, ['throw', 'skip']),
    channels: requireOneOf('ImageFolder', 'channels', channels, [1, 3, 4]),
    maxFiles: requireInteger('ImageFolder', 'maxFiles', maxFiles, { min: 1 }),
    maxFileBytes: requireInteger('ImageFolder', 'maxFileBytes', maxFileBytes, { min: 1 }),
  };
}
