import { ShapeError } from '@featuremap/errors';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { chunkSize } from '../backend.ts';
import type { KernelCall, WasmKernel } from '../wasm-kernel.ts';
import { reduceAxis } from './reduce.ts';

/** [loss, dLogits]: the mean loss, a scalar, and its gradient. */
export const crossEntropy: WasmKernel = {
  name: 'FeaturemapCrossEntropy',
  run({
    inputs: { logits, labels, weight },
    attrs: { labelSmoothing },
    backend,
  }: KernelCall<{ logits: TensorInfo; labels: TensorInfo; weight?: TensorInfo }, { readonly labelSmoothing: number }>) {
    const [rows, classes] = logits.shape as [number, number];
    const classOf = backend.data.get(labels.dataId).values as Int32Array;
    const weights = weight && (backend.data.get(weight.dataId).values as Float32Array);
    let mass = 0;
    for (const label of classOf) {
      if (!(label >= 0 && label < classes))
        throw new ShapeError(`crossEntropy: label ${label} is outside the ${classes} classes of the logits`);
      mass += weights === undefined ? 1 : weights[label]!;
    }
    const loss = backend.output([]);
    const gradient = backend.output([rows, classes]);
    backend.withScratch(4 * rows, (losses) => {
      const chunk = chunkSize(rows, { grain: Math.ceil(4096 / classes) });
      backend.launch('crossEntropy', rows, chunk, {
        ...{
          logits: backend.pointer(logits),
          labels: backend.pointer(labels),
          weight: weight ? backend.pointer(weight) : 0,
        },
        ...{ gradient: gradient.pointer, losses, classes, smoothing: labelSmoothing, scale: 1 / mass },
      });
      if (rows === 0) backend.heap.float32[loss.pointer >>> 2] = Number.NaN;
      else reduceAxis(backend, 'sum', { from: losses, to: loss.pointer, outer: 1, length: rows, inner: 1 });
    });
    return [loss.info, gradient.info];
  },
};
