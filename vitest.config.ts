import { statfsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest, longest first. */
const LONG = [
  'tests/pipeline/corpus',
  'tests/resilience/as-processes',
  'tests/resilience/',
  'tests/security/',
  'tests/environment/',
  'tests/validation/',
  'tests/pipeline/',
  'control-api/src/routes/waves',
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

const ROOM_BYTES = 2 ** 31;

/** Stores wait for the disk at every commit. What a test writes is thrown away, so it may be in memory, where there is room. */
function tempInMemory(): { readonly TMPDIR?: string } {
  const dir = '/dev/shm';
  try {
    const { bavail, bsize } = statfsSync(dir);
    return bavail * bsize > ROOM_BYTES ? { TMPDIR: dir } : {};
  } catch {
    return {};
  }
}

export default defineConfig({
  test: {
    include: ['{packages,services}/*/src/**/*.test.ts', 'tests/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // One more than a small machine has cores, since much of a test is waiting.
    maxWorkers: 3,
    // Ryuk would be one more image to pull, for containers that each test removes itself.
    env: { TESTCONTAINERS_RYUK_DISABLED: 'true', ...tempInMemory() },
    globalSetup: ['tests/kit/share-redis.ts'],
    // Importing a module does nothing, so files may share what others have imported: most of the time went into that.
    isolate: false,
    sequence: { sequencer: LongFilesFirst },
  },
});
