import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('figures/', import.meta.url));

/** Writes a figure to `examples/figures/` and says so. */
export function saveFigure(name: string, svg: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}${name}.svg`, svg);
  console.log(`(figure: examples/figures/${name}.svg)`);
}
