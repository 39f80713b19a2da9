import type { ZephyrData } from '../zephyr-data/zephyr-data.ts';

/** Everything stored, with files shown by size and SHA-256. */
export const toZephyrState = (data: ZephyrData): unknown => ({
  ...data,
  projects: data.projects.map((project) => ({
    ...project,
    attachments: project.attachments.map(({ content: _content, ...attachment }) => attachment),
  })),
});
