import '@tensorflow/tfjs-backend-cpu';
import { testActivationLayer } from '../../test/activation-case.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { sigmoid } from '../ops/sigmoid.ts';
import { Sigmoid } from './sigmoid.ts';

tidyEachTest();

testActivationLayer(() => new Sigmoid(), sigmoid);
testLayer({ make: () => new Sigmoid(), sample: [3, 4, 2] });
