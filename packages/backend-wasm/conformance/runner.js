// node runner.js suite.cjs result.json: runs the specifications in a fixed order and writes what failed.
import { writeFileSync } from 'node:fs';
import Jasmine from 'jasmine';

const [suite, resultFile] = process.argv.slice(2);
const failed = {};
let passed = 0;

const jasmine = new Jasmine({ projectBaseDir: import.meta.dirname });
jasmine.exitOnCompletion = false;
jasmine.loadConfig({ spec_files: [suite], env: { random: false, forbidDuplicateNames: false } });
jasmine.clearReporters();
jasmine.addReporter({
  specDone({ status, fullName, failedExpectations }) {
    if (status === 'passed') passed++;
    if (status === 'failed') failed[fullName] = failedExpectations[0]?.message ?? 'no reason given';
  },
  suiteDone({ fullName, failedExpectations }) {
    if (failedExpectations.length > 0) failed[`suite ${fullName}`] = failedExpectations[0].message;
  },
});
jasmine.execute().then(() => {
  writeFileSync(resultFile, JSON.stringify({ passed, failed }));
  process.exit();
});
