import * as tf from '@tensorflow/tfjs-core';

/** The gradients of a kernel's inputs, from the gradient of its output, what was saved, and the kernel's attributes. */
type GradFunc = (
  dy: tf.Tensor,
  saved: tf.Tensor[],
  // biome-ignore lint/suspicious/noExplicitAny: every kernel has attributes of its own
  attrs: any,
) => Record<string, () => tf.Tensor>;

/** A row of the table: what the formula needs of the forward pass, and the formula. */
export interface Formula {
  readonly inputs?: readonly string[];
  readonly output?: true;
  readonly grad: GradFunc;
}

/** A kernel of one input x whose slope is known from x. */
const slopeOfInput = (slope: (x: tf.Tensor) => tf.Tensor): Formula => ({
  inputs: ['x'],
  grad: (dy, [x]) => ({ x: () => tf.mul(dy, slope(x!)) }),
});

/** A kernel of one input x whose slope is known from its output y. */
const slopeOfOutput = (slope: (y: tf.Tensor) => tf.Tensor): Formula => ({
  output: true,
  grad: (dy, [y]) => ({ x: () => tf.mul(dy, slope(y!)) }),
});

/** A kernel of two inputs that broadcast: each gradient is summed over the axes along which its input was repeated. */
const broadcasting = (
  da: (dy: tf.Tensor, a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
  db: (dy: tf.Tensor, a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
): Formula => ({
  inputs: ['a', 'b'],
  grad: (dy, [a, b]) => ({
    a: () => sumTo(da(dy, a!, b!), a!.shape),
    b: () => sumTo(db(dy, a!, b!), b!.shape),
  }),
});

const asFloat = (x: tf.Tensor) => tf.cast(x, 'float32');

/** The formulas by kernel name. */
export const formulas: Readonly<Record<string, Formula>> = {
  [tf.Add]: broadcasting(
    (dy) => dy,
    (dy) => dy,
  ),
  [tf.Sub]: broadcasting(
    (dy) => dy,
    (dy) => tf.neg(dy),
  ),
  [tf.Multiply]: broadcasting(
    (dy, _a, b) => tf.mul(dy, asFloat(b)),
    (dy, a) => tf.mul(dy, asFloat(a)),
  ),
  [tf.RealDiv]: broadcasting(
    (dy, _a, b) => tf.div(dy, asFloat(b)),
    (dy, a, b) => tf.neg(tf.div(tf.mul(dy, asFloat(a)), tf.square(asFloat(b)))),
  ),
  [tf.Maximum]: broadcasting(
    (dy, a, b) => tf.mul(dy, asFloat(tf.greaterEqual(a, b))),
    (dy, a, b) => tf.mul(dy, asFloat(tf.less(a, b))),
  ),
  [tf.Minimum]: broadcasting(
    (dy, a, b) => tf.mul(dy, asFloat(tf.lessEqual(a, b))),
    (dy, a, b) => tf.mul(dy, asFloat(tf.greater(a, b))),
  ),
  [tf.SquaredDifference]: broadcasting(
    (dy, a, b) => tf.mul(dy, tf.mul(2, tf.sub(a, b))),
    (dy, a, b) => tf.mul(dy, tf.mul(2, tf.sub(b, a))),
  ),
  [tf.Pow]: broadcasting(
    (dy, a, b) => tf.mul(dy, tf.mul(asFloat(b), tf.pow(a, tf.sub(b, 1)))),
    (dy, a, b) => tf.mul(dy, tf.mul(tf.pow(a, b), tf.log(tf.where(tf.greater(a, 0), a, tf.onesLike(a))))),
  ),

  [tf.Neg]: { grad: (dy) => ({ x: () => tf.neg(dy) }) },
  [tf.Abs]: slopeOfInput(tf.sign),
  [tf.Exp]: slopeOfOutput((y) => y),
  [tf.Log]: slopeOfInput(tf.reciprocal),
  [tf.Log1p]: slopeOfInput((x) => tf.reciprocal(tf.add(x, 1))),
  [tf.Sqrt]: slopeOfOutput((y) => tf.div(0.5, y)),
  [tf.Rsqrt]: slopeOfOutput((y) => tf.mul(-0.5, tf.mul(y, tf.square(y)))),
  [tf.Reciprocal]: slopeOfOutput((y) => tf.neg(tf.square(y))),
  [tf.Square]: slopeOfInput((x) => tf.mul(2, x)),
  [tf.Sin]: slopeOfInput(tf.cos),
  [tf.Cos]: slopeOfInput((x) => tf.neg(tf.sin(x))),
  [tf.Sigmoid]: slopeOfOutput((y) => tf.mul(y, tf.sub(1, y))),
  [tf.Tanh]: slopeOfOutput((y) => tf.sub(1, tf.square(y))),
  [tf.Relu]: slopeOfOutput((y) => tf.step(y)),
  [tf.Softplus]: slopeOfInput(tf.sigmoid),

  [tf.Identity]: { grad: (dy) => ({ x: () => tf.clone(dy) }) },
  [tf.Cast]: { grad: (dy) => ({ x: () => tf.clone(dy) }) },
  [tf.Reshape]: { inputs: ['x'], grad: (dy, [x]) => ({ x: () => tf.reshape(dy, x!.shape) }) },
  [tf.ExpandDims]: { inputs: ['input'], grad: (dy, [input]) => ({ input: () => tf.reshape(dy, input!.shape) }) },
  [tf.Transpose]: {
    grad: (dy, _saved, { perm }: { perm: number[] }) => ({
      x: () =>
        tf.transpose(
          dy,
          perm.map((_, axis) => perm.indexOf(axis)),
        ),
    }),
  },

  [tf.Sum]: { inputs: ['x'], grad: (dy, [x], { axis }) => ({ x: () => spread(dy, x!, axis) }) },
  [tf.Mean]: {
    inputs: ['x'],
    grad: (dy, [x], { axis }) => ({ x: () => tf.mul(spread(dy, x!, axis), dy.size / x!.size) }),
  },
  [tf.Max]: {
    inputs: ['x'],
    output: true,
    grad: (dy, [x, y], { reductionIndices }) => ({ x: () => toExtremes(dy, x!, y!, reductionIndices) }),
  },
  [tf.Min]: {
    inputs: ['x'],
    output: true,
    grad: (dy, [x, y], { axis }) => ({ x: () => toExtremes(dy, x!, y!, axis) }),
  },

  [tf.BatchMatMul]: {
    inputs: ['a', 'b'],
    grad: (dy, [a, b], { transposeA, transposeB }) => ({
      a: () =>
        sumTo(transposeA ? tf.matMul(b!, dy, transposeB, true) : tf.matMul(dy, b!, false, !transposeB), a!.shape),
      b: () =>
        sumTo(transposeB ? tf.matMul(dy, a!, true, transposeA) : tf.matMul(a!, dy, !transposeA, false), b!.shape),
    }),
  },
  [tf.Slice]: {
    inputs: ['x'],
    grad: (dy, [x], { begin }: { begin: number[] }) => ({
      x: () =>
        tf.pad(
          dy,
          x!.shape.map((size, axis): [number, number] => [begin[axis]!, size - begin[axis]! - dy.shape[axis]!]),
        ),
    }),
  },
  [tf.PadV2]: {
    inputs: ['x'],
    grad: (dy, [x], { paddings }: { paddings: [number, number][] }) => ({
      x: () =>
        tf.slice(
          dy,
          paddings.map(([before]) => before),
          x!.shape,
        ),
    }),
  },
  [tf.Select]: {
    inputs: ['condition'],
    grad: (dy, [condition]) => {
      const taken = () => asFloat(condition!);
      return {
        condition: () => tf.zeros(condition!.shape),
        t: () => tf.mul(dy, taken()),
        e: () => tf.mul(dy, tf.sub(1, taken())),
      };
    },
  },
};

/** Sums over the axes along which a tensor of `shape` was repeated to become dy. */
function sumTo(dy: tf.Tensor, shape: readonly number[]): tf.Tensor {
  const more = dy.rank - shape.length;
  const axes = [...dy.shape.keys()].filter((axis) => axis < more || (shape[axis - more] === 1 && dy.shape[axis] !== 1));
  return tf.reshape(axes.length === 0 ? dy : tf.sum(dy, axes), [...shape]);
}

/** Repeats the gradient of a sum along the axes that it went over. */
function spread(dy: tf.Tensor, x: tf.Tensor, axis: number | readonly number[] | null): tf.Tensor {
  return tf.mul(tf.reshape(dy, keptShape(x, axis)), tf.onesLike(asFloat(x)));
}

/** Gives the gradient of an extreme value to its place; several equal ones share it. */
function toExtremes(dy: tf.Tensor, x: tf.Tensor, y: tf.Tensor, axis: number | readonly number[] | null): tf.Tensor {
  const shape = keptShape(x, axis);
  const isExtreme = asFloat(tf.equal(x, tf.reshape(y, shape)));
  const axes = tf.util.parseAxisParam(axis as number[], x.shape);
  return tf.mul(isExtreme, tf.div(tf.reshape(dy, shape), tf.sum(isExtreme, axes, true)));
}

/** The shape of x with length 1 along the axes. */
function keptShape(x: tf.Tensor, axis: number | readonly number[] | null): number[] {
  const axes = tf.util.parseAxisParam(axis as number[], x.shape);
  return x.shape.map((size, i) => (axes.includes(i) ? 1 : size));
}
