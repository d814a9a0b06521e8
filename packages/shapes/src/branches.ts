import { ArgumentError, requireKnownOptions, ShapeError } from '@featuremap/errors';
import { elementwise } from './elementwise.ts';
import type { LayerDescription, ShapeContext } from './layer-description.ts';
import { inferThrough } from './sequential.ts';
import { type DataFormat, type Shape, showShape } from './shape.ts';
import type { ConcatFn, ResidualFn } from './types/branches-fns.ts';
import type { SameFn } from './types/shape-fn.ts';

export type { ConcatFn, ResidualFn } from './types/branches-fns.ts';

/** A layer that gives what it is given. */
export type IdentityDescription = LayerDescription<SameFn<'identity'>>;

/**
 * Describes the sum of what a branch and a shortcut make of the same input, which must have the same shape.
 *
 * @param branch A layer; `chain(…)` puts several in a row.
 * @param options.shortcut A layer. Default: the input itself.
 * @throws {ArgumentError} when an option is unknown.
 *
 * @example
 * ```js
 * import { chain, conv2d, elementwise, input, sequential } from '@featuremap/shapes';
 * import { residual } from '@featuremap/shapes/branches';
 *
 * const half = { kernelSize: 3, padding: 1, stride: 2 };
 * const branch = chain(conv2d(16, 32, half), elementwise('relu'), conv2d(32, 32, { kernelSize: 3, padding: 1 }));
 * const net = sequential(
 *   input(32, 32, 16),
 *   residual(branch, { shortcut: conv2d(16, 32, { kernelSize: 1, stride: 2 }) }),
 * );
 * console.log(net.outputShape([8, 32, 32, 16])); // [ 8, 16, 16, 32 ]
 * ```
 *
 * @see https://arxiv.org/abs/1512.03385
 */
export function residual<const B extends LayerDescription, const S extends LayerDescription = IdentityDescription>(
  branch: B,
  options: { readonly shortcut?: S } = {},
): LayerDescription<ResidualFn<B, S>> {
  requireKnownOptions('residual', options, ['shortcut']);
  const { shortcut = elementwise('identity') } = options;
  return {
    name: 'residual',
    branches: [branch, shortcut],
    infer(input, context) {
      const y = behind(branch, input, context, 'the branch of a residual');
      const x = behind(shortcut, input, context, 'the shortcut of a residual');
      if (showShape(y) === showShape(x)) return { shape: y, via: '' };
      throw new ShapeError(`residual: the branch gives ${showShape(y)} but the shortcut ${showShape(x)}`, {
        received: `input ${showShape(input)}`,
        rule: 'what is added must have the same shape',
        remedy: 'padding in the branch, or a shortcut with its stride and channels',
      });
    },
    ...sums([branch, shortcut]),
  };
}

/**
 * Describes layers side by side on the same input, whose outputs are put one behind the other along the channels. All
 * their other sizes must be equal.
 *
 * @throws {ArgumentError} when there is no branch.
 *
 * @example
 * ```js
 * import { conv2d, input, sequential } from '@featuremap/shapes';
 * import { concat } from '@featuremap/shapes/branches';
 *
 * const inception = concat(conv2d(64, 24, { kernelSize: 1 }), conv2d(64, 8, { kernelSize: 5, padding: 2 }));
 * console.log(sequential(input(28, 28, 64), inception).outputShape([1, 28, 28, 64])); // [ 1, 28, 28, 32 ]
 * ```
 *
 * @see torch.cat
 */
export function concat<const B extends readonly LayerDescription[]>(...branches: B): LayerDescription<ConcatFn<B>> {
  if (branches.length === 0) throw new ArgumentError('concat: at least one branch is needed');
  return {
    name: 'concat',
    branches,
    infer(input, context) {
      const { dataFormat } = context;
      const shapes: Shape[] = [];
      for (const [at, branch] of branches.entries()) {
        const shape = behind(branch, input, context, `branch ${at} of a concat`);
        shapes.push(shape);
        if (showShape(spaceOf(shape, dataFormat)) === showShape(spaceOf(shapes[0]!, dataFormat))) continue;
        throw new ShapeError(`concat: branch 0 gives ${showShape(shapes[0]!)} but branch ${at} ${showShape(shape)}`, {
          received: `input ${showShape(input)}`,
          rule: 'all sizes but the channels must be equal',
        });
      }
      const isFirst = dataFormat === 'NCHW';
      const channels = shapes.reduce((sum, shape) => sum + shape.at(isFirst ? 0 : -1)!, 0);
      const space = spaceOf(shapes[0]!, dataFormat);
      return { shape: isFirst ? [channels, ...space] : [...space, channels], via: '' };
    },
    ...sums(branches),
  };
}

/** The shape behind one layer; an error says where it stands. */
function behind(layer: LayerDescription, input: Shape, context: ShapeContext, place: string): Shape {
  return inferThrough([layer], input, context, (sentence) => `${sentence} (in ${place})`).shape;
}

/** A shape without its channels. */
function spaceOf(shape: Shape, dataFormat: DataFormat): Shape {
  return dataFormat === 'NCHW' ? shape.slice(1) : shape.slice(0, -1);
}

/** The counts of layers side by side. */
function sums(branches: readonly LayerDescription[]): Pick<LayerDescription, 'params' | 'macs'> {
  return {
    params: () => branches.reduce((sum, branch) => sum + branch.params(), 0),
    macs: (input, context) => branches.reduce((sum, branch) => sum + branch.macs(input, context), 0),
  };
}
