import { ArgumentError, requireInteger, ShapeError } from '@featuremap/errors';
import { type DataFormat, type Shape, showShape } from './shape.ts';

/** Checks that `groups` splits both channel counts evenly, and returns it. @throws {ArgumentError} */
export function requireGroups(caller: string, groups: unknown, inChannels: number, outChannels: number): number {
  const parts = requireInteger(caller, 'groups', groups, { min: 1 });
  if (inChannels % parts === 0 && outChannels % parts === 0) return parts;
  throw new ArgumentError(`${caller}: groups ${parts} does not divide both ${inChannels} and ${outChannels} channels`);
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
