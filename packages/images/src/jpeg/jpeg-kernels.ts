import { jpegBinary } from '#jpeg-binary';

/** The functions of `assembly/`, where they are described; pointers are byte offsets into the memory. */
interface KernelExports {
  readonly memory: WebAssembly.Memory;
  fillLookup(table: number, isDc: boolean): void;
  decodeScan(frame: number, from: number, end: number): number;
  greyPixels(planes: number, to: number): void;
  colourPixels(planes: number, xScale: number, yScale: number, room: number, to: number): void;
}

const PAGE = 65536;
/** Behind the statics of the module. */
const FIRST_BYTE = 4096;
/** Kernels read and write up to this many bytes beyond a buffer. */
const SLACK = 64;

/** The kernels and their memory, of which `allocate` hands out one piece after the other until `reset`. */
export class JpegKernels {
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
  put(numbers: Uint8Array | Int32Array): number {
    const pointer = this.allocate(numbers.byteLength);
    const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    new Uint8Array(this.run.memory.buffer, pointer).set(bytes);
    return pointer;
  }

  /** A copy of bytes of the memory, in `room` if that is long enough. */
  bytes(pointer: number, count: number, room: Uint8Array | undefined): Uint8Array {
    const bytes = new Uint8Array(this.run.memory.buffer, pointer, count);
    if (room === undefined || room.length < count) return bytes.slice();
    room.set(bytes);
    return room.subarray(0, count);
  }
}

let instance: JpegKernels | null | undefined;

/** The kernels of this thread, or null where WebAssembly is missing or not allowed. */
export function jpegKernels(): JpegKernels | null {
  if (instance === undefined) {
    try {
      instance = new JpegKernels(new WebAssembly.Module(Uint8Array.from(atob(jpegBinary), (c) => c.charCodeAt(0))));
    } catch {
      instance = null;
    }
  }
  return instance;
}
