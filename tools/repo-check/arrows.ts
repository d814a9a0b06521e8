/**
 * Which package may depend on which: the arrows of the architecture. Everything may depend on errors; a package that is
 * not listed may depend on nothing else.
 */
export const arrows: Readonly<Record<string, readonly string[]>> = {
  layers: ['shapes', 'random'],
  transforms: ['images', 'random'],
  datasets: ['images', 'random', 'transforms'],
  'fashion-mnist': ['datasets'],
  trainer: ['layers', 'datasets', 'random'],
  lenet: [
    'shapes',
    'random',
    'images',
    'layers',
    'datasets',
    'transforms',
    'trainer',
    'backend-wasm',
    'fashion-mnist',
    'plots',
    'interop',
  ],
  interop: ['layers', 'shapes'],
};
