import type { AttachmentHolder, Draft, EntityType, MappedType, PropertyWrite } from '@z2q/contracts';
import type { Difference, Written } from '@z2q/mapping';
import type { Identity, TargetObject } from './identity.ts';
import type { Site } from './site.ts';

/** Where an object hangs: the id of its module, cycle, suite or run; null: the top level. */
export type Place = number | null;

/** What a record's object hangs under, as the id map names it. */
export type ParentRef = { readonly type: MappedType; readonly sourceId: string };

/** The place that a migration makes of a kind, for records that have none in the source. */
export type MadePlace<W> = {
  /** Its id in the id map, under `container`. */
  readonly sourceId: string;
  /** Key that it carries. */
  readonly keyOf: (projectKey: string) => string;
  readonly toWrite: (site: Site, projectKey: string) => W;
};

/** An object in another one. */
export type Inside = {
  readonly id: number;
  readonly label: string;
  /** Under which the id map may name it. */
  readonly types: readonly MappedType[];
};

/** Body of a request that makes or changes an object. */
export type ObjectWrite = { readonly name: string; readonly properties?: readonly PropertyWrite[] };

/**
 * All that is known of one kind of object of the target. Loader, rollback and validator ask here, and keep to themselves
 * when to create, when to refuse, and what a finding is.
 */
export type TargetKind<D extends Draft, O extends TargetObject, W extends ObjectWrite> = {
  /** Type of the records it is made from. */
  readonly type: EntityType;
  /** How a person calls it. */
  readonly noun: string;
  /** How a person calls its place. */
  readonly placeNoun: string;
  readonly identity: Identity<O>;
  readonly made: MadePlace<W> | null;
  readonly isDraft: (draft: Draft) => draft is D;
  /** null: directly where the migration puts everything. */
  readonly parentOf: (draft: D) => ParentRef | null;
  /** Where the migration puts what has no parent. */
  readonly rootOf: (site: Site) => Place;
  /** Key that the object of a record carries. */
  readonly keyOf: (record: { readonly sourceId: string; readonly sourceKey: string | null }) => string;
  /** Source id that such a key holds; null: the key is the record's own. */
  readonly sourceIdIn: ((key: string) => string | null) | null;

  /** Where it hangs; undefined: the answer does not say, or it is where none of ours belongs. */
  readonly placeOf: (object: O) => Place | undefined;
  /** All objects of the project that the migration may have made; `isEnough` tells whether to look in unlikely places too. */
  readonly listAll: (
    site: Site,
    isEnough: (found: readonly O[]) => Promise<boolean>,
  ) => Promise<readonly O[]>;
  /** All objects directly in a place. */
  readonly list: (site: Site, place: Place) => Promise<readonly O[]>;
  /** One object, with its place if it is one of `places` or the answer tells it. */
  readonly read: (site: Site, id: number, places: readonly Place[]) => Promise<O>;
  /** What its files hang on; null: it has none. */
  readonly holder: AttachmentHolder | null;
  /** What is directly in it; null: nothing can be. */
  readonly contents: ((site: Site, id: number) => Promise<readonly Inside[]>) | null;
  /** The target itself refuses to delete it while something is in it; otherwise that has to be seen beforehand. */
  readonly isGuarded: boolean;

  readonly toWrite: (site: Site, draft: D, place: Place) => Written<W>;
  readonly create: (site: Site, write: W, place: Place) => Promise<O>;
  readonly update: (site: Site, id: number, write: W) => Promise<O>;
  /** null: its body says where it hangs. */
  readonly move: ((site: Site, id: number, place: Place) => Promise<unknown>) | null;
  /** No call moves it to the top level. */
  readonly isTopClosed: boolean;
  /** null: there is nothing to approve. */
  readonly approval: {
    readonly isApproved: (object: O) => boolean;
    readonly approve: (site: Site, id: number) => Promise<O>;
  } | null;
  /** How it differs from what was sent, its place apart. */
  readonly compare: (site: Site, sent: W, object: O) => readonly Difference[];
  readonly remove: (site: Site, id: number) => Promise<void>;
};
