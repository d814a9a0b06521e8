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
  'augmentation',
] as const;

export const sidebar = [
  {
    label: 'Lessons',
    translations: { es: 'Lecciones' },
    items: lessons.map((lesson) => ({ slug: `lessons/${lesson}` })),
  },
];
