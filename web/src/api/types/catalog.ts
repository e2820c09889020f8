/** The published catalog as an actor may see it: what the UI draws itself from. */
import type { DashboardDef, FieldDef, LayoutDef, NavGroup, PipelineDef, ViewDef } from './files';
import type { Filter, Op } from './filter';
import type { Label, Lang } from './label';

/** A field definition with what its type can do. */
export interface Field extends FieldDef {
  operators: Op[];
  sortable: boolean;
  groupable: boolean;
  computed: boolean;
  system?: boolean;
}

/** Child records: `via` is the lookup of `object` that points here. */
export interface Relation {
  key: string;
  label: Label;
  object: string;
  via: string;
}

export interface ButtonRule {
  rule: string;
  label: Label;
  where?: Filter | null;
}

export interface ObjectRights {
  create: boolean;
  update: boolean;
  delete: boolean;
  purge: boolean;
  import: boolean;
  export: boolean;
}

export interface CatalogObject {
  key: string;
  label: Label;
  plural?: Label | null;
  icon?: string | null;
  colour?: string | null;
  title: string;
  subtitle?: string | null;
  fields: Field[];
  relations: Relation[];
  layout: LayoutDef;
  views: ViewDef[];
  pipelines: PipelineDef[];
  buttons: ButtonRule[];
  can: ObjectRights;
}

export interface Catalog {
  version: number;
  workspace: { name: string; currency: string; time_zone: string };
  template: { key: string; name: Label; version: string };
  languages: Lang[];
  nav: NavGroup[];
  objects: Record<string, CatalogObject>;
  dashboards: DashboardDef[];
  roles?: { key: string; label: Label }[];
  can: { catalog: boolean; users: boolean; data?: boolean };
}
