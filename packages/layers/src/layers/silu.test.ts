import '@tensorflow/tfjs-backend-cpu';
import { testActivationLayer } from '../../test/activation-case.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { silu } from '../ops/silu.ts';
import { SiLU } from './silu.ts';

tidyEachTest();

testActivationLayer(() => new SiLU(), silu);
testLayer({ make: () => new SiLU(), sample: [3, 4, 2] });
