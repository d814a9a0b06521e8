import { requireInteger, requireOneOf } from '@featuremap/errors';
import type { DecodeImageOptions } from '@featuremap/images';
import type { Generator } from '@featuremap/random';
import type { Dataset, Sample, SampleOut, SkippedSample } from '../dataset.ts';
import {
  checkImageFolderOptions,
  type ImageTransform,
  type ImageFolderOptions as SharedOptions,
} from '../image-folder-options.ts';
import { ImageReader, type SkippedFile } from '../image-reader.ts';
import { toWorkerTransform, type WorkerDataset } from '../worker-dataset.ts';
import { scanImageFolder } from './scan-image-folder.ts';

/** How an `ImageFolder` reads. */
export interface ImageFolderOptions extends SharedOptions {
  /**
   * How JPEG files are decoded. `'exact'`: by sharp, to the bytes of PIL. `'fast'`: by the package @julusian/jpeg-turbo, in
   * less than half of the time, to bytes a few levels away from those, as `decodeImage` tells. Default `'exact'`.
   */
  readonly jpeg?: NonNullable<DecodeImageOptions['jpeg']>;
}

/**
 * Images in folders, one folder for each class: `root/cat/1.jpg`, `root/dog/nested/2.png`. Classes and files are sorted
 * as torchvision sorts them; images are read and decoded when they are asked for. That needs the
 * package sharp, and with `jpeg: 'fast'` also @julusian/jpeg-turbo.
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
  readonly #reader: ImageReader;

  constructor(root: string, options: ImageFolderOptions = {}) {
    checkImageFolderOptions(options, ['jpeg']);
    requireOneOf('ImageFolder', 'jpeg', options.jpeg ?? 'exact', ['exact', 'fast']);
    this.root = root;
    this.transform = options.transform;
    this.#reader = new ImageReader(options);
    const { classes, files } = scanImageFolder(root, this.#reader.report);
    this.skipped = this.#reader.skipped;
    this.classes = classes;
    this.paths = files.map((file) => file.path);
    this.labels = Int32Array.from(files, (file) => file.label);
  }

  get length(): number {
    return this.paths.length;
  }

  toWorker(): WorkerDataset {
    const { root, transform } = this;
    const { decoding, onError } = this.#reader;
    const json = transform === undefined ? {} : { transform: toWorkerTransform('ImageFolder', transform) };
    return { dataset: 'ImageFolder', args: [root, { ...decoding, ...json, onError }] };
  }

  /** Reads, decodes and transforms the image at `index`; the transform draws from `generator` alone. */
  async get(index: number, generator?: Generator, out?: SampleOut): Promise<Sample | SkippedSample> {
    requireInteger('ImageFolder.get', 'index', index, { min: 0, max: this.length - 1 });
    return this.#reader.read(() => this.paths[index]!, this.labels[index]!, { generator, out });
  }
}
