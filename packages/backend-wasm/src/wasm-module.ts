import { plainModule, relaxedModule } from '#wasm-code';
import { isNode } from './thread-pool.ts';

/** (module (func (result v128) i32.const 0 i8x16.splat ×3 f32x4.relaxed_madd)): valid where relaxed SIMD is. */
const RELAXED_PROBE = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0],
  ...[65, 0, 253, 15, 65, 0, 253, 15, 65, 0, 253, 15, 253, 133, 2, 11],
);

/** Whether the engine has relaxed SIMD (Node 20 only with --experimental-wasm-relaxed-simd). */
export function hasRelaxedSimd(): boolean {
  return WebAssembly.validate(RELAXED_PROBE);
}

const compiled = new Map<boolean, WebAssembly.Module>();

/** The compiled module; in Node at once, elsewhere after `compileModule` has been awaited. */
export function compiledModule(isRelaxed: boolean): WebAssembly.Module | undefined {
  const known = compiled.get(isRelaxed);
  if (known !== undefined || !isNode()) return known;
  const { inflateRawSync } = process.getBuiltinModule('node:zlib');
  const bytes = inflateRawSync(Buffer.from(isRelaxed ? relaxedModule : plainModule, 'base64'));
  const module = new WebAssembly.Module(new Uint8Array(bytes));
  compiled.set(isRelaxed, module);
  return module;
}

/** Compiles off the main thread, as browsers ask for modules of this size. */
export async function compileModule(isRelaxed: boolean): Promise<WebAssembly.Module> {
  const known = compiledModule(isRelaxed);
  if (known !== undefined) return known;
  const packed = Uint8Array.from(atob(isRelaxed ? relaxedModule : plainModule), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const module = await WebAssembly.compile(await new Response(stream).arrayBuffer());
  compiled.set(isRelaxed, module);
  return module;
}
