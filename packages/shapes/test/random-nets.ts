import { FeaturemapError, show } from '@featuremap/errors';
import fc from 'fast-check';
import * as adaptive from '../src/adaptive-pool.ts';
import { concat, residual } from '../src/branches.ts';
import { convTranspose2d } from '../src/conv-transpose.ts';
import { conv1d } from '../src/conv1d.ts';
import * as shapes from '../src/index.ts';
import * as normalization from '../src/normalization.ts';
import { avgPool1d, maxPool1d } from '../src/pool1d.ts';
import { unflatten } from '../src/unflatten.ts';
import { upsample } from '../src/upsample.ts';

/** A layer and the call that makes it. */
interface Written {
  readonly call: string;
  readonly layer: shapes.LayerDescription;
}

/** A list of layers as source text, and what the running program says of it. */
export interface RandomNet {
  readonly calls: readonly string[];
  /** The type that the compiler must find. */
  readonly result: string;
}

type Draw = fc.GeneratorValue;

/** Networks of up to seven layers, about half of which do not fit. */
export function randomNets(count: number, seed: number): readonly RandomNet[] {
  return fc.sample(
    fc.gen().map((draw) => randomNet(draw)),
    { numRuns: count, seed },
  );
}

function randomNet(draw: Draw): RandomNet {
  const dataFormat = draw(fc.constantFrom, 'NHWC', 'NCHW');
  const [c, h, w] = [draw(integer, 1, 8), draw(side), draw(side)];
  const declared = draw(() =>
    fc.oneof(
      { weight: 9, arbitrary: fc.constant(dataFormat === 'NCHW' ? [c, h, w] : [h, w, c]) },
      { weight: 3, arbitrary: fc.constantFrom([c], [h, c], [w, c], [2, h, w, c]) },
    ),
  );
  const layers: Written[] = [write('input', ...declared, { dataFormat })];
  const length = draw(integer, 1, 6);
  for (let i = 0; i < length; i++) layers.push(randomLayer(draw, layers));
  return { calls: layers.map(({ call }) => call), result: resultType(layers) };
}

function randomLayer(draw: Draw, before: readonly Written[]): Written {
  const { dataFormat } = shapes.inputOf(before.map(({ layer }) => layer))!;
  const last = shapeBehind(before) ?? [1, 1, 1];
  const channels = (dataFormat === 'NCHW' ? last[0] : last.at(-1)) ?? 1;
  const nearly = (right: number) => right + (draw(fc.nat, 19) === 0 ? 1 : 0);
  const isImage = last.length === 3 || draw(fc.nat, 9) === 0;
  const kind = isImage
    ? draw(fc.constantFrom, ...onImages)
    : draw(
        fc.constantFrom,
        'linear',
        ...(last.length === 1 ? (['unflatten'] as const) : (['conv1d', 'maxPool1d', 'avgPool1d'] as const)),
        'elementwise',
        'residual',
        'concat',
        'chain',
      );
  switch (kind) {
    case 'conv2d':
      return write(kind, nearly(channels), draw(integer, 1, 40), {
        kernelSize: draw(pair, 1, 9),
        ...draw(maybe, 'stride', pair(1, 12)),
        ...draw(maybe, 'padding', padding()),
        ...draw(maybe, 'dilation', pair(1, 4)),
      });
    case 'convTranspose2d': {
      const stride = draw(integer, 1, 4);
      return write(kind, nearly(channels), draw(integer, 1, 40), {
        kernelSize: draw(pair, 1, 5),
        stride,
        ...draw(maybe, 'padding', fc.oneof(pair(0, 3), sides(3), fc.constant('valid'))),
        ...draw(maybe, 'outputPadding', fc.nat(stride - 1)),
        ...draw(maybe, 'dilation', pair(1, 3)),
      });
    }
    case 'maxPool2d':
    case 'avgPool2d': {
      const kernelSize = draw(pair, 1, 7);
      const most = Math.floor(Math.min(...[kernelSize].flat()) / 2);
      return write(kind, kernelSize, {
        ...draw(maybe, 'stride', fc.oneof(pair(1, 9), fc.constant(null))),
        ...draw(maybe, 'padding', padding(most)),
        ...(kind === 'maxPool2d' && draw(maybe, 'dilation', pair(1, 3))),
        ...draw(maybe, 'ceilMode', fc.boolean()),
      });
    }
    case 'adaptiveMaxPool2d':
      return write(kind, draw(outputSize));
    case 'globalAvgPool2d':
      return write(kind);
    case 'linear':
      return write(kind, nearly(last.at(-1) ?? 1), draw(integer, 1, 99));
    case 'conv1d':
      return write(kind, nearly(channels), draw(integer, 1, 40), {
        kernelSize: draw(integer, 1, 9),
        ...draw(maybe, 'stride', integer(1, 5)),
        ...draw(
          maybe,
          'padding',
          fc.oneof(fc.nat(4), fc.tuple(fc.nat(4), fc.nat(4)), fc.constantFrom('same', 'valid')),
        ),
        ...draw(maybe, 'dilation', integer(1, 3)),
      });
    case 'maxPool1d':
    case 'avgPool1d': {
      const kernelSize = draw(integer, 1, 7);
      const most = Math.floor(kernelSize / 2);
      return write(kind, kernelSize, {
        ...draw(maybe, 'stride', fc.oneof(integer(1, 9), fc.constant(null))),
        ...draw(maybe, 'padding', fc.oneof(fc.nat(most), fc.constantFrom('same', 'valid'))),
        ...(kind === 'maxPool1d' && draw(maybe, 'dilation', integer(1, 3))),
        ...draw(maybe, 'ceilMode', fc.boolean()),
      });
    }
    case 'upsample':
      return write(kind, draw(fc.boolean) ? { size: draw(pair, 1, 40) } : { scaleFactor: draw(pair, 1, 12) });
    case 'unflatten': {
      const side = draw(integer, 1, 3);
      const rest = Math.ceil(nearly(last[0] ?? 1) / side);
      return write(kind, draw(fc.boolean) ? [side, 1, rest] : [side, rest]);
    }
    case 'residual': {
      const branch = writeChain([randomLayer(draw, before), write('elementwise', 'relu')]);
      const shortcut = draw(fc.boolean) ? randomLayer(draw, before) : undefined;
      return writeResidual(branch, shortcut);
    }
    case 'concat':
      return writeConcat(Array.from({ length: draw(integer, 1, 3) }, () => randomLayer(draw, before)));
    case 'chain':
      return writeChain([write('elementwise', 'relu'), randomLayer(draw, before)]);
    case 'elementwise':
      return write(kind, 'relu');
    case 'batchNorm2d':
      return write(kind, nearly(channels));
    case 'groupNorm':
      return write(kind, 1, nearly(channels));
    case 'layerNorm': {
      const sizes = last.slice(-draw(integer, 1, 3)).map(nearly);
      return write(kind, sizes.length === 1 ? sizes[0] : sizes);
    }
    default:
      return write('flatten');
  }
}

/** The kinds of layers that may stand behind an image. */
const onImages = [
  'conv2d',
  'maxPool2d',
  'avgPool2d',
  'convTranspose2d',
  'adaptiveMaxPool2d',
  'globalAvgPool2d',
  'upsample',
  'residual',
  'concat',
  'batchNorm2d',
  'groupNorm',
  'layerNorm',
  'flatten',
  'elementwise',
  'chain',
] as const;

const integer = (min: number, max: number) => fc.integer({ min, max });
/** Small images are where windows hang over or do not fit. */
const side = () => fc.oneof(integer(1, 12), integer(1, 300));
const pair = (min: number, max: number) => fc.oneof(integer(min, max), fc.tuple(integer(min, max), integer(min, max)));
const sides = (max: number) => fc.tuple(fc.tuple(fc.nat(max), fc.nat(max)), fc.tuple(fc.nat(max), fc.nat(max)));
const sizeOrNull = fc.oneof(integer(1, 20), fc.constant(null));
const outputSize = () => fc.oneof(integer(1, 20), fc.tuple(sizeOrNull, sizeOrNull));
const padding = (max = 4) => fc.oneof(pair(0, max), sides(max), fc.constantFrom('same', 'valid'));
const maybe = <T>(name: string, value: fc.Arbitrary<T>) =>
  fc.oneof(
    fc.constant({}),
    value.map((chosen) => ({ [name]: chosen })),
  );

const makers = {
  ...shapes,
  ...adaptive,
  ...normalization,
  avgPool1d,
  conv1d,
  convTranspose2d,
  maxPool1d,
  unflatten,
  upsample,
} as unknown as Record<string, (...args: unknown[]) => shapes.LayerDescription>;

function write(name: string, ...args: unknown[]): Written {
  return { call: `${name}(${args.map(show).join(', ')})`, layer: makers[name]!(...args) };
}

function writeChain(layers: readonly Written[]): Written {
  return {
    call: `chain(${layers.map(({ call }) => call).join(', ')})`,
    layer: shapes.chain(...layers.map(({ layer }) => layer)),
  };
}

function writeResidual(branch: Written, shortcut: Written | undefined): Written {
  if (shortcut === undefined) return { call: `residual(${branch.call})`, layer: residual(branch.layer) };
  return {
    call: `residual(${branch.call}, { shortcut: ${shortcut.call} })`,
    layer: residual(branch.layer, { shortcut: shortcut.layer }),
  };
}

function writeConcat(branches: readonly Written[]): Written {
  return {
    call: `concat(${branches.map(({ call }) => call).join(', ')})`,
    layer: concat(...branches.map(({ layer }) => layer)),
  };
}

function shapeBehind(layers: readonly Written[]): shapes.Shape | undefined {
  try {
    return infer(layers);
  } catch {
    return undefined;
  }
}

function infer(written: readonly Written[], phrase?: (sentence: string, at: number) => string): shapes.Shape {
  const layers = written.map(({ layer }) => layer);
  const { shape, dataFormat } = shapes.inputOf(layers)!;
  return shapes.inferThrough(layers, shape, { dataFormat, via: '' }, phrase).shape;
}

function resultType(layers: readonly Written[]): string {
  let misfit = -1;
  const noteIndex = (sentence: string, at: number) => {
    misfit = at;
    return sentence;
  };
  try {
    return `readonly [${infer(layers, noteIndex).join(', ')}]`;
  } catch (error) {
    if (!FeaturemapError.is(error)) throw error;
    return `Misfit<${misfit}, ${JSON.stringify(error.sentence)}>`;
  }
}

/** A program that compiles when the compiler finds the result of every network. */
export function programOf(nets: readonly RandomNet[]): string {
  const checks = nets.map(
    ({ calls, result }, i) =>
      `const net${i} = chain(${calls.join(', ')});\nexport const check${i}: Same<Result<typeof net${i}>, ${result}> = true;`,
  );
  return `import { avgPool2d, chain, conv2d, elementwise, flatten, input, linear, maxPool2d } from '@featuremap/shapes';
import type { Fold, FormatOf, Misfit, SequentialDescription, Shape } from '@featuremap/shapes';
import { adaptiveMaxPool2d, globalAvgPool2d } from '@featuremap/shapes/adaptive-pool';
import { concat, residual } from '@featuremap/shapes/branches';
import { conv1d } from '@featuremap/shapes/conv1d';
import { convTranspose2d } from '@featuremap/shapes/conv-transpose';
import { batchNorm2d, groupNorm, layerNorm } from '@featuremap/shapes/normalization';
import { avgPool1d, maxPool1d } from '@featuremap/shapes/pool1d';
import { unflatten } from '@featuremap/shapes/unflatten';
import { upsample } from '@featuremap/shapes/upsample';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Result<Net> = Net extends SequentialDescription<infer L> ? Fold<L, Shape, FormatOf<L>> : never;

${checks.join('\n')}
`;
}
