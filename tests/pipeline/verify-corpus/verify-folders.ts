import type { TargetProject } from '../../scenario/open-stand-ins.ts';
import type { CorpusFolder, CorpusProject } from './corpus.ts';
import { exactlyOnce } from './exactly-once.ts';
import { asName, stampOf } from './readable-text.ts';

type Node = {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  /** null at the root. */
  readonly parentId: number | null;
};

/**
 * Id of the module or cycle on the target for each source folder; null stands for records without a folder.
 */
export type Places = ReadonlyMap<number | null, number>;

export const modulesOf = (project: TargetProject): readonly Node[] => project.modules;

export const cyclesOf = (project: TargetProject): readonly Node[] =>
  project.testCycles.map(({ container, ...row }) => ({
    ...row,
    parentId: container.type === 'root' ? null : container.id,
  }));

/** Each folder must be there once, with its name, in its parent. */
export function verifyFolders(
  { key, folders: all }: CorpusProject,
  type: CorpusFolder['folderType'],
  nodes: readonly Node[],
): { readonly faults: readonly string[]; readonly places: Places } {
  const folders = all.filter(({ folderType }) => folderType === type);
  const filed = nodes.filter(({ description }) => stampOf(description)?.startsWith('folder-'));
  const places = new Map<number | null, number>(
    filed.map((node) => [Number(stampOf(node.description)?.slice('folder-'.length)), node.id]),
  );
  const unfiled = nodes.find((node) => node.parentId === null && node.name === key && !filed.includes(node));
  if (unfiled) places.set(null, unfiled.id);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const counted = exactlyOnce(
    `folder of ${type}`,
    folders.map(({ id }) => String(id)),
    filed.map(({ description }) => String(stampOf(description)?.slice('folder-'.length))),
  );
  const faults = folders.flatMap((folder) => {
    const node = byId.get(places.get(folder.id) ?? 0);
    return node ? verifyFolder(folder, node, places) : [];
  });
  return { faults: [...counted, ...faults], places };
}

function verifyFolder(folder: CorpusFolder, node: Node, places: Places): readonly string[] {
  const parent = folder.parentId === null ? null : places.get(folder.parentId);
  return [
    ...(node.name === asName(folder.name) ? [] : [`folder ${folder.id} is called ${node.name}`]),
    ...(node.parentId === parent ? [] : [`folder ${folder.id} is in ${node.parentId}, not in ${parent}`]),
  ];
}
