import { InvalidArgumentError, Option } from 'commander';
import { backends } from './recipe.ts';

/** A commander parser for whole numbers from `min` on. */
export function integer(min: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isSafeInteger(value) && value >= min) return value;
    throw new InvalidArgumentError(`It must be an integer of at least ${min}.`);
  };
}

/** A commander parser for a learning rate. */
export function positive(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a number above 0.');
}

/** A commander parser for a share, 0 included and 1 not. */
export function share(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value < 1) return value;
  throw new InvalidArgumentError('It must be a number of at least 0 and below 1.');
}

export const dataOption = new Option(
  '--data <folder>',
  'folder with the four .gz files of Fashion-MNIST (default: those of the package @featuremap/fashion-mnist)',
);
export const backendOption = new Option('--backend <name>', 'what computes: wasm (fast), or cpu (plain JavaScript)')
  .choices(backends)
  .default('wasm');
export const jsonOption = new Option('--json', 'print JSON, one object a line, and nothing else');
export const threadsOption = new Option(
  '--threads <n>',
  'threads of the wasm backend (default: one for each core)',
).argParser(integer(1));
export const debugOption = new Option('--debug', 'when something fails, show where');
