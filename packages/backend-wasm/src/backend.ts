import {
  type BackendTimingInfo,
  backend_util,
  buffer,
  type DataId,
  DataStorage,
  type DataType,
  engine,
  KernelBackend,
  kernel_impls,
  type NumericDataType,
  type Rank,
  type ShapeMap,
  type Tensor,
  type TensorBuffer,
  type TensorInfo,
  type TypedArray,
  util,
} from '@tensorflow/tfjs-core';
import { taskFields } from '#wasm-code';
import type { Heap } from './heap.ts';
import { TensorData } from './tensor-data.ts';
import type { ParallelKernel } from './thread-control.ts';
import { TASKS_BYTES, ThreadPool } from './thread-pool.ts';

/** How a job is cut. The cut depends on the job alone, so the sums in it do not depend on the number of threads. */
export interface Cut {
  /** Items of work that are worth a chunk of their own; default 1. */
  readonly grain?: number;
  /** Chunks hold a multiple of this many items; default 1. */
  readonly align?: number;
  /** At most this many chunks; default 32. */
  readonly chunks?: number;
}

const MOST_CHUNKS = 32;

/** Items in each chunk of a job. */
export function chunkSize(count: number, { grain = 1, align = 1, chunks = MOST_CHUNKS }: Cut = {}): number {
  const least = Math.max(grain, Math.ceil(count / chunks));
  return Math.max(align, Math.ceil(least / align) * align);
}

/** The tfjs backend: tensors in one WebAssembly memory, kernels run by a pool of threads over it. */
export class WasmBackend extends KernelBackend {
  /** Part of what the copied CPU kernels expect of a backend. */
  readonly blockSize = 48;
  readonly heap: Heap;
  readonly data: DataStorage<TensorData>;
  private module: WebAssembly.Module;
  private nextId = 0;
  private readonly tasks: number;
  private pool: ThreadPool;
  private wanted: number;
  private isStarted = false;

  constructor(heap: Heap, module: WebAssembly.Module, threads: number) {
    super();
    this.heap = heap;
    this.module = module;
    this.data = new DataStorage(this, engine());
    this.tasks = heap.allocate(TASKS_BYTES);
    this.wanted = threads;
    this.pool = this.newPool();
  }

  // ---- running kernels ----

  /**
   * Runs a kernel over [0, count) in chunks of `chunk` items; `fields` are the fields of its task. It may go on afterwards, and
   * is done before the next one begins and before JavaScript sees the memory (see Heap).
   */
  launch(kernel: string, count: number, chunk: number, fields: Readonly<Record<string, number | boolean>>): void {
    if (count === 0) return;
    const { floats, integers } = this.heap;
    let word = this.pool.nextTask >>> 2;
    for (const [name, isFloat] of taskFields[kernel]!) {
      const value = fields[name];
      if (value === undefined) throw new Error(`${kernel}: the task lacks ${name}`);
      if (isFloat) floats[word] = Number(value);
      else integers[word] = Number(value);
      word++;
    }
    if (!this.isStarted && chunk < count) this.startThreads();
    this.pool.run(kernel, count, chunk);
  }

  /** Threads that work now, how many were asked for, and why there are fewer. */
  get threads(): { running: number; wanted: number; reason: string | undefined } {
    if (!this.isStarted) this.startThreads();
    return { running: this.pool.size, wanted: this.wanted, reason: this.pool.reason };
  }

  /** Fulfilled when the threads work; they start if they have not yet. */
  started(): Promise<void> {
    if (!this.isStarted) this.startThreads();
    return this.pool.started();
  }

  /** Runs with `threads` threads from now on, with `module`'s kernels. */
  restart(threads: number, module: WebAssembly.Module = this.module): void {
    this.pool.stop();
    this.wanted = threads;
    this.module = module;
    this.pool = this.newPool();
    this.isStarted = false;
  }

  /** In Node, threads start with the first job that is worth more than one. */
  private startThreads(): void {
    this.isStarted = true;
    this.pool.start(this.wanted);
  }

  private newPool(): ThreadPool {
    const { memory } = this.heap;
    const { exports } = new WebAssembly.Instance(this.module, { env: { memory, abort() {} } });
    const kernels: Record<string, ParallelKernel> = {};
    for (const name of Object.keys(taskFields)) kernels[name] = exports[name] as ParallelKernel;
    const pool = new ThreadPool(this.heap, this.module, kernels, this.tasks);
    this.heap.jobs = pool;
    return pool;
  }

  // ---- memory for kernels ----

  /** The address of a tensor's numbers. */
  pointer(tensor: TensorInfo): number {
    return this.data.get(tensor.dataId).pointer;
  }

  /** A new tensor whose numbers are not set yet, and their address. */
  output(
    shape: readonly number[],
    dtype: 'float32' | 'int32' | 'bool' = 'float32',
  ): { info: TensorInfo; pointer: number } {
    const info = this.newTensor(shape as number[], dtype, null);
    return { info, pointer: this.pointer(info) };
  }

  /** Calls `use` with the address of `bytes` of memory that is free again afterwards. */
  withScratch<T>(bytes: number, use: (address: number) => T): T {
    const address = this.heap.allocate(bytes);
    try {
      return use(address);
    } finally {
      this.heap.release(address, bytes);
    }
  }

  /** The same with `bytes` for each thread; a thread finds its own at `address + thread·stride`. */
  withThreadScratch<T>(bytes: number, use: (address: number, stride: number) => T): T {
    const stride = Math.ceil((bytes + 64) / 64) * 64;
    return this.withScratch(stride * Math.max(this.wanted, 1), (address) => use(address, stride));
  }

  private newTensor(shape: number[], dtype: DataType, values: backend_util.BackendValues | null): TensorInfo {
    const dataId = { id: this.nextId++ };
    this.data.set(dataId, new TensorData(this.heap, dtype, util.sizeFromShape(shape), values));
    return { dataId, shape, dtype };
  }

  // ---- what tfjs-core asks of a backend ----

  override write(values: backend_util.BackendValues, shape: number[], dtype: DataType): DataId {
    return this.newTensor(shape, dtype, this.outside(values)).dataId;
  }

  override move(
    dataId: DataId,
    values: backend_util.BackendValues,
    shape: number[],
    dtype: DataType,
    refCount: number,
  ): void {
    const data = new TensorData(this.heap, dtype, util.sizeFromShape(shape), this.outside(values));
    data.refCount = refCount;
    this.data.set(dataId, data);
  }

  /** A CPU kernel may return a part of its input: what lies in WebAssembly memory is copied, as its block may be freed. */
  private outside(values: backend_util.BackendValues): backend_util.BackendValues {
    return this.heap.isView(values) ? values.slice() : values;
  }

  override readSync(dataId: DataId): backend_util.BackendValues {
    const { dtype, values, complexTensorInfos } = this.data.get(dataId);
    if (dtype === 'complex64') {
      const { real, imag } = complexTensorInfos!;
      return backend_util.mergeRealAndImagArrays(
        this.readSync(real.dataId) as Float32Array,
        this.readSync(imag.dataId) as Float32Array,
      );
    }
    if (this.heap.isView(values)) return values.slice();
    return util.convertBackendValuesAndArrayBuffer(values, dtype);
  }

  override async read(dataId: DataId): Promise<backend_util.BackendValues> {
    return this.readSync(dataId);
  }

  override numDataIds(): number {
    return this.data.numDataIds();
  }

  override refCount(dataId: DataId): number {
    return this.data.has(dataId) ? this.data.get(dataId).refCount : 0;
  }

  override incRef(dataId: DataId): void {
    this.data.get(dataId).refCount++;
  }

  decRef(dataId: DataId): void {
    if (this.data.has(dataId)) this.data.get(dataId).refCount--;
  }

  override disposeData(dataId: DataId, force = false): boolean {
    if (!this.data.has(dataId)) return true;
    const data = this.data.get(dataId);
    data.refCount--;
    if (!force && data.refCount > 0) return false;
    if (data.complexTensorInfos !== undefined) {
      this.disposeData(data.complexTensorInfos.real.dataId, true);
      this.disposeData(data.complexTensorInfos.imag.dataId, true);
    }
    data.release();
    this.data.delete(dataId);
    return true;
  }

  override memory(): { unreliable: boolean; wasmBytes: number; wasmLiveBytes: number; wasmPeakBytes: number } {
    const { size, live, peak } = this.heap.usage;
    return { unreliable: false, wasmBytes: size, wasmLiveBytes: live, wasmPeakBytes: peak };
  }

  override async time(f: () => void): Promise<BackendTimingInfo> {
    const start = util.now();
    f();
    this.pool.finish();
    return { kernelMs: util.now() - start };
  }

  override floatPrecision(): 16 | 32 {
    return 32;
  }

  override timerAvailable(): boolean {
    return true;
  }

  override dispose(): void {
    this.pool.stop();
  }

  // ---- what the copied CPU kernels ask of a backend ----

  bufferSync<R extends Rank, D extends DataType>(tensor: TensorInfo): TensorBuffer<R, D> {
    const values = this.readSync(tensor.dataId);
    const shape = tensor.shape as ShapeMap[R];
    if (tensor.dtype !== 'string') return buffer(shape, tensor.dtype as NumericDataType, values as TypedArray) as never;
    const strings = (values as Uint8Array[]).map((bytes) => util.decodeString(bytes));
    return buffer(shape, 'string', strings as never) as never;
  }

  makeTensorInfo(shape: number[], dtype: DataType, values: backend_util.BackendValues | string[] = null!): TensorInfo {
    const isText = dtype === 'string' && values !== null && values.length > 0 && util.isString(values[0]!);
    const encoded = isText ? (values as string[]).map((text) => util.encodeString(text)) : values;
    return { dataId: this.write(encoded as backend_util.BackendValues, shape, dtype), shape, dtype };
  }

  makeOutput(values: backend_util.BackendValues, shape: number[], dtype: DataType): Tensor {
    return engine().makeTensorFromTensorInfo(this.makeTensorInfo(shape, dtype, values), this);
  }

  disposeIntermediateTensorInfo(info: TensorInfo): void {
    this.disposeData(info.dataId);
  }

  where(condition: Tensor): Tensor {
    return kernel_impls.whereImpl(condition.shape, this.readSync(condition.dataId) as TypedArray) as Tensor;
  }
}
