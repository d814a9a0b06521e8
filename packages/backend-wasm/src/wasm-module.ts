import { plainModule, relaxedModule } from '#wasm-code';
import { isNode } from './is-node.ts';

/** Which of the modules. */
export interface Variant {
  readonly isRelaxed: boolean;
  /** Whether it takes a shared memory. */
  readonly isShared: boolean;
}

/** (module (func (result v128) i32.const 0 i8x16.splat ×3 f32x4.relaxed_madd)): valid where relaxed SIMD is. */
const RELAXED_PROBE = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0],
  ...[65, 0, 253, 15, 65, 0, 253, 15, 65, 0, 253, 15, 253, 133, 2, 11],
);

/** Whether the engine has relaxed SIMD (Node 20 only with --experimental-wasm-relaxed-simd). */
export function hasRelaxedSimd(): boolean {
  return WebAssembly.validate(RELAXED_PROBE);
}

const compiled = new Map<string, WebAssembly.Module>();
const keyOf = ({ isRelaxed, isShared }: Variant) => `${isRelaxed} ${isShared}`;

/** The compiled module; in Node at once, elsewhere after `compileModule` has been awaited. */
export function compiledModule(variant: Variant): WebAssembly.Module | undefined {
  const known = compiled.get(keyOf(variant));
  if (known !== undefined || !isNode()) return known;
  const { inflateRawSync } = process.getBuiltinModule('node:zlib');
  const bytes = new Uint8Array(inflateRawSync(Buffer.from(packed(variant), 'base64')));
  const module = new WebAssembly.Module(forMemory(variant, bytes));
  compiled.set(keyOf(variant), module);
  return module;
}

/** Compiles off the main thread, as browsers ask for modules of this size. */
export async function compileModule(variant: Variant): Promise<WebAssembly.Module> {
  const known = compiledModule(variant);
  if (known !== undefined) return known;
  const deflated = Uint8Array.from(atob(packed(variant)), (c) => c.charCodeAt(0));
  const stream = new Blob([deflated]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const module = await WebAssembly.compile(forMemory(variant, bytes));
  compiled.set(keyOf(variant), module);
  return module;
}

function packed({ isRelaxed }: Variant): string {
  return isRelaxed ? relaxedModule : plainModule;
}

/** The import's name, its kind and the flags of its limits, of which bit 0 says that there is a maximum, bit 1 shared. */
const MEMORY_IMPORT = [6, ...new TextEncoder().encode('memory'), 2];
const SHARED = 3;
const UNSHARED = 1;

/** Makes a module that imports a shared memory import an unshared one where that is all there is. */
function forMemory({ isShared }: Variant, bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (isShared) return bytes;
  const flags = [...MEMORY_IMPORT, SHARED];
  const start = bytes.findIndex((_, i) => flags.every((byte, k) => bytes[i + k] === byte));
  bytes[start + MEMORY_IMPORT.length] = UNSHARED;
  return bytes;
}
