import type { AttachmentHolder, Draft, EntityType, MappedType, PropertyWrite } from '@z2q/contracts';
import type { Difference, Written } from '@z2q/mapping';
import type { Identity, TargetObject } from './identity.ts';
import type { Site } from './site.ts';

/** Where an object hangs: the id of its module, cycle, suite or run; null: the top level. */
export type Place = number | null;

/** The parent of a record's object, as the id map names it. */
export type ParentRef = { readonly type: MappedType; readonly sourceId: string };

/** The place that a migration creates for records of this kind without a folder or cycle. */
export type MadePlace<W> = {
  /** Its source id in the id map, under `container`. */
  readonly sourceId: string;
  /** The key that it shows. */
  readonly keyOf: (projectKey: string) => string;
  readonly toWrite: (site: Site, projectKey: string) => W;
};

/** An object inside another one. */
export type Inside = {
  readonly id: number;
  readonly label: string;
  /** Types under which the id map may name it. */
  readonly types: readonly MappedType[];
};

/** Body of a request that creates or updates an object. */
export type ObjectWrite = { readonly name: string; readonly properties?: readonly PropertyWrite[] };

/**
 * Everything known about one kind of target object. Loader, rollback and validator use this, and decide themselves when
 * to create, when to refuse, and what a finding is.
 */
export type TargetKind<D extends Draft, O extends TargetObject, W extends ObjectWrite> = {
  /** Type of the records that become such objects. */
  readonly type: EntityType;
  /** What a person calls it. */
  readonly noun: string;
  /** What a person calls its place. */
  readonly placeNoun: string;
  readonly identity: Identity<O>;
  readonly made: MadePlace<W> | null;
  readonly isDraft: (draft: Draft) => draft is D;
  /** null: the object goes directly into `rootOf`. */
  readonly parentOf: (draft: D) => ParentRef | null;
  /** Place for objects without a parent. */
  readonly rootOf: (site: Site) => Place;
  /** The key that the object of a record shows. */
  readonly keyOf: (record: { readonly sourceId: string; readonly sourceKey: string | null }) => string;
  /** The source id in such a key; null: the key is the record's own key. */
  readonly sourceIdIn: ((key: string) => string | null) | null;

  /** Place of an object; undefined: the answer does not say, or no object of ours belongs there. */
  readonly placeOf: (object: O) => Place | undefined;
  /**
   * All objects of the project that the migration may have created. `isEnough` tells whether unlikely places need not
   * be searched.
   */
  readonly listAll: (
    site: Site,
    isEnough: (found: readonly O[]) => Promise<boolean>,
  ) => Promise<readonly O[]>;
  /** All objects directly in a place. */
  readonly list: (site: Site, place: Place) => Promise<readonly O[]>;
  /** One object, with its place if that is one of `places` or the answer contains it. */
  readonly read: (site: Site, id: number, places: readonly Place[]) => Promise<O>;
  /** Kind of holder for its files; null: it has no files. */
  readonly holder: AttachmentHolder | null;
  /** What is directly inside it; null: nothing can be. */
  readonly contents: ((site: Site, id: number) => Promise<readonly Inside[]>) | null;
  /** Whether the target refuses to delete it while something is inside. Otherwise that must be checked beforehand. */
  readonly isGuarded: boolean;

  readonly toWrite: (site: Site, draft: D, place: Place) => Written<W>;
  readonly create: (site: Site, write: W, place: Place) => Promise<O>;
  readonly update: (site: Site, id: number, write: W) => Promise<O>;
  /** null: its body contains the place. */
  readonly move: ((site: Site, id: number, place: Place) => Promise<unknown>) | null;
  /** Whether it cannot be moved to the top level. */
  readonly isTopClosed: boolean;
  /** null: the kind has no approval. */
  readonly approval: {
    readonly isApproved: (object: O) => boolean;
    readonly approve: (site: Site, id: number) => Promise<O>;
  } | null;
  /** How an object differs from what was sent, apart from its place. */
  readonly compare: (site: Site, sent: W, object: O) => readonly Difference[];
  readonly remove: (site: Site, id: number) => Promise<void>;
};
