import { tempDir } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { readControlAccess } from '../api/read-control-access.ts';
import { toLookAround } from './to-look-around.ts';

test('a demo that goes on names the empty project, and settings with which commands find its services', async () => {
  await using dir = await tempDir();
  const access = readControlAccess({ DATA_DIR: dir.path, CONTROL_PORT: '4321' });

  const lines = toLookAround(
    { command: './z2q' },
    {
      url: access.url,
      dataDir: dir.path,
      pairs: [{ projectKey: 'DEMO', projectId: 1 }],
      spareId: 2,
    },
  );

  const [, settings = ''] = /: (.*) \.\/z2q status$/.exec(lines.at(-1) ?? '') ?? [];
  const env = Object.fromEntries(settings.split(' ').map((setting) => setting.split('=')));
  expect(lines.join('\n')).toContain('leads DEMO into qTest project 2');
  expect(readControlAccess(env)).toEqual(access);
});
