import { messageOf } from '@featuremap/testing';
import { expect, test } from 'vitest';
import {
  confusionMatrix,
  curves,
  imageGrid,
  showExtraction,
  showFeatureMaps,
  showFilmstrip,
  showKernel,
  showReceptiveField,
} from './index.ts';

/** Everything in a figure that is to be read: texts, titles and the description. */
const read = (svg: string): string[] =>
  [...svg.matchAll(/<(?:text|title|desc)[^>]*>([^<]+)</g)].map((match) => match[1]!);

/** Spanish writes a comma. */
const comma = (value: number) => String(value).replace('.', ',');
const plane = { data: [0, 0.5, 1, 2], width: 2, height: 2 };

test('curves in Spanish', () => {
  const svg = curves([{ name: 'entrenamiento', y: [0.5, 0.75] }], {
    title: 'Exactitud',
    yFormat: 'percent',
    words: {
      xLabel: 'época',
      percent: (share) => `${Math.round(100 * share)} %`,
      description: ({ title, xLabel, firstX, lastX, series }) =>
        `${title} por ${xLabel}, de ${firstX} a ${lastX}: ${series.map(({ name, ends }) => `${name} ${ends!.join(' → ')}`)}.`,
    },
  });
  expect(read(svg)).toMatchInlineSnapshot(`
    [
      "Exactitud",
      "Exactitud por época, de 1 a 2: entrenamiento 50 % → 75 %.",
      "Exactitud",
      "entrenamiento",
      "50 %",
      "55 %",
      "60 %",
      "65 %",
      "70 %",
      "75 %",
      "1",
      "2",
      "época",
      "entrenamiento",
    ]
  `);
});

test('confusionMatrix in Spanish', () => {
  const svg = confusionMatrix(
    [
      [3, 1],
      [0, 4],
    ],
    {
      classes: ['bota', 'bolso'],
      words: {
        title: 'Matriz de confusión',
        actual: 'clase real',
        predicted: 'clase predicha',
        cell: ({ actual, predicted, count }) => `${actual} como ${predicted}: ${count}`,
        description: ({ right, total, worst }) =>
          `${right} de ${total} bien; ${worst!.actual} por ${worst!.predicted}.`,
      },
    },
  );
  expect(read(svg)).toMatchInlineSnapshot(`
    [
      "Matriz de confusión",
      "7 de 8 bien; bota por bolso.",
      "Matriz de confusión",
      "bota",
      "bolso",
      "bota",
      "bolso",
      "bota como bota: 3",
      "3",
      "bota como bolso: 1",
      "1",
      "bolso como bota: 0",
      "0",
      "bolso como bolso: 4",
      "4",
      "clase predicha",
      "clase real",
    ]
  `);
});

test('pictures in Spanish', () => {
  const figures = [
    imageGrid([plane], { words: { description: ({ images }) => `${images} imagen` } }),
    showFeatureMaps(
      { data: plane.data, shape: [2, 2, 1] },
      { words: { description: ({ channels, max }) => `${channels} mapa, hasta ${comma(max)}` } },
    ),
    showExtraction([{ ...plane, name: 'filtro' }], {
      words: {
        stage: ({ height, width }) => `${height} × ${width}`,
        description: ([stage]) => `${stage!.name} de ${stage!.min} a ${stage!.max}`,
      },
    }),
    showFilmstrip([plane], {
      words: { caption: ({ index }) => `paso ${index}`, description: ([caption]) => `un cuadro: ${caption}` },
    }),
    showKernel([[0.5]], {
      words: { title: () => 'núcleo', number: comma, description: (rows) => `filas: ${rows.join()}` },
    }),
    showReceptiveField([3, 3], [{ kernelSize: 2 }, { kernelSize: 2 }], {
      words: {
        input: 'entrada',
        layer: (number) => `capa ${number}`,
        field: ({ fieldHeight, fieldWidth }) => `${fieldHeight} × ${fieldWidth}`,
        description: ([input]) => `ve ${input!.fieldHeight} filas de la ${input!.name}`,
      },
    }),
  ];
  expect(figures.map((svg) => read(svg).join(' | '))).toMatchInlineSnapshot(`
    [
      "1 imagen | 1 imagen",
      "1 mapa, hasta 2 | 1 mapa, hasta 2 | 0 | 0",
      "filtro de 0 a 2 | filtro de 0 a 2 | filtro, 2 × 2 | filtro | 2 × 2",
      "un cuadro: paso 0 | un cuadro: paso 0 | paso 0 | paso 0",
      "núcleo | filas: 0,5 | 0,5",
      "ve 3 filas de la entrada | ve 3 filas de la entrada | entrada | 3 × 3 | capa 1 | 2 × 2 | capa 2 | 1 × 1",
    ]
  `);
});

test('errors', () => {
  const messageFor = (words: object) => messageOf(() => showKernel([[1]], { words }));
  expect(messageFor({ titel: () => '' })).toMatchInlineSnapshot(`
    "showKernel: words: unknown option 'titel'
      Received  { titel: function titel }
      Rule      the options are title, number, description
      Try       'title'"
  `);
  expect(messageFor({ title: 'Kern' })).toMatchInlineSnapshot(
    `"showKernel: words.title must be a function, not 'Kern'"`,
  );
});
