import { entryPoints } from './reference/entry-points.ts';

/** The lessons in the order in which they are read; a lesson is the name of its file in docs/<language>/lessons. */
export const lessons = [
  'why-convolution',
  'convolution-by-hand',
  'learning-a-kernel',
  'padding-and-stride',
  'channels',
  'activation',
  'pooling',
  'receptive-field',
  'shape-calculator',
  'lenet',
  'is-it-well-trained',
  'augmentation',
] as const;

/** The packages, in the order of the README. */
export const packages = [
  'layers',
  'backend-wasm',
  'trainer',
  'lenet',
  'datasets',
  'fashion-mnist',
  'transforms',
  'images',
  'plots',
  'shapes',
  'scratch',
  'random',
  'errors',
] as const;

const errorKinds = ['shape', 'argument', 'state', 'data', 'environment'];

const slugs = (folder: string, pages: readonly string[]) => [
  { slug: folder },
  ...pages.map((page) => ({ slug: `${folder}/${page}` })),
];

export const sidebar = [
  {
    label: 'Lessons',
    translations: { es: 'Lecciones' },
    items: lessons.map((lesson) => ({ slug: `lessons/${lesson}` })),
  },
  {
    label: 'Packages',
    translations: { es: 'Paquetes' },
    collapsed: true,
    items: slugs('packages', packages),
  },
  {
    label: 'Coming from …',
    translations: { es: 'Si vienes de…' },
    collapsed: true,
    items: [
      { label: 'PyTorch', slug: 'coming-from-pytorch' },
      { label: 'Keras', slug: 'coming-from-keras' },
    ],
  },
  {
    label: 'Errors',
    translations: { es: 'Errores' },
    collapsed: true,
    items: slugs('errors', errorKinds),
  },
  {
    label: 'API reference',
    translations: { es: 'Referencia de la API' },
    collapsed: true,
    items: slugs(
      'reference',
      entryPoints().map(({ path }) => path),
    ),
  },
  {
    label: 'The project',
    translations: { es: 'El proyecto' },
    collapsed: true,
    items: [
      { slug: 'benchmarks' },
      { slug: 'contributing' },
      { label: 'Guide', translations: { es: 'Guía (en inglés)' }, slug: 'contributing/guide' },
      { label: 'Status', translations: { es: 'Estado (en inglés)' }, slug: 'contributing/status' },
    ],
  },
];
