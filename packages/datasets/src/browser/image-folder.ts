import { DataError, FeaturemapError, requireInteger } from '@featuremap/errors';
import type { Generator } from '@featuremap/random';
import type { Dataset, Sample, SampleOut, SkippedSample } from '../dataset.ts';
import {
  checkImageFolderOptions,
  type ImageTransform,
  type ImageFolderOptions as SharedOptions,
} from '../image-folder-options.ts';
import { ImageReader, type SkippedFile } from '../image-reader.ts';
import { classesOfFiles } from './classes-of-files.ts';
import { type FolderSource, listSource } from './list-source.ts';
import type { ZipLimits } from './list-zip.ts';
import type { ListedFile, Listing } from './listing.ts';

/** How an `ImageFolder` reads. */
export interface ImageFolderOptions extends SharedOptions {
  /** The most files and folders that the source may hold. Default 200,000. */
  readonly maxFiles?: number;
  /** The most bytes of one file, in a zip archive when it is unpacked. Default 100,000,000. */
  readonly maxFileBytes?: number;
}

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
  readonly #reader: ImageReader;
  readonly #maxFileBytes: number;

  private constructor(listing: Listing, options: ImageFolderOptions, { maxFileBytes }: ZipLimits) {
    this.#reader = new ImageReader(options);
    this.#maxFileBytes = maxFileBytes;
    this.transform = options.transform;
    const { classes, images } = classesOfFiles(listing, this.#reader.report);
    this.skipped = this.#reader.skipped;
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
    const limits = checkLimits(options);
    const listing = await listSource(source, limits).catch((cause: unknown) => {
      throw FeaturemapError.is(cause) ? cause : unreadable('the source', cause);
    });
    return new ImageFolder(listing, options, limits);
  }

  get length(): number {
    return this.#files.length;
  }

  /** Reads, decodes and transforms the image at `index`; the transform draws from `generator` alone. */
  async get(index: number, generator?: Generator, out?: SampleOut): Promise<Sample | SkippedSample> {
    requireInteger('ImageFolder.get', 'index', index, { min: 0, max: this.length - 1 });
    return this.#reader.read(() => this.#open(this.#files[index]!), this.labels[index]!, { generator, out });
  }

  /** The file under its path, so that errors name it. */
  async #open({ path, open }: ListedFile): Promise<File> {
    const maxFileBytes = this.#maxFileBytes;
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

function checkLimits(options: ImageFolderOptions): ZipLimits {
  checkImageFolderOptions(options, ['maxFiles', 'maxFileBytes']);
  const { maxFiles = 200_000, maxFileBytes = 100_000_000 } = options;
  return {
    maxFiles: requireInteger('ImageFolder', 'maxFiles', maxFiles, { min: 1 }),
    maxFileBytes: requireInteger('ImageFolder', 'maxFileBytes', maxFileBytes, { min: 1 }),
  };
}
