import {
  avgPool2d,
  conv2d,
  elementwise,
  flatten,
  input,
  type LayerDescription,
  linear,
  maxPool2d,
} from '@featuremap/shapes';

/** The numbers that a layer of the calculator may have, under PyTorch's names for them. */
export type Field = 'inChannels' | 'outChannels' | 'kernelSize' | 'stride' | 'padding' | 'inFeatures' | 'outFeatures';

export type LayerKind = keyof typeof layerKinds;

/** A layer as the reader has filled it in. */
export interface LayerEntry {
  readonly kind: LayerKind;
  readonly values: Readonly<Partial<Record<Field, number>>>;
}

/** What the reader has put together. */
export interface Network {
  /** Height, width and channels of the image. */
  readonly image: readonly [number, number, number];
  readonly layers: readonly LayerEntry[];
}

type Values = Readonly<Record<Field, number>>;

interface Kind {
  /** Its fields, with what they hold in a new layer. */
  readonly fields: Readonly<Partial<Record<Field, number>>>;
  describe(values: Values): LayerDescription;
  typescript(values: Values): string;
  pytorch(values: Values): string;
}

const convolution: Kind = {
  fields: { inChannels: 1, outChannels: 8, kernelSize: 3, stride: 1, padding: 0 },
  describe: ({ inChannels, outChannels, ...window }) => conv2d(inChannels, outChannels, windowOf(window)),
  typescript: ({ inChannels, outChannels, kernelSize, stride, padding }) =>
    `new Conv2d(${inChannels}, ${outChannels}, { ${[`kernelSize: ${kernelSize}`, ...unless(stride, 1, 'stride: '), ...unless(padding, 0, 'padding: ')].join(', ')} })`,
  pytorch: ({ inChannels, outChannels, kernelSize, stride, padding }) =>
    `nn.Conv2d(${[inChannels, outChannels, kernelSize, ...unless(stride, 1, 'stride='), ...unless(padding, 0, 'padding=')].join(', ')})`,
};

function pooling(
  name: 'MaxPool2d' | 'AvgPool2d',
  describe: (k: number, options: { stride: number; padding: number }) => LayerDescription,
): Kind {
  return {
    fields: { kernelSize: 2, stride: 2, padding: 0 },
    describe: ({ kernelSize, stride, padding }) => describe(kernelSize, { stride, padding }),
    typescript: ({ kernelSize, stride, padding }) => {
      const options = [...unless(stride, kernelSize, 'stride: '), ...unless(padding, 0, 'padding: ')];
      return `new ${name}(${kernelSize}${options.length > 0 ? `, { ${options.join(', ')} }` : ''})`;
    },
    pytorch: ({ kernelSize, stride, padding }) =>
      `nn.${name}(${[kernelSize, ...unless(stride, kernelSize, 'stride='), ...unless(padding, 0, 'padding=')].join(', ')})`,
  };
}

function activation(name: 'ReLU' | 'Sigmoid' | 'Tanh'): Kind {
  return {
    fields: {},
    describe: () => elementwise(name.toLowerCase()),
    typescript: () => `new ${name}()`,
    pytorch: () => `nn.${name}()`,
  };
}

/** The layers that the calculator knows. */
export const layerKinds = {
  conv2d: convolution,
  maxPool2d: pooling('MaxPool2d', maxPool2d),
  avgPool2d: pooling('AvgPool2d', avgPool2d),
  relu: activation('ReLU'),
  sigmoid: activation('Sigmoid'),
  tanh: activation('Tanh'),
  flatten: {
    fields: {},
    describe: () => flatten(),
    typescript: () => 'new Flatten()',
    pytorch: () => 'nn.Flatten()',
  },
  linear: {
    fields: { inFeatures: 400, outFeatures: 10 },
    describe: ({ inFeatures, outFeatures }) => linear(inFeatures, outFeatures),
    typescript: ({ inFeatures, outFeatures }) => `new Linear(${inFeatures}, ${outFeatures})`,
    pytorch: ({ inFeatures, outFeatures }) => `nn.Linear(${inFeatures}, ${outFeatures})`,
  },
} as const satisfies Record<string, Kind>;

const kindOf = ({ kind }: LayerEntry): Kind => layerKinds[kind];
const valuesOf = (layer: LayerEntry): Values => ({ ...kindOf(layer).fields, ...layer.values }) as Values;

/** A new layer, with what its kind starts from and the numbers given. */
export function entry(kind: LayerKind, values: LayerEntry['values'] = {}): LayerEntry {
  return { kind, values: { ...layerKinds[kind].fields, ...values } };
}

/** The network as @featuremap/shapes describes it. @throws {ArgumentError} when a number is out of range. */
export function describe({ image, layers }: Network): LayerDescription[] {
  return [input(...image), ...layers.map((layer) => kindOf(layer).describe(valuesOf(layer)))];
}

/** The network as a program on @featuremap/layers. */
export function toTypeScript({ image, layers }: Network): string {
  const calls = layers.map((layer) => kindOf(layer).typescript(valuesOf(layer)));
  const classes = [...new Set(calls.map((call) => call.match(/\w+(?=\()/)![0]))].sort();
  return `import { ${[...classes, 'input', 'sequential'].join(', ')} } from '@featuremap/layers';

const net = sequential(
  input(${image.join(', ')}),
${calls.map((call) => `  ${call},`).join('\n')}
);
`;
}

/** The network as PyTorch writes it; its images are [N, C, H, W]. */
export function toPyTorch({ layers }: Network): string {
  return `from torch import nn

net = nn.Sequential(
${layers.map((layer) => `    ${kindOf(layer).pytorch(valuesOf(layer))},`).join('\n')}
)
`;
}

const windowOf = ({ kernelSize, stride, padding }: Pick<Values, 'kernelSize' | 'stride' | 'padding'>) => ({
  kernelSize,
  stride,
  padding,
});

/** The option as source text, or nothing where it has its default. */
function unless(value: number, usual: number, label: string): string[] {
  return value === usual ? [] : [`${label}${value}`];
}

const conv = (inChannels: number, outChannels: number, kernelSize: number, padding = 0, stride = 1): LayerEntry =>
  entry('conv2d', { inChannels, outChannels, kernelSize, padding, stride });
const dense = (inFeatures: number, outFeatures: number): LayerEntry => entry('linear', { inFeatures, outFeatures });

/** Networks to begin with. */
export const presets = {
  lenet: {
    image: [28, 28, 1],
    layers: [
      ...[conv(1, 6, 5, 2), entry('sigmoid'), entry('avgPool2d'), conv(6, 16, 5), entry('sigmoid'), entry('avgPool2d')],
      ...[entry('flatten'), dense(400, 120), entry('sigmoid'), dense(120, 84), entry('sigmoid'), dense(84, 10)],
    ],
  },
  vggBlock: {
    image: [224, 224, 3],
    layers: [conv(3, 64, 3, 1), entry('relu'), conv(64, 64, 3, 1), entry('relu'), entry('maxPool2d')],
  },
  resnetStem: {
    image: [224, 224, 3],
    layers: [conv(3, 64, 7, 3, 2), entry('relu'), entry('maxPool2d', { kernelSize: 3, stride: 2, padding: 1 })],
  },
} as const satisfies Record<string, Network>;
