import '@tensorflow/tfjs-backend-cpu';
import { testActivationLayer } from '../../test/activation-case.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { relu } from '../ops/relu.ts';
import { ReLU } from './relu.ts';

tidyEachTest();

testActivationLayer(() => new ReLU(), relu);
testLayer({ make: () => new ReLU(), sample: [3, 4, 2] });
