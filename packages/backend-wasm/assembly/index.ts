export {
  add,
  divide,
  maximum,
  minimum,
  multiply,
  squaredDifference,
  subtract,
} from './binary';
export {
  equal,
  equalIntegers,
  greater,
  greaterEqual,
  greaterEqualIntegers,
  greaterIntegers,
  less,
  lessEqual,
  lessEqualIntegers,
  lessIntegers,
  notEqual,
  notEqualIntegers,
} from './comparisons';
export { convForward } from './conv-forward';
export { convGradFilter, sumPartials } from './conv-filter';
export { convGradInput, packInput } from './conv-input';
export { copyStrided, gather, oneHot, toFloat, toInteger } from './copy';
export { crossEntropy } from './cross-entropy';
export { depthwiseForward, depthwiseGradFilter, depthwiseGradInput } from './depthwise';
export { flagsToFloat, flagsToInteger } from './flags';
export { activationBackward, activationForward, columnSums } from './gradient';
export { matMul } from './matmul';
export { matMulPanels, matMulSplit, packBlocks } from './matmul-skinny';
export { adam, sgd } from './optimizers';
export { pack } from './pack';
export { poolForward } from './pool';
export { poolBackward } from './pool-gradient';
export { maximumOf, minimumOf, sum, sumIntegers } from './reduce';
export { select } from './select';
export { argMax, softmax } from './softmax';
export {
  abs,
  ceil,
  clip,
  elu,
  erf,
  exp,
  expm1,
  floor,
  leakyRelu,
  log,
  log1p,
  neg,
  reciprocal,
  relu,
  relu6,
  round,
  rsqrt,
  scale,
  selu,
  sign,
  softplus,
  sqrt,
  square,
  step,
} from './unary';
export { winogradFilter, winogradForward, winogradGradFilter, winogradGradInput } from './winograd';
// Exported only so that the optimizer keeps them as functions of their own: inlined into one large function, V8 runs out
// of registers and the tiles take nearly twice as long.
export { columnTile1, columnTile2, columnTile3, columnTile4, columnTile5, columnTile6 } from './tiles';
export { planarTile1, planarTile2, planarTile3, planarTile4, tripleTile } from './conv-planar';
export { commonTile1x1, commonTile1x2, commonTile1x3, commonTile2x1, commonTile2x2, commonTile2x3 } from './sparse-tiles';
export { sparseTile1, sparseTile2, sparseTile3, sparseTile4, sparseTile5, sparseTile6 } from './sparse-tiles';
export { rowTile1, rowTile2, rowTile3, rowTile4, rowTile5, rowTile6 } from './tiles';
