import { testExamples } from '@featuremap/testing';

testExamples(`${import.meta.dirname}/..`);
