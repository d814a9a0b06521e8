import { backend_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { chunkSize, type WasmBackend } from '../backend.ts';
import { activationCode } from '../conv-geometry.ts';
import { areFloats, type KernelCall, type WasmKernel } from '../wasm-kernel.ts';

const CUT = { grain: 16_384, align: 16 };

/** Numbers of an op beside its input, such as LeakyReLU's slope. */
type Parameters = Readonly<{ alpha?: number; beta?: number }>;

/** to[i] = op(from[i]) over `count` numbers; both may be the same address. */
export function applyUnary(
  backend: WasmBackend,
  op: string,
  count: number,
  { from, to, alpha = 0, beta = 0 }: { from: number; to: number } & Parameters,
): void {
  const chunk = chunkSize(count, CUT);
  if (op === 'sigmoid' || op === 'tanh')
    backend.launch('activationForward', count, chunk, { from, to, activation: activationCode[op] });
  else backend.launch(op, count, chunk, { from, to, alpha, beta });
}

function unary<Attrs = unknown>(
  name: string,
  op: string,
  parameters: (attrs: Attrs) => Parameters = () => ({}),
): WasmKernel {
  return {
    name,
    run({ inputs: { x }, attrs, backend }: KernelCall<{ x: TensorInfo }, Attrs>) {
      if (!areFloats(x)) return undefined;
      const output = backend.output(x.shape);
      const at = { from: backend.pointer(x), to: output.pointer };
      applyUnary(backend, op, util.sizeFromShape(x.shape), { ...at, ...parameters(attrs) });
      return output.info;
    },
  };
}

/** One row for each op of one tensor: its name in tfjs-core, the kernel, and the attributes that it takes. */
export const unaryKernels: readonly WasmKernel[] = [
  unary('Abs', 'abs'),
  unary('Ceil', 'ceil'),
  unary('ClipByValue', 'clip', (attrs: { clipValueMin: number; clipValueMax: number }) => ({
    alpha: attrs.clipValueMin,
    beta: attrs.clipValueMax,
  })),
  unary('Elu', 'elu'),
  unary('Erf', 'erf'),
  unary('Exp', 'exp'),
  unary('Expm1', 'expm1'),
  unary('Floor', 'floor'),
  unary('LeakyRelu', 'leakyRelu', (attrs: { alpha: number }) => attrs),
  unary('Log', 'log'),
  unary('Log1p', 'log1p'),
  unary('Neg', 'neg'),
  unary('Reciprocal', 'reciprocal'),
  unary('Relu', 'relu'),
  unary('Relu6', 'relu6'),
  unary('Round', 'round'),
  unary('Rsqrt', 'rsqrt'),
  unary('Selu', 'selu', () => ({
    alpha: backend_util.SELU_SCALEALPHA / backend_util.SELU_SCALE,
    beta: backend_util.SELU_SCALE,
  })),
  unary('Sigmoid', 'sigmoid'),
  unary('Sign', 'sign'),
  unary('Softplus', 'softplus'),
  unary('Sqrt', 'sqrt'),
  unary('Square', 'square'),
  unary('Step', 'step', (attrs: { alpha: number }) => attrs),
  unary('Tanh', 'tanh'),
];
