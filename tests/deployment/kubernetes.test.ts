import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ScaledObject } from '@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject';
import { canRun } from '@z2q/test-kit';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { StatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1/NetworkPolicy';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { PersistentVolumeClaim } from 'kubernetes-models/v1/PersistentVolumeClaim';
import { Service } from 'kubernetes-models/v1/Service';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { isKnownVariable } from './known-variables.ts';

const HAS_KUSTOMIZE = await canRun('kubectl', ['kustomize', '--help']);
const KUBERNETES = join(import.meta.dirname, '../../infra/kubernetes');
const SERVICES = ['control-api', 'extractor', 'loader', 'transformer', 'validator'];

/** The schemas by which the API server checks an object, and KEDA's own. */
const SCHEMAS = {
  ConfigMap,
  Deployment,
  NetworkPolicy,
  PersistentVolumeClaim,
  PodDisruptionBudget,
  ScaledObject,
  Service,
  StatefulSet,
};

const Kind = z.enum([
  'ConfigMap',
  'Deployment',
  'NetworkPolicy',
  'PersistentVolumeClaim',
  'PodDisruptionBudget',
  'ScaledObject',
  'Service',
  'StatefulSet',
]);
const Probe = z.looseObject({ httpGet: z.looseObject({ path: z.string(), port: z.string() }).optional() });
const Container = z.looseObject({
  args: z.array(z.string()).optional(),
  env: z.array(z.looseObject({ name: z.string(), value: z.string() })).optional(),
  ports: z.array(z.looseObject({ name: z.string(), containerPort: z.number() })),
  startupProbe: Probe,
  readinessProbe: Probe,
  livenessProbe: Probe,
});
const Workload = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    template: z.looseObject({ spec: z.looseObject({ containers: z.tuple([Container]) }) }),
  }),
});

type Manifest = { readonly kind: z.output<typeof Kind> } & Readonly<Record<string, unknown>>;

/** The overlay contains the base. */
async function render(): Promise<readonly Manifest[]> {
  const { stdout } = await promisify(execFile)('kubectl', ['kustomize', join(KUBERNETES, 'autoscaling')]);
  return parseAllDocuments(stdout).map((document) => {
    const manifest = document.toJS();
    return { ...manifest, kind: Kind.parse(manifest.kind) };
  });
}

const MANIFESTS = HAS_KUSTOMIZE ? await render() : [];

const listWorkloads = (manifests: readonly Manifest[]) =>
  manifests.filter(({ kind }) => kind === 'Deployment').map((manifest) => Workload.parse(manifest));

test.runIf(HAS_KUSTOMIZE)('every object is one that Kubernetes or KEDA takes', () => {
  const faults = MANIFESTS.flatMap((manifest) => {
    try {
      new SCHEMAS[manifest.kind](JSON.parse(JSON.stringify(manifest))).validate();
      return [];
    } catch (error) {
      return [`${manifest.kind}: ${error instanceof Error ? error.message : error}`];
    }
  });

  expect(faults).toEqual([]);
  expect(new Set(MANIFESTS.map(({ kind }) => kind))).toEqual(new Set(Kind.options));
});

test.runIf(HAS_KUSTOMIZE)('an object that Kubernetes would not take is told', () => {
  const [deployment] = listWorkloads(MANIFESTS);

  const spoilt = { ...deployment, spec: { ...deployment?.spec, replicas: 'two' } };

  expect(() => new Deployment(JSON.parse(JSON.stringify(spoilt))).validate()).toThrow(/replicas/);
});

test.runIf(HAS_KUSTOMIZE)(
  'each service is started with variables that it knows, and asked where it answers',
  () => {
    const workloads = listWorkloads(MANIFESTS);

    expect(workloads.map(({ metadata }) => metadata.name).sort()).toEqual(SERVICES);
    for (const { metadata, spec } of workloads) {
      const [container] = spec.template.spec.containers;
      const env = Object.fromEntries((container.env ?? []).map(({ name, value }) => [name, value]));
      const [port] = container.ports;
      expect(container.args).toEqual([`services/${metadata.name}/src/main.ts`]);
      expect(Object.keys(env).filter((name) => !isKnownVariable(name))).toEqual([]);
      expect(String(port?.containerPort)).toBe(env.CONTROL_PORT ?? env.HEALTH_PORT);
      for (const probe of [container.startupProbe, container.readinessProbe, container.livenessProbe])
        expect([undefined, port?.name]).toContain(probe.httpGet?.port);
    }
  },
);
