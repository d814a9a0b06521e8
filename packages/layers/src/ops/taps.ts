import * as tf from '@tensorflow/tfjs-core';
import { crop, type Placement, reach, spread } from './raw-convolution.ts';

// A window of kH·kW elements slides over an image; a tap is one of its elements, seen at all positions of the window.

/** What each tap sees, row by row: kH·kW tensors `[N, outH, outW, C]`. Outside of the image every tap sees `outside`. */
export function taps(x: tf.Tensor4D, place: Placement, outside: number): tf.Tensor4D[] {
  const [n, h, w, c] = x.shape;
  const {
    padding: [[top], [left]],
    stride: [sH, sW],
    outputSize: [outH, outW],
  } = place;
  const [spanH, spanW] = [(outH - 1) * sH + 1, (outW - 1) * sW + 1];
  const [reachH, reachW] = reach(place);
  const padded = tf.pad(
    x,
    [
      [0, 0],
      [top, Math.max(0, spanH + reachH - top - h)],
      [left, Math.max(0, spanW + reachW - left - w)],
      [0, 0],
    ],
    outside,
  );
  return offsets(place).map(
    ([i, j]) =>
      tf.stridedSlice(padded, [0, i, j, 0], [n, i + spanH, j + spanW, c], [1, sH, sW, 1]) as unknown as tf.Tensor4D,
  );
}

/** The other way round, as gradients flow: adds what each tap holds to the pixels that it saw. */
export function untaps(dTaps: readonly tf.Tensor4D[], place: Placement, size: readonly [number, number]): tf.Tensor4D {
  const [reachH, reachW] = reach(place);
  const placed = dTaps.map((dTap, t) => {
    const [i, j] = offsets(place)[t]!;
    return tf.pad(spread(dTap, place.stride), [
      [0, 0],
      [i, reachH - i],
      [j, reachW - j],
      [0, 0],
    ]);
  });
  return crop(tf.addN(placed), place.padding, size);
}

function offsets({ kernelSize: [kH, kW], dilation: [dH, dW] }: Placement): (readonly [number, number])[] {
  return Array.from({ length: kH * kW }, (_, t) => [dH * Math.floor(t / kW), dW * (t % kW)] as const);
}
