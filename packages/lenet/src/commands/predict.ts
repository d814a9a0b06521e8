import { DataError } from '@featuremap/errors';
import { fashionMnistClasses } from '@featuremap/fashion-mnist';
import { decodeImage } from '@featuremap/images';
import * as tf from '@tensorflow/tfjs-core';
import { alignColumns, colors, percent, print } from '../output.ts';
import type { BackendName, Variant } from '../recipe.ts';
import { resizeGrey } from '../resize-grey.ts';
import { newestRun } from '../run-folder.ts';
import { useBackend } from '../use-backend.ts';
import { readWeights } from '../weights-file.ts';

/** The options of `lenet predict`, as commander hands them over. */
export interface PredictOptions {
  readonly run?: string;
  readonly variant?: Variant;
  readonly resize?: boolean;
  readonly invert?: boolean;
  readonly top: number;
  readonly backend: BackendName;
  readonly threads?: number;
  readonly json?: boolean;
}

const side = 28;

/** `lenet predict`: the classes of image files, with their probabilities. */
export async function predict(files: readonly string[], options: PredictOptions): Promise<void> {
  const images = await Promise.all(files.map((file) => readGrey(file, options)));
  await useBackend(options.backend, options.threads);
  const { net } = readWeights(options.run ?? newestRun('runs'), options.variant);
  net.eval();
  const probabilities = tf.tidy(() => {
    const bytes = new Float32Array(files.length * side * side);
    images.forEach((image, i) => void bytes.set(image, i * side * side));
    const x = tf.div(tf.tensor4d(bytes, [files.length, side, side, 1]), 255);
    return tf.softmax(net.forward(x));
  });
  const values = await probabilities.data();
  probabilities.dispose();

  const classes: readonly string[] = fashionMnistClasses;
  files.forEach((file, i) => {
    const ranked = classes
      .map((name, c) => ({ name, probability: values[i * classes.length + c]! }))
      .sort((a, b) => b.probability - a.probability);
    if (options.json) {
      const all = Object.fromEntries(ranked.map(({ name, probability }) => [name, probability]));
      const [best] = ranked;
      print(
        JSON.stringify({
          type: 'prediction',
          file,
          class: best!.name,
          probability: best!.probability,
          probabilities: all,
        }),
      );
      return;
    }
    print(colors.bold(file));
    const rows = ranked.slice(0, options.top).map(({ name, probability }) => [`  ${name}`, percent(probability)]);
    for (const line of alignColumns(rows)) print(line);
  });
}

/** The grey values 0..255 of an image file, 28x28. @throws {DataError} when it is no image or has another size. */
async function readGrey(file: string, { resize, invert }: PredictOptions): Promise<Float32Array> {
  const image = await decodeImage(file, { channels: 1 });
  if (!resize && (image.width !== side || image.height !== side)) {
    throw new DataError(`${file} has ${image.width}x${image.height} pixels, but LeNet takes ${side}x${side}`, {
      remedy: '--resize, which scales the whole image to that size',
    });
  }
  const grey = resizeGrey(image, side, side);
  return invert ? grey.map((value) => 255 - value) : grey;
}
