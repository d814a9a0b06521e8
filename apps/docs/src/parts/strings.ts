import type { Language } from '../strings/strings.ts';

/** What the parts of the package pages say in English. */
const en = {
  entryPoints: 'Entry points:',
  size: (kilobytes: string) => `at most ${kilobytes}, bundled, minified and gzipped`,
  sizeNote: 'The build fails above these sizes. What the package depends on is not counted in.',
  depends: 'Depends on:',
  nothing: 'nothing',
  peers: 'You install beside it:',
  optional: 'optional',
  benchmark: {
    caption: 'Images a second',
    columns: ['network', 'batch', '1 thread', '2 threads', 'PyTorch', 'ratio (min–max)'],
    network: (name: string) => name,
  },
};

const es: typeof en = {
  entryPoints: 'Puntos de entrada:',
  size: (kilobytes) => `como mucho ${kilobytes}, empaquetado, minificado y comprimido con gzip`,
  sizeNote: 'La compilación falla por encima de esos tamaños. No se cuenta aquello de lo que depende el paquete.',
  depends: 'Depende de:',
  nothing: 'nada',
  peers: 'Se instala aparte:',
  optional: 'opcional',
  benchmark: {
    caption: 'Imágenes por segundo',
    columns: ['red', 'lote', '1 hilo', '2 hilos', 'PyTorch', 'cociente (mín–máx)'],
    network: (name) =>
      name
        .replace('classic', 'clásica')
        .replace('modern', 'moderna')
        .replace('small VGG', 'VGG pequeña')
        .replace('training', 'entrenar')
        .replace('inference', 'usar'),
  },
};

export function partStrings(lang: Language): typeof en {
  return { en, es }[lang];
}
