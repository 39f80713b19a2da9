import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest, longest first. */
const LONG = [
  'tests/pipeline/corpus',
  'tests/resilience/',
  'tests/pipeline/killed-rollback',
  'tests/security/',
  'tests/environment/',
  'tests/validation/',
  'tests/pipeline/',
  'tests/scripts/',
  'packages/cli/',
  'services/',
];

/** Begins with the long files, so that at the end nobody waits for one of them alone. */
class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const place = LONG.findIndex((part) => moduleId.includes(part));
      return place === -1 ? LONG.length : place;
    };
    return files.toSorted((left, right) => placeOf(left) - placeOf(right));
  }
}

export default defineConfig({
  test: {
    include: ['{packages,services}/*/src/**/*.test.ts', 'tests/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // Ryuk would be one more image to pull, for containers that each test removes itself.
    env: { TESTCONTAINERS_RYUK_DISABLED: 'true' },
    // Importing a module does nothing, so files may share what others have imported: most of the time went into that.
    isolate: false,
    sequence: { sequencer: LongFilesFirst },
  },
});
