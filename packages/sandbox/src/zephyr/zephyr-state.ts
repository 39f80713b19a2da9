import type { ZephyrData } from '../zephyr-data/zephyr-data.ts';

/** Everything stored, with files named by size and sha256. */
export const toZephyrState = (data: ZephyrData): unknown => ({
  ...data,
  projects: data.projects.map((project) => ({
    ...project,
    attachments: project.attachments.map(({ content: _content, ...attachment }) => attachment),
  })),
});
