import { ArgumentError, FeaturemapError, requireKnownOptions } from '@featuremap/errors';
import { input, inputOf } from './input.ts';
import type { Inferred, LayerDescription } from './layer-description.ts';
import { onePixel, type ReceptiveField, receptiveField } from './receptive-field.ts';
import { type DataFormat, elements, type Shape } from './shape.ts';

/** One layer of a `Summary`. */
export interface SummaryRow {
  /** Its index, `'3'`; inside a container `'3.0'`. Empty for an input that is no layer of the list. */
  readonly path: string;
  readonly name: string;
  /** The shape of one sample behind it; null where the layer or one inside it does not fit. */
  readonly shape: Shape | null;
  /** How many numbers it learns; for a container, all of them inside. */
  readonly params: number;
  /** Multiply-adds for one sample; for a container, all of them inside. */
  readonly macs: number;
  /** Bytes of its output for one sample in float32; 0 for layers in a row, whose output is that of their last. */
  readonly bytes: number;
  /** What one output position sees of the image; null where there are no positions. */
  readonly field: ReceptiveField | null;
  /** Why the layer does not fit; null where it does. */
  readonly error: string | null;
}

/** What `summary` gives: plain data, ready for `JSON.stringify`. */
export interface Summary {
  readonly dataFormat: DataFormat;
  /** One for the input and each layer, up to the first that does not fit. */
  readonly rows: readonly SummaryRow[];
  /** The sums over the rows. */
  readonly params: number;
  readonly macs: number;
  /** Bytes of all outputs, input included, for one sample in float32: what a training step keeps. */
  readonly bytes: number;
  /** The sentence of the row that ends the list early, or null. */
  readonly error: string | null;
}

/**
 * Everything that is known of a network without running it: for each layer the shape of one sample, the parameters, the
 * multiply-adds, the bytes of its output and the receptive field. Ends at the first layer that does not fit, with the
 * reason in its row.
 *
 * @param net A container such as `sequential(…)`, or a list of layers.
 * @param shape The shape of one sample; may be left out when the first layer is `input(…)`.
 * @param options.dataFormat Where the channels are when the first layer is no `input(…)`. Default `'NHWC'`, last.
 * @throws {ArgumentError} when there is neither an `input(…)` nor a shape, or a size is not a positive integer.
 *
 * @example
 * ```js
 * import { avgPool2d, conv2d, input, sequential, summary } from '@featuremap/shapes';
 *
 * const net = sequential(input(28, 28, 1), conv2d(1, 6, { kernelSize: 5, padding: 2 }), avgPool2d(2));
 * const { rows, params, macs } = summary(net);
 * console.log(params, macs); // 156 117600
 * console.log(rows[2].shape, rows[2].field.size); // [ 14, 14, 6 ] [ 6, 6 ]
 * ```
 */
export function summary(
  net: LayerDescription | readonly LayerDescription[],
  shape?: Shape,
  options: { readonly dataFormat?: DataFormat } = {},
): Summary {
  requireKnownOptions('summary', options, ['dataFormat']);
  const layers = 'infer' in net ? (net.layers ?? [net]) : net;
  const start = inputOf(layers);
  const sample = shape ?? start?.shape;
  if (!sample) {
    throw new ArgumentError('summary: the shape of one sample is needed', {
      remedy: 'summary(net, [28, 28, 1]), or input(28, 28, 1) as the first layer',
    });
  }
  const declared = input(...sample, { dataFormat: start?.dataFormat ?? 'NHWC', ...options });
  const { dataFormat } = declared;

  const rows: Row[] = [];
  let state: State | undefined = { shape: sample, via: '', field: onePixel };
  if (!start) state = addRow(rows, declared, '', state, dataFormat);
  for (const [index, layer] of layers.entries()) {
    state = state && addRow(rows, layer, `${index}`, state, dataFormat);
  }

  const outer = rows.filter((row) => !row.path.includes('.'));
  return {
    dataFormat,
    rows,
    params: sum(outer.map((row) => row.params)),
    macs: sum(outer.map((row) => row.macs)),
    bytes: sum(rows.map((row) => row.bytes)),
    error: rows.find((row) => row.error !== null)?.error ?? null,
  };
}

type Row = { -readonly [Key in keyof SummaryRow]: SummaryRow[Key] };

interface State extends Inferred {
  readonly field: ReceptiveField | undefined;
}

/** Adds the row of a layer and those of the layers inside it; gives what is behind it, or undefined if it does not fit. */
function addRow(
  rows: Row[],
  layer: LayerDescription,
  path: string,
  before: State,
  dataFormat: DataFormat,
): State | undefined {
  const name = layer.label ?? layer.name;
  const row: Row = { path, name, shape: null, params: 0, macs: 0, bytes: 0, field: null, error: null };
  rows.push(row);
  let inside: State | undefined = before;
  for (const [index, inner] of (layer.layers ?? layer.branches ?? []).entries()) {
    inside = addRow(rows, inner, `${path}.${index}`, layer.layers ? inside : before, dataFormat);
    if (!inside) return undefined;
  }

  const context = { dataFormat, via: before.via };
  try {
    const { shape, via } = layer.infer(before.shape, context);
    const field = before.field && receptiveField(layer, before.field, before.shape, context);
    row.shape = shape;
    row.params = layer.params();
    row.macs = layer.macs(before.shape, context);
    row.bytes = layer.layers ? 0 : 4 * elements(shape);
    row.field = field ?? null;
    return { shape, via, field };
  } catch (error) {
    if (!FeaturemapError.is(error) || error.code !== 'FEATUREMAP_SHAPE') throw error;
    row.error = error.sentence;
    return undefined;
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
