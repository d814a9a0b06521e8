import { FeaturemapError } from '@featuremap/errors';
import { expect, test } from 'vitest';
import * as adaptive from './adaptive-pool.ts';
import * as branches from './branches.ts';
import * as transposed from './conv-transpose.ts';
import { conv1d } from './conv1d.ts';
import * as api from './index.ts';
import { avgPool1d, maxPool1d } from './pool1d.ts';
import * as render from './render.ts';
import { unflatten } from './unflatten.ts';
import { upsample } from './upsample.ts';

test('the public API', () => {
  expect(Object.keys(api)).toMatchInlineSnapshot(`
    [
      "conv2d",
      "elementwise",
      "flatten",
      "imageAxes",
      "imageShape",
      "input",
      "inputOf",
      "linear",
      "convOutputSize",
      "poolOutputSize",
      "pair",
      "sides",
      "avgPool2d",
      "maxPool2d",
      "onePixel",
      "receptiveField",
      "chain",
      "checkLayers",
      "inferThrough",
      "outputShape",
      "sequential",
      "elements",
      "showShape",
      "summary",
      "convWindow",
      "placeWindow",
      "poolWindow",
    ]
  `);
  expect(Object.keys(adaptive)).toMatchInlineSnapshot(`
    [
      "adaptiveWindows",
      "adaptiveAvgPool2d",
      "adaptiveMaxPool2d",
      "globalAvgPool2d",
      "globalMaxPool2d",
    ]
  `);
  expect(Object.keys(branches)).toMatchInlineSnapshot(`
    [
      "residual",
      "concat",
    ]
  `);
  expect(Object.keys(transposed)).toMatchInlineSnapshot(`
    [
      "convTransposeOutputSize",
      "convTranspose2d",
    ]
  `);
  expect(Object.keys(render)).toMatchInlineSnapshot(`
    [
      "toTable",
      "toMarkdown",
    ]
  `);
});

const { avgPool2d, conv2d, convOutputSize, input, linear, maxPool2d, poolOutputSize } = api;
const { adaptiveAvgPool2d, adaptiveMaxPool2d, globalMaxPool2d } = adaptive;
const { concat, residual } = branches;
const { convTranspose2d, convTransposeOutputSize } = transposed;

/** Every message of the public functions, with what brings it about. */
const mistakes: Readonly<Record<string, () => unknown>> = {
  'kernelSize 0': () => convOutputSize(8, { kernelSize: 0 }),
  'kernelSize missing': () => convOutputSize(8, {} as never),
  'kernelSize of three': () => convOutputSize(8, { kernelSize: [3, 3, 3] as never }),
  'stride NaN': () => convOutputSize(8, { kernelSize: 3, stride: Number.NaN }),
  'dilation of a fraction': () => convOutputSize(8, { kernelSize: 3, dilation: [1, 1.5] }),
  'negative padding': () => convOutputSize(8, { kernelSize: 3, padding: -1 }),
  'padding by another name': () => convOutputSize(8, { kernelSize: 3, padding: 'full' as never }),
  'padding of four numbers': () => convOutputSize(8, { kernelSize: 3, padding: [1, 1, 1, 1] as never }),
  'padding of three sides': () =>
    convOutputSize(8, {
      kernelSize: 3,
      padding: [
        [1, 1],
        [1, 1],
        [1, 1],
      ] as never,
    }),
  'a negative side': () =>
    convOutputSize(8, {
      kernelSize: 3,
      padding: [
        [1, 1],
        [0, -2],
      ] as never,
    }),
  'an option of pooling': () => convOutputSize(8, { kernelSize: 3, ceilMode: true } as never),
  'a size of 0': () => convOutputSize([8, 0], { kernelSize: 3 }),
  'a window too large': () => convOutputSize([8, 3], { kernelSize: 3, dilation: 2 }),
  'pool padding over half': () => poolOutputSize(8, { kernelSize: 3, padding: 2 }),
  'ceilMode as a number': () => poolOutputSize(8, { kernelSize: 3, ceilMode: 1 as never }),
  'dilation of avgPool2d': () => avgPool2d(3, { dilation: 2 } as never),
  'an option of avgPool2d': () => maxPool2d(3, { countIncludePad: true } as never),
  'groups that do not divide': () => conv2d(4, 6, { kernelSize: 3, groups: 4 }),
  'groups 0': () => conv2d(4, 6, { kernelSize: 3, groups: 0 }),
  'bias as a number': () => conv2d(4, 6, { kernelSize: 3, bias: 0 as never }),
  'channels 0': () => conv2d(0, 6, { kernelSize: 3 }),
  'features of a fraction': () => linear(2.5, 6),
  'an unknown option': () => linear(2, 6, { biais: false } as never),
  'no size': () => input(),
  'a size of a fraction': () => input(28, 2.8, 1),
  'a format of another library': () => input(28, 28, 1, { dataFormat: 'channels_last' as never }),
  'outputSize 0': () => adaptiveAvgPool2d(0),
  'outputSize of a fraction': () => adaptiveMaxPool2d([null, 1.5]),
  'outputSize null': () => adaptiveAvgPool2d(null as never),
  'outputSize of three': () => adaptiveAvgPool2d([1, 2, 3] as never),
  'global pooling of a vector': () => globalMaxPool2d().infer([5], { dataFormat: 'NCHW', via: '' }),
  'a branch that changes the shape': () =>
    residual(conv2d(3, 4, { kernelSize: 3 })).infer([8, 8, 3], { dataFormat: 'NHWC', via: '' }),
  'a layer of a branch that does not fit': () =>
    residual(api.chain(api.elementwise('relu'), conv2d(2, 3, { kernelSize: 1 }))).infer([8, 8, 3], {
      dataFormat: 'NHWC',
      via: '',
    }),
  'an option of a residual': () => residual(linear(2, 2), { short: linear(2, 2) } as object),
  'no branch': () => concat(),
  'branches of different sizes': () =>
    concat(maxPool2d(2), maxPool2d(2), maxPool2d(3)).infer([3, 8, 8], { dataFormat: 'NCHW', via: '' }),
  'no size and no factor': () => upsample({}),
  'a size and a factor': () => upsample({ size: 4, scaleFactor: 2 }),
  'a mode': () => upsample({ size: 4, mode: 'nearest' } as object),
  'a factor of 0': () => upsample({ scaleFactor: [2, 0] }),
  'a factor of three': () => upsample({ scaleFactor: [2, 2, 2] as never }),
  'a factor that is no number': () => upsample({ scaleFactor: '2' as never }),
  'a factor too small': () => upsample({ scaleFactor: [1, 0.4] }).infer([2, 2, 1], { dataFormat: 'NHWC', via: '' }),
  'unflatten of no list': () => unflatten(7 as never),
  'unflatten of a fraction': () => unflatten([7, 0.5]),
  'features that do not fit': () => unflatten([2, 1, 5]).infer([12], { dataFormat: 'NHWC', via: ' = 2×6' }),
  'features that are an image': () => unflatten([12]).infer([2, 6, 1], { dataFormat: 'NHWC', via: '' }),
  'a kernel of two sizes': () => conv1d(2, 4, { kernelSize: [3, 3] as never }),
  'padding of three ends': () => conv1d(2, 4, { kernelSize: 3, padding: [1, 1, 1] as never }),
  'padding of half': () => conv1d(2, 4, { kernelSize: 3, padding: [0, 0.5] }),
  'padding by a name': () => conv1d(2, 4, { kernelSize: 3, padding: 'full' as never }),
  'channels of a sequence': () => conv1d(2, 4, { kernelSize: 3 }).infer([9, 3], { dataFormat: 'NHWC', via: '' }),
  'an image as a sequence': () => conv1d(2, 4, { kernelSize: 3 }).infer([2, 9, 9], { dataFormat: 'NCHW', via: '' }),
  'a sequence too short': () =>
    conv1d(2, 4, { kernelSize: 3, dilation: 4 }).infer([8, 2], { dataFormat: 'NHWC', via: '' }),
  'pooling of a pair': () => maxPool1d([2, 2] as never),
  'padding over half of a sequence': () => avgPool1d(2, { padding: 2 }),
  'dilation of avgPool1d': () => avgPool1d(2, { dilation: 2 } as object),
  'ceilMode of a sequence': () => maxPool1d(2, { ceilMode: 1 as never }),
  'an image to pool as a sequence': () => maxPool1d(2).infer([9, 9, 2], { dataFormat: 'NHWC', via: '' }),
  'outputPadding too large': () => convTransposeOutputSize(7, { kernelSize: 3, stride: 2, outputPadding: 2 }),
  'nothing left': () =>
    convTranspose2d(1, 1, { kernelSize: 3, padding: 2 }).infer([1, 4, 1], { dataFormat: 'NHWC', via: '' }),
  "'same' for a transposed convolution": () => convTransposeOutputSize(7, { kernelSize: 3, padding: 'same' as never }),
};

test('every message', () => {
  const messages = Object.entries(mistakes).map(([name, act]) => {
    try {
      act();
    } catch (error) {
      if (FeaturemapError.is(error)) return `${name}\n${error.message}`;
    }
    return `${name}: nothing was thrown`;
  });
  expect(messages.join('\n\n')).toMatchInlineSnapshot(`
    "kernelSize 0
    convOutputSize: kernelSize must be an integer of at least 1, not 0

    kernelSize missing
    convOutputSize: kernelSize must be an integer of at least 1, not undefined

    kernelSize of three
    convOutputSize: kernelSize must be one integer or [height, width], not [3, 3, 3]

    stride NaN
    convOutputSize: stride must be an integer of at least 1, not NaN

    dilation of a fraction
    convOutputSize: dilation[1] must be an integer of at least 1, not 1.5

    negative padding
    convOutputSize: padding must be an integer of at least 0, not -1

    padding by another name
    convOutputSize: padding must be numbers, 'same' or 'valid', not 'full'

    padding of four numbers
    convOutputSize: padding must be one integer or [height, width], not [1, 1, 1, 1]

    padding of three sides
    convOutputSize: padding must be [[top, bottom], [left, right]], not [[1, 1], [1, 1], [1, 1]]

    a negative side
    convOutputSize: padding[1][1] must be an integer of at least 0, not -2

    an option of pooling
    convOutputSize: unknown option 'ceilMode'
      Received  { kernelSize: 3, ceilMode: true }
      Rule      the options are kernelSize, stride, padding, dilation

    a size of 0
    convOutputSize: size[1] must be an integer of at least 1, not 0

    a window too large
    convOutputSize: window 5 is larger than the padded input 3 along the width
      Received  input 8×3, kernelSize 3×3, padding [[0,0],[0,0]], dilation 2×2
      Rule      dilation·(k - 1) + 1 <= in + padding: 5 <= 3 is false (width)
      Try       a kernelSize of at most 2, or 2 more padding in all

    pool padding over half
    poolOutputSize: padding 2 is more than half of the kernel 3 along the height
      Rule      padding <= floor(kernelSize / 2), so that no window lies wholly in the padding
      Try       padding: 1, or a kernelSize of at least 4

    ceilMode as a number
    poolOutputSize: ceilMode must be one of true, false, not 1

    dilation of avgPool2d
    avgPool2d: unknown option 'dilation'
      Received  { dilation: 2 }
      Rule      the options are stride, padding, ceilMode

    an option of avgPool2d
    maxPool2d: unknown option 'countIncludePad'
      Received  { countIncludePad: true }
      Rule      the options are stride, padding, dilation, ceilMode

    groups that do not divide
    conv2d: groups 4 does not divide both 4 and 6 channels

    groups 0
    conv2d: groups must be an integer of at least 1, not 0

    bias as a number
    conv2d: bias must be one of true, false, not 0

    channels 0
    conv2d: inChannels must be an integer of at least 1, not 0

    features of a fraction
    linear: inFeatures must be an integer of at least 1, not 2.5

    an unknown option
    linear: unknown option 'biais'
      Received  { biais: false }
      Rule      the options are bias
      Try       'bias'

    no size
    input: at least one size is needed, not []

    a size of a fraction
    input: size 1 must be an integer of at least 1, not 2.8

    a format of another library
    input: dataFormat must be one of 'NHWC', 'NCHW', not 'channels_last'

    outputSize 0
    adaptiveAvgPool2d: outputSize must be an integer of at least 1, not 0

    outputSize of a fraction
    adaptiveMaxPool2d: outputSize[1] must be an integer of at least 1, not 1.5

    outputSize null
    adaptiveAvgPool2d: outputSize must be an integer of at least 1, not null

    outputSize of three
    adaptiveAvgPool2d: outputSize must be one integer or [height, width], not [1, 2, 3]

    global pooling of a vector
    globalMaxPool2d expects [channels, height, width] but the previous layer gives [5]
      Rule      an image of one sample has three axes, not 1

    a branch that changes the shape
    residual: the branch gives [6, 6, 4] but the shortcut [8, 8, 3]
      Received  input [8, 8, 3]
      Rule      what is added must have the same shape
      Try       padding in the branch, or a shortcut with its stride and channels

    a layer of a branch that does not fit
    conv2d expects 2 input channels but the previous layer gives 3, in [8, 8, 3] (layer 1 of a nested sequential) (in the branch of a residual)
      Received  layer 0 (sequential): layer 1 (conv2d)
      Rule      NHWC: the channels are axis 2 of a sample
      Try       inChannels 3

    an option of a residual
    residual: unknown option 'short'
      Received  { short: { name: 'linear', inFeatures: 2, outFeatures: 2, bias: true, infer: function infer, params: function params, macs: function macs, window: function window } }
      Rule      the options are shortcut

    no branch
    concat: at least one branch is needed

    branches of different sizes
    concat: branch 0 gives [3, 4, 4] but branch 2 [3, 2, 2]
      Received  input [3, 8, 8]
      Rule      all sizes but the channels must be equal

    no size and no factor
    upsample: one of size and scaleFactor must be given, not {}

    a size and a factor
    upsample: one of size and scaleFactor must be given, not { size: 4, scaleFactor: 2 }

    a mode
    upsample: unknown option 'mode'
      Received  { size: 4, mode: 'nearest' }
      Rule      the options are size, scaleFactor

    a factor of 0
    upsample: scaleFactor[1] must be a number above 0, not 0

    a factor of three
    upsample: scaleFactor must be one number or [height, width], not [2, 2, 2]

    a factor that is no number
    upsample: scaleFactor must be a number above 0, not '2'

    a factor too small
    upsample: scaleFactor 0.4 leaves nothing of 2 along the width

    unflatten of no list
    unflatten: shape must be a list of sizes, not 7

    unflatten of a fraction
    unflatten: shape[1] must be an integer of at least 1, not 0.5

    features that do not fit
    unflatten expects 10 features = 2×1×5 but the previous layer gives 12 = 2×6

    features that are an image
    unflatten expects 12 features but the previous layer gives [2, 6, 1]
      Try       flatten() before it

    a kernel of two sizes
    conv1d: kernelSize must be an integer of at least 1, not [3, 3]

    padding of three ends
    conv1d: padding must be one integer or [before, after], not [1, 1, 1]

    padding of half
    conv1d: padding must be an integer of at least 0, not 0.5

    padding by a name
    conv1d: padding must be numbers, 'same' or 'valid', not 'full'

    channels of a sequence
    conv1d expects 2 input channels but the previous layer gives 3, in [9, 3]
      Rule      NHWC: the channels are axis 1 of a sample
      Try       inChannels 3

    an image as a sequence
    conv1d expects [channels, length] but the previous layer gives [2, 9, 9]
      Rule      a sequence of one sample has two axes, not 3

    a sequence too short
    conv1d: window 9 is larger than the padded input 8 along the width
      Received  input 1×8, kernelSize 1×3, padding [[0,0],[0,0]], dilation 1×4
      Rule      dilation·(k - 1) + 1 <= in + padding: 9 <= 8 is false (width)
      Try       a kernelSize of at most 2, or 1 more padding in all

    pooling of a pair
    maxPool1d: kernelSize must be an integer of at least 1, not [2, 2]

    padding over half of a sequence
    avgPool1d: padding 2 is more than half of the kernel 2 along the width
      Rule      padding <= floor(kernelSize / 2), so that no window lies wholly in the padding
      Try       padding: 1, or a kernelSize of at least 4

    dilation of avgPool1d
    avgPool1d: unknown option 'dilation'
      Received  { dilation: 2 }
      Rule      the options are stride, padding, ceilMode

    ceilMode of a sequence
    maxPool1d: ceilMode must be one of true, false, not 1

    an image to pool as a sequence
    maxPool1d expects [length, channels] but the previous layer gives [9, 9, 2]
      Rule      a sequence of one sample has two axes, not 3

    outputPadding too large
    convTransposeOutputSize: outputPadding 2 must be less than the stride or the dilation, 2, along the height

    nothing left
    convTranspose2d: padding 2 + 2 leaves nothing along the height
      Rule      (in - 1)·stride + dilation·(k - 1) + outputPadding + 1 - padding >= 1: -1 >= 1 is false
      Try       2 less padding

    'same' for a transposed convolution
    convTransposeOutputSize: padding 'same' is not defined for a transposed convolution"
  `);
});
