import { ShapeError } from '@featuremap/errors';
import {
  elements,
  type ImageAxesOf,
  imageAxes,
  type LayerDescription,
  type MayEqual,
  type NoImage,
  type Plural,
  type Shape,
  type ShapeFn,
  type Show,
  showShape,
} from '@featuremap/shapes';

/** The function of a layer that takes images of C channels and keeps their shape. */
export interface ChannelsFn<Name extends string, C extends number> extends ShapeFn {
  readonly key: readonly ['channels', Name, C];
  readonly out: ChannelsOut<this['in'], this['format'], Name, C>;
}
type ChannelsOut<X, Format, Name extends string, C extends number> = X extends readonly [number, number, number]
  ? ImageAxesOf<Format, X> extends readonly [infer c extends number, number, number]
    ? MayEqual<c, C> extends true
      ? X
      : `${Name} expects ${C} input channel${Plural<C>} but the previous layer gives ${c}, in ${Show<X>}`
    : never
  : NoImage<Name, Format, X, Shape>;

/**
 * Describes a layer that takes images of so many channels, keeps their shape and learns `params` numbers; `option` is
 * what the layer calls the number of channels.
 */
export function overChannels<const Name extends string, const C extends number>(
  name: Name,
  option: string,
  channels: C,
  params: number,
): LayerDescription<ChannelsFn<Name, C>> {
  return {
    name,
    infer(shape, { dataFormat }) {
      const given = imageAxes(name, shape, dataFormat).channels;
      if (given === channels) return { shape, via: '' };
      throw new ShapeError(
        `${name} expects ${channels} input channel${channels === 1 ? '' : 's'} but the previous layer gives ${given}, in ${showShape(shape)}`,
        {
          rule: `${dataFormat}: the channels are axis ${dataFormat === 'NHWC' ? 2 : 0} of a sample`,
          remedy: `${option} ${given}`,
        },
      );
    },
    params: () => params,
    macs: elements,
  };
}
