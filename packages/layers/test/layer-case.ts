import { expectClose } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { chain, type DataFormat, input, type Layer, type Sequential } from '../src/index.ts';
import { channelsFirst, channelsLast } from '../src/ops/transpose.ts';

/** What a layer that is tested needs beyond itself. */
export interface LayerCase {
  /** Makes the layer, not initialized. */
  readonly make: () => Layer;
  /** The shape of one sample, channels last. */
  readonly sample: readonly number[];
  /** Whether a sample's result depends on the others of its batch, as with batch normalisation in training. */
  readonly mixesSamples?: boolean;
}

/**
 * What holds for every layer: its description, its input, single samples and empty batches, both data formats, its seed,
 * its memory.
 */
export function testLayer({ make, sample, mixesSamples = false }: LayerCase): void {
  const batch = (n: number) => tf.randomNormal([n, ...sample], 0, 1, 'float32', 11);
  const net = (dataFormat: DataFormat = 'NHWC') => {
    const shape = dataFormat === 'NCHW' ? [...sample.slice(-1), ...sample.slice(0, -1)] : sample;
    return chain(input(...shape, { dataFormat }), make()).init(3) as unknown as Sequential;
  };
  const inUse = () => net().eval() as Sequential;

  test('a description allocates nothing', () => {
    const before = tf.memory().numTensors;
    const layer = make();
    layer.infer(sample, { dataFormat: 'NHWC', via: '' });
    layer.macs(sample, { dataFormat: 'NHWC', via: '' });
    expect(layer.params()).toBeGreaterThanOrEqual(0);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('params() counts what is learnt', () => {
    const sizes = net()
      .parameters()
      .map(({ size }) => size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(make().params());
  });

  test.each([0, 1, 3])('a batch of %i gives the shape of outputShape()', (n) => {
    if (n === 0 && mixesSamples) return;
    const y = net().forward(batch(n));
    expect(y.shape).toEqual(net().outputShape([n, ...sample]));
    expect(y.dtype).toBe('float32');
  });

  test('the input stays as it is', () => {
    const x = batch(2);
    const before = x.dataSync().slice();
    net().forward(x).dispose();
    expect(x.isDisposed).toBe(false);
    expect(x.dataSync()).toEqual(before);
  });

  test('in use, a batch gives what its samples give one by one', () => {
    const [x, layer] = [batch(3), inUse()];
    const singles = tf.split(x, 3).map((one) => layer.forward(one));
    expectClose(layer.forward(x).dataSync(), tf.concat(singles).dataSync());
  });

  test.skipIf(make().followsFormat)('both data formats give the same numbers', () => {
    const x = batch(2);
    const last = net();
    const first = net('NCHW').loadStateDict(last.stateDict({ layout: 'torch' }), { layout: 'torch' });
    const [y, turned] = [last.forward(x), first.forward(channelsFirst(x))];
    expectClose(channelsLast(turned).dataSync(), y.dataSync());
  });

  test('the same seed gives the same numbers', () => {
    const x = batch(2);
    expect(net().forward(x).arraySync()).toEqual(net().forward(x).arraySync());
  });

  test('a state goes through JSON and back', () => {
    const layer = inUse();
    const state = Object.fromEntries(
      Object.entries(layer.stateDict()).map(([path, variable]) => [
        path,
        { shape: variable.shape, data: [...variable.dataSync()] },
      ]),
    );
    const other = (net().init(99).eval() as Sequential).loadStateDict(JSON.parse(JSON.stringify(state)));
    expect(other.forward(batch(2)).arraySync()).toEqual(layer.forward(batch(2)).arraySync());
  });

  test('a forward pass and its gradients leave nothing behind', () => {
    const [x, layer] = [batch(2), net()];
    const xs = [x, ...layer.parameters()];
    const before = tf.memory().numTensors;
    for (let i = 0; i < 2; i++) {
      const y = layer.forward(x);
      expect(tf.memory().numTensors).toBe(before + 1);
      y.dispose();
      const dy = tf.ones([...layer.outputShape([2, ...sample])]);
      const { value, grads } = tf.engine().gradients(() => layer.forward(x), xs, dy);
      expect(grads.map(({ shape }) => shape)).toEqual(xs.map(({ shape }) => shape));
      tf.dispose([dy, value, ...grads]);
      expect(tf.memory().numTensors).toBe(before);
    }
    layer.dispose();
    expect(tf.memory().numTensors).toBeLessThanOrEqual(before);
  });
}
