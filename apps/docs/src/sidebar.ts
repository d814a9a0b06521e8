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
    label: 'API reference',
    translations: { es: 'Referencia de la API' },
    collapsed: true,
    items: slugs(
      'reference',
      entryPoints().map(({ path }) => path),
    ),
  },
];
