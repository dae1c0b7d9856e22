import fc from 'fast-check';

/**
 * Every run draws the same random cases: whoever changes a line must learn of that line from a red run, and not of a rare case somebody else left
 * behind. `LIANXIN_TEST_SEED=random npm test` looks for such cases; a number repeats the run that printed it.
 */
const wanted = process.env['LIANXIN_TEST_SEED'] ?? '20261122';
if (wanted !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(wanted) });
