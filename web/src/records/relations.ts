/** Which child records stand on the timeline of a record, as its layout says. */
import type { Catalog, CatalogObject, Relation } from '@/api';

export interface TimelineRelation {
  relation: Relation;
  child: CatalogObject;
}

export function timelineRelations(catalog: Catalog, object: CatalogObject): TimelineRelation[] {
  return (object.layout.timeline ?? [])
    .map((key) => object.relations.find((relation) => relation.key === key))
    .filter((relation) => relation !== undefined)
    .map((relation) => ({ relation, child: catalog.objects[relation.object] }))
    .filter((one): one is TimelineRelation => one.child !== undefined);
}
