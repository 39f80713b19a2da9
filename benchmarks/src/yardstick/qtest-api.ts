import { createJsonApi, type JsonApi } from './json-api.ts';

export type AllowedValue = { readonly value: number; readonly label: string };
export type Field = {
  readonly id: number;
  readonly label: string;
  readonly allowed_values?: readonly AllowedValue[];
};
export type Property = { readonly field_id: number; readonly field_value: string };
export type Made = { readonly id: number };
export type MadeCase = Made & { readonly test_case_version_id: number };
export type TargetStep = { readonly id: number; readonly order: number };
export type TargetCase = MadeCase & { readonly test_steps: readonly TargetStep[] };
export type MadeLog = Made & { readonly test_step_logs?: readonly { readonly test_step_log_id: number }[] };
export type Status = { readonly id: number; readonly name: string };
export type Place = { readonly parentId: number; readonly parentType: 'root' | 'test-cycle' | 'test-suite' };

export const ROOT: Place = { parentId: 0, parentType: 'root' };

export type QtestApi = JsonApi;

/** qTest's API below one project. */
export const createQtestApi = (
  { url, token }: { readonly url: string; readonly token: string },
  projectId: number,
): QtestApi => createJsonApi(`${url}/api/v3/projects/${projectId}`, token);
