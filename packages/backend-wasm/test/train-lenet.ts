import * as tf from '@tensorflow/tfjs-core';
import { numbers } from './variants.ts';

type Attrs = Readonly<Record<string, unknown>>;

const halving = {
  kind: 'avg',
  kernel: [2, 2],
  strides: [2, 2],
  pads: [
    [0, 0],
    [0, 0],
  ],
  countIncludePad: true,
};
const block = (pad: number, size: number) => ({
  strides: [1, 1],
  pads: [
    [pad, pad],
    [pad, pad],
  ],
  dilations: [1, 1],
  outSize: [size, size],
  activation: 'sigmoid',
  pool: { ...halving, outSize: [size / 2, size / 2] },
});

/** Trains LeNet on made-up images by the fused kernels alone; calls `step` with each loss and returns the weights. */
export function trainLeNet(batch: number, steps: number, step: (loss: number) => void = () => {}): Float32Array[] {
  const draw = numbers(1);
  const tensor = (shape: number[], scale: number) =>
    tf.tensor(
      draw(shape.reduce((product, n) => product * n, 1)).map((v) => v * scale),
      shape,
    );
  const shapes = [[5, 5, 1, 6], [6], [5, 5, 6, 16], [16], [400, 120], [120], [120, 84], [84], [84, 10], [10]];
  let parameters = shapes.map((shape) => tensor(shape, shape.length > 1 ? 0.15 : 0.01));
  const x = tensor([batch, 28, 28, 1], 1);
  const labels = tf.tensor1d(
    Int32Array.from({ length: batch }, (_, i) => (7 * i) % 10),
    'int32',
  );
  const first = block(2, 28);
  const second = block(0, 10);
  const kernel = (name: string, inputs: object, attrs: Attrs) =>
    tf.engine().runKernel(name, inputs as tf.NamedTensorMap, attrs as tf.NamedAttrMap) as unknown as tf.Tensor[];
  const sigmoid = { activation: 'sigmoid' };
  const linear = { activation: 'linear' };
  for (let i = 0; i < steps; i++) {
    const updated = tf.tidy(() => {
      const [w1, b1, w2, b2, w3, b3, w4, b4, w5, b5] = parameters as [tf.Tensor, ...tf.Tensor[]];
      const [y1, p1] = kernel('FeaturemapConv2dBlock', { x, filter: w1, bias: b1 }, first);
      const [y2, p2] = kernel('FeaturemapConv2dBlock', { x: p1, filter: w2, bias: b2 }, second);
      const flat = tf.reshape(p2!, [batch, 400]);
      const [h3] = kernel('FeaturemapLinear', { x: flat, weight: w3, bias: b3 }, sigmoid);
      const [h4] = kernel('FeaturemapLinear', { x: h3, weight: w4, bias: b4 }, sigmoid);
      const [logits] = kernel('FeaturemapLinear', { x: h4, weight: w5, bias: b5 }, linear);
      const [loss, d5] = kernel('FeaturemapCrossEntropy', { logits, labels }, { labelSmoothing: 0 });
      const g5 = kernel('FeaturemapLinearGradWeight', { x: h4, y: logits, dy: d5 }, { ...linear, hasBias: true });
      const [d4] = kernel('FeaturemapLinearGradInput', { weight: w5, y: logits, dy: d5 }, linear);
      const g4 = kernel('FeaturemapLinearGradWeight', { x: h3, y: h4, dy: d4 }, { ...sigmoid, hasBias: true });
      const [d3] = kernel('FeaturemapLinearGradInput', { weight: w4, y: h4, dy: d4 }, sigmoid);
      const g3 = kernel('FeaturemapLinearGradWeight', { x: flat, y: h3, dy: d3 }, { ...sigmoid, hasBias: true });
      const [dFlat] = kernel('FeaturemapLinearGradInput', { weight: w3, y: h3, dy: d3 }, sigmoid);
      const d2 = tf.reshape(dFlat!, [batch, 5, 5, 16]);
      const filter2 = { ...second, filterShape: [5, 5, 6, 16], hasBias: true };
      const g2 = kernel('FeaturemapConv2dBlockGradFilter', { x: p1, y: y2, dy: d2 }, filter2);
      const input2 = { ...second, inputShape: [batch, 14, 14, 6] };
      const [d1] = kernel('FeaturemapConv2dBlockGradInput', { filter: w2, y: y2, dy: d2 }, input2);
      const filter1 = { ...first, filterShape: [5, 5, 1, 6], hasBias: true };
      const g1 = kernel('FeaturemapConv2dBlockGradFilter', { x, y: y1, dy: d1 }, filter1);
      const gradients = [...g1, ...g2, ...g3, ...g4, ...g5];
      const inputs = Object.fromEntries(
        parameters.flatMap((p, k) => [
          [`p${k}`, p],
          [`g${k}`, gradients[k]!],
        ]),
      );
      step(loss!.dataSync()[0]!);
      const none = { momentum: 0, dampening: 0, weightDecay: 0, nesterov: false, first: true };
      return kernel('FeaturemapSgd', inputs, { ...none, count: 10, lr: 0.5 });
    });
    tf.dispose(parameters);
    parameters = updated;
  }
  const values = parameters.map((p) => p.dataSync() as Float32Array);
  tf.dispose([x, labels, parameters]);
  return values;
}
