import { summary } from '@featuremap/shapes';
import { expectClose, type GoldenArray, messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { describeBothWays } from '../../test/both-ways.ts';
import { expectSlopes } from '../../test/finite-differences.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { expectTensor, golden, tensorOf } from '../../test/torch.ts';
import { Conv2d, chain, Dropout, Flatten, Identity, input, Linear, sequential, Tanh } from '../index.ts';
import { channelsFirst } from '../ops/transpose.ts';
import { Residual } from './residual.ts';

type BlockCase = { state: Record<string, GoldenArray> } & Record<'x' | 'y' | 'dy' | 'dx', GoldenArray>;

tidyEachTest();

const halving = () =>
  new Residual(
    chain(
      new Conv2d(2, 4, { kernelSize: 3, padding: 1, stride: 2 }),
      new Tanh(),
      new Conv2d(4, 4, { kernelSize: 3, padding: 1 }),
    ),
    { shortcut: new Conv2d(2, 4, { kernelSize: 1, stride: 2, bias: false }) },
  );
const configurations = {
  'around one layer': () => new Residual(new Conv2d(2, 2, { kernelSize: 3, padding: 1 })),
  'around a chain, with a shortcut': halving,
  'in each other': () => new Residual(new Residual(new Tanh()), { shortcut: new Identity() }),
};

describeBothWays('Residual', () => {
  describe.each(Object.entries(configurations))('%s', (_name, make) => {
    testLayer({ make, sample: [5, 6, 2] });

    test('the gradient is that of the values', () => {
      const block = make().init(1);
      const x = tf.randomNormal<tf.Rank.R4>([1, 5, 6, 2], 0, 1, 'float32', 2);
      expectSlopes((at) => block.forward(at), x, { atol: 5e-3 });
    });
  });

  test('agrees with PyTorch from the same seed: state, values and gradients', () => {
    const { state, ...c } = golden<{ residual: BlockCase }>('shaping').residual;
    const block = halving();
    const net = chain(input(2, 6, 5, { dataFormat: 'NCHW' }), block).init(5);
    const own = block.stateDict({ layout: 'torch' });
    expect(Object.keys(own)).toEqual(Object.keys(state));
    for (const [path, { data }] of Object.entries(state)) expectClose(own[path]!.data, data, { atol: 0, rtol: 0 });
    const x = tensorOf(c.x);
    const { value, grads } = tf.engine().gradients(() => net.forward(x), [x], tensorOf(c.dy));
    expectTensor(value, c.y);
    expectTensor(grads[0]!, c.dx);
    expectTensor(channelsFirst(block.forward(tf.transpose(x, [0, 2, 3, 1]))), c.y);
  });
});

test('modes, hooks and random states reach inside', () => {
  const block = new Residual(chain(new Dropout(0.5), new Conv2d(1, 1, { kernelSize: 1 }))).init(0);
  block.eval();
  expect([...block.descend()].map(([path, { training }]) => [path, training])).toEqual([
    ['', false],
    ['branch', false],
    ['branch.0', false],
    ['branch.1', false],
    ['shortcut', false],
  ]);
  expect(Object.keys(block.train().randomState())).toEqual(['branch.0']);
  const seen: string[] = [];
  for (const [path, layer] of block.descend()) layer.registerForwardHook(() => seen.push(path));
  block.forward(tf.ones([1, 2, 2, 1]));
  expect(seen).toEqual(['branch.0', 'branch.1', 'branch', 'shortcut', '']);
});

test('the summary shows both sides', () => {
  const rows = summary(sequential(input(6, 6, 2), halving(), new Flatten())).rows;
  expect(rows.map(({ path, name, params }) => `${path} ${name} ${params}`)).toEqual([
    '0 input 0',
    '1 residual 232',
    '1.0 sequential 224',
    '1.0.0 conv2d 76',
    '1.0.1 tanh 0',
    '1.0.2 conv2d 148',
    '1.1 conv2d 8',
    '2 flatten 0',
  ]);
});

test('sides that do not agree are a compile error and an error', () => {
  const net = sequential(input(6, 6, 2), halving(), new Flatten());
  expectTypeOf(net.outputShape([1, 6, 6, 2])).toEqualTypeOf<readonly [1, 36]>();
  const block = new Residual(new Conv2d(2, 3, { kernelSize: 1 }));
  // @ts-expect-error three channels and two
  const wrong = () => sequential(input(6, 6, 2), block);
  expect(messageOf(wrong)).toMatchInlineSnapshot(`
    "residual: the branch gives [6, 6, 3] but the shortcut [6, 6, 2]
      Received  layer 1 (residual): input [6, 6, 2]
      Rule      what is added must have the same shape
      Try       padding in the branch, or a shortcut with its stride and channels"
  `);
});

test('what is no layer is refused', () => {
  expect(messageOf(() => new Residual([new Tanh()] as never))).toMatchInlineSnapshot(`
    "residual: the branch must be a layer, not [Tanh]
      Try       chain(…) for several layers one behind the other"
  `);
  expect(messageOf(() => new Residual(new Tanh(), { shortcut: 1 as never }))).toMatchInlineSnapshot(`
    "residual: shortcut must be a layer, not 1
      Try       chain(…) for several layers one behind the other"
  `);
  expect(messageOf(() => new Residual(new Tanh(), { skip: new Tanh() } as object))).toMatchInlineSnapshot(`
    "residual: unknown option 'skip'
      Received  { skip: Tanh }
      Rule      the options are shortcut"
  `);
});

test('features in the order of an image are not added to those of a linear layer', () => {
  const block = new Residual(new Linear(12, 12));
  const net = sequential(input(2, 2, 3), new Flatten(), block, new Linear(12, 2));
  expect(messageOf(() => net.init(0))).toMatchInlineSnapshot(`
    "residual: its branches give features in different orders
      Rule      with channels last, an image is flattened in the order H, W, C; PyTorch has C, H, W, also in weights
      Try       a Flatten behind the residual, a Linear at the end of each branch, or channels first"
  `);
  const first = sequential(input(3, 2, 2, { dataFormat: 'NCHW' }), new Flatten(), block, new Linear(12, 2));
  expect(first.init(0).forward(tf.ones([1, 3, 2, 2])).shape).toEqual([1, 2]);
});
