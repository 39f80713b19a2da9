import { createJsonApi } from './json-api.ts';
import type { Case, File, Named, Script, Step } from './zephyr-records.ts';

const PAGE_SIZE = 500;
const ALL = 1000;

type Page<Item> = { readonly values: readonly Item[]; readonly total: number };

/** The calls the script makes to Zephyr, for one project. */
export type ZephyrApi = {
  list<Item>(path: string, query?: Readonly<Record<string, string>>): Promise<readonly Item[]>;
  script(testCase: Case): Promise<readonly Step[] | Script>;
  /** Steps of a case or results of an execution, all in one page. */
  steps<Item>(path: string): Promise<readonly Item[]>;
  /** Files of the object at a path; 404 means none. */
  files(path: string): Promise<readonly File[]>;
  download(path: string, file: File): Promise<ArrayBuffer>;
};

export function createZephyrApi(
  { url, token }: { readonly url: string; readonly token: string },
  projectKey: string,
): ZephyrApi {
  const api = createJsonApi(url, token);
  const list: ZephyrApi['list'] = async <Item>(path: string, query = {}) => {
    const items: Item[] = [];
    for (;;) {
      const asked = { ...query, projectKey, startAt: items.length, maxResults: PAGE_SIZE };
      const { values, total } = await api.get<Page<Item>>(path, asked);
      items.push(...values);
      if (values.length === 0 || items.length >= total) return items;
    }
  };
  const steps: ZephyrApi['steps'] = async <Item>(path: string) =>
    (await api.get<Page<Item>>(`${path}/teststeps`, { maxResults: ALL })).values;
  return {
    list,
    steps,
    script: async ({ key, testScript }) =>
      testScript.self.endsWith('/testscript')
        ? api.get<Script>(`/testcases/${key}/testscript`)
        : steps<Step>(`/testcases/${key}`),
    files: async (path) =>
      (await api.find<{ readonly attachments: readonly File[] }>(`${path}/attachments`))?.attachments ?? [],
    download: (path, file) => api.bytes(`${path}/attachments/${file.id}`),
  };
}

export type Names = ReadonlyMap<number, Named>;

export const toNames = (items: readonly Named[]): Names => new Map(items.map((item) => [item.id, item]));
