import { kernelsBinary } from '#kernels-binary';

/** The functions of `assembly/`, where they are described; pointers are byte offsets into the memory. */
interface KernelExports {
  readonly memory: WebAssembly.Memory;
  gather(
    ...args: [
      ...[source: number, step: number, sourceWidth: number],
      ...[left: number, top: number, boxWidth: number, boxHeight: number],
      ...[a: number, b: number, c: number, d: number, e: number, f: number],
      ...[fill: number, to: number, width: number, height: number],
    ]
  ): void;
  resizeAcross(
    ...args: [
      ...[from: number, fromStride: number, height: number, to: number, toStride: number, outWidth: number],
      ...[starts: number, pairs: number, weights: number, stride: number],
    ]
  ): void;
  resizeDown(
    ...args: [
      ...[from: number, to: number, rowStride: number, outHeight: number],
      ...[starts: number, pairs: number, weights: number, stride: number],
    ]
  ): void;
  sample(
    ...args: [
      ...[source: number, step: number, rowBytes: number, lastX: number, lastY: number],
      ...[a: number, b: number, c: number, d: number, e: number, f: number],
      ...[left: number, top: number, right: number, bottom: number, fill: number, isSmooth: boolean],
      ...[to: number, width: number, height: number],
    ]
  ): void;
  halve(
    ...args: [
      ...[source: number, step: number, rowBytes: number, width: number, height: number],
      ...[isAcross: boolean, isDown: boolean, to: number],
    ]
  ): void;
  lookup(pixels: number, count: number, table: number): void;
  lumaSum(pixels: number, count: number): number;
  saturate(pixels: number, count: number, factor: number): void;
  turnHue(pixels: number, count: number, shift: number): void;
  toPacked(pixels: number, count: number, to: number): void;
  toFloats(pixels: number, count: number, tables: number, to: number): void;
}

const PAGE = 65536;
/** Behind the statics of the module. */
const FIRST_BYTE = 1024;
/** Kernels read and write up to this many bytes beyond a buffer. */
const SLACK = 64;

/** The kernels and their memory, of which `allocate` hands out one piece after the other until `reset`. */
export class Kernels {
  readonly run: KernelExports;
  #next = FIRST_BYTE;

  constructor(module: WebAssembly.Module) {
    this.run = new WebAssembly.Instance(module, {}).exports as unknown as KernelExports;
  }

  /** Takes all memory back. */
  reset(): void {
    this.#next = FIRST_BYTE;
  }

  /** A buffer of that many bytes, at a multiple of 16. It may detach the views of the memory that were made before. */
  allocate(bytes: number): number {
    const { memory } = this.run;
    const pointer = this.#next;
    this.#next = Math.ceil((pointer + bytes + SLACK) / 16) * 16;
    const missing = this.#next - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
    return pointer;
  }

  /** A new buffer with a copy of these numbers. */
  put(numbers: Uint8Array | Uint8ClampedArray | Int32Array | Float32Array): number {
    const pointer = this.allocate(numbers.byteLength);
    const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    new Uint8Array(this.run.memory.buffer, pointer).set(bytes);
    return pointer;
  }
}

let instance: Kernels | null | undefined;

/** The kernels of this thread, or null where WebAssembly is missing or not allowed; plain loops then do the same. */
export function kernels(): Kernels | null {
  if (instance === undefined) {
    try {
      instance = new Kernels(new WebAssembly.Module(Uint8Array.from(atob(kernelsBinary), (c) => c.charCodeAt(0))));
    } catch {
      instance = null;
    }
  }
  return instance;
}
