import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('figures/', import.meta.url));

/** Writes a figure to `examples/figures/` and says so: SVG text, or the bytes of a PNG under a name that ends in .png. */
export function saveFigure(name: string, figure: string | Uint8Array): void {
  const file = name.endsWith('.png') ? name : `${name}.svg`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${file}`, figure);
  console.log(`(figure: examples/figures/${file})`);
}
