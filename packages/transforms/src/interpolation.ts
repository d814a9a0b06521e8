/** How a value between pixels is made. */
export type Interpolation = 'nearest' | 'bilinear' | 'bicubic';

export const interpolations = ['nearest', 'bilinear', 'bicubic'] as const satisfies readonly Interpolation[];
