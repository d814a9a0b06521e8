import { DataError, FeaturemapError, requireInteger, requireKnownOptions, requireOneOf } from '@featuremap/errors';
import { type Channels, decodeImage, type Pixels } from '@featuremap/images';
import type { Generator } from '@featuremap/random';
import type { Dataset, FloatPixels, Sample, SampleOut, SkippedSample } from '../dataset.ts';
import { toWorkerTransform, type WorkerDataset } from '../worker-dataset.ts';
import { missingGenerator } from './missing-generator.ts';
import { type SkippedFile, scanImageFolder } from './scan-image-folder.ts';

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

/**
 * Images in folders, one folder for each class: `root/cat/1.jpg`, `root/dog/nested/2.png`. Classes and files are sorted
 * as torchvision sorts them; images are read and decoded when they are asked for, by the package sharp.
 *
 * Taken are jpg, jpeg, png, webp, gif (its first picture), tif, tiff and avif. The formats bmp, ppm, pgm and heic, which
 * sharp does not decode, count as errors; files with other endings are passed over.
 *
 * @throws {DataError} when root cannot be read or has no images; with `onError: 'throw'` also for what cannot be used.
 *
 * @example
 * ```js
 * import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { DataLoader } from '@featuremap/datasets';
 * import { ImageFolder } from '@featuremap/datasets/node';
 * import { encodeImage } from '@featuremap/images';
 *
 * const root = mkdtempSync(join(tmpdir(), 'images-'));
 * for (const name of ['dark', 'light']) {
 *   mkdirSync(join(root, name));
 *   const data = new Uint8Array(8 * 8 * 3).fill(name === 'light' ? 255 : 0);
 *   writeFileSync(join(root, name, '1.png'), await encodeImage({ data, width: 8, height: 8, channels: 3 }));
 * }
 * const folder = new ImageFolder(root);
 * console.log(folder.classes, folder.length); // [ 'dark', 'light' ] 2
 * for await (const { shape, labels } of new DataLoader(folder, { batchSize: 2 })) {
 *   console.log(shape, labels); // [ 2, 8, 8, 3 ] Int32Array(2) [ 0, 1 ]
 * }
 * ```
 *
 * @see torchvision.datasets.ImageFolder
 */
export class ImageFolder implements Dataset {
  readonly root: string;
  readonly classes: readonly string[];
  /** The path of each image. */
  readonly paths: readonly string[];
  readonly labels: Int32Array;
  readonly shape = undefined;
  /** With `onError: 'skip'`: what the search for images left out. */
  readonly skipped: readonly SkippedFile[];
  readonly transform: ImageTransform | undefined;
  readonly #decoding: { readonly channels: Channels; readonly maxPixels?: number };
  readonly #skips: boolean;
  /** The memory of an image that is needed no more. */
  #room: Uint8Array | undefined;

  constructor(root: string, options: ImageFolderOptions = {}) {
    requireKnownOptions('ImageFolder', options, ['transform', 'onError', 'channels', 'maxPixels']);
    const { transform, onError = 'throw', channels = 3, maxPixels } = options;
    requireOneOf('ImageFolder', 'onError', onError, ['throw', 'skip']);
    requireOneOf('ImageFolder', 'channels', channels, [1, 3, 4]);
    if (maxPixels !== undefined) requireInteger('ImageFolder', 'maxPixels', maxPixels, { min: 1 });
    this.root = root;
    this.transform = transform;
    this.#skips = onError === 'skip';
    this.#decoding = maxPixels === undefined ? { channels } : { channels, maxPixels };
    const skipped: SkippedFile[] = [];
    const { classes, files } = scanImageFolder(root, (path, reason) => {
      if (!this.#skips) {
        throw new DataError(`ImageFolder: ${path} cannot be used: ${reason}`, { remedy: "onError: 'skip'" });
      }
      skipped.push({ path, reason });
    });
    this.skipped = skipped;
    this.classes = classes;
    this.paths = files.map((file) => file.path);
    this.labels = Int32Array.from(files, (file) => file.label);
  }

  get length(): number {
    return this.paths.length;
  }

  toWorker(): WorkerDataset {
    const { root, transform } = this;
    const onError = this.#skips ? 'skip' : 'throw';
    const json = transform === undefined ? {} : { transform: toWorkerTransform('ImageFolder', transform) };
    return { dataset: 'ImageFolder', args: [root, { ...this.#decoding, ...json, onError }] };
  }

  /** Reads, decodes and transforms the image at `index`; the transform draws from `generator` alone. */
  async get(index: number, generator?: Generator, out?: SampleOut): Promise<Sample | SkippedSample> {
    requireInteger('ImageFolder.get', 'index', index, { min: 0, max: this.length - 1 });
    let image: Pixels;
    const room = this.#room;
    this.#room = undefined;
    try {
      image = await decodeImage(this.paths[index]!, room === undefined ? this.#decoding : { ...this.#decoding, room });
    } catch (error) {
      if (this.#skips && FeaturemapError.is(error) && error.code === 'FEATUREMAP_DATA')
        return { skipped: error.sentence };
      throw error;
    }
    const pixels = this.transform?.run(image, generator ?? missingGenerator('ImageFolder'), out) ?? image;
    if (pixels.data instanceof Float32Array) this.#room = image.data as Uint8Array;
    return { pixels, label: this.labels[index]! };
  }
}
