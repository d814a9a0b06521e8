import { ArgumentError, requireInteger, requireOneOf, ShapeError } from '@featuremap/errors';
import { type DataFormat, type Shape, showShape } from './shape.ts';

/** Checks what the convolutions have in common. @throws {ArgumentError} */
export function requireChannels(
  caller: string,
  inChannels: number,
  outChannels: number,
  groups: number,
  bias: boolean,
): void {
  requireInteger(caller, 'inChannels', inChannels, { min: 1 });
  requireInteger(caller, 'outChannels', outChannels, { min: 1 });
  requireInteger(caller, 'groups', groups, { min: 1 });
  requireOneOf(caller, 'bias', bias, [true, false]);
  if (inChannels % groups === 0 && outChannels % groups === 0) return;
  throw new ArgumentError(`${caller}: groups ${groups} does not divide both ${inChannels} and ${outChannels} channels`);
}

/** Checks that an image has the channels that a layer expects. @throws {ShapeError} */
export function requireInChannels(
  caller: string,
  expected: number,
  channels: number,
  input: Shape,
  dataFormat: DataFormat,
): void {
  if (channels === expected) return;
  throw new ShapeError(
    `${caller} expects ${expected} input channel${expected === 1 ? '' : 's'} but the previous layer gives ${channels}, in ${showShape(input)}`,
    {
      rule: `${dataFormat}: the channels are axis ${dataFormat === 'NHWC' ? input.length - 1 : 0} of a sample`,
      remedy: `inChannels ${channels}`,
    },
  );
}
