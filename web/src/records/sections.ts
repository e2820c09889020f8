/** Which sections and fields of a layout stand on a form or a record at the moment. Knows no object by name. */
import { fieldsByKey, type Catalog, type CatalogObject, type Field, type FieldPlace, type Section } from '@/api';
import { isEditable, isEmpty, isFillable } from '@/fields';
import { useFormat } from '@/i18n/format';
import { useCatalog } from '@/api';
import { useShell } from '@/shell/context';
import { isVisible, type FilterScope } from './filter';

export interface PlacedField {
  place: FieldPlace;
  field: Field;
}

export interface PlacedSection {
  section: Section;
  fields: PlacedField[];
}

/** The scope for evaluating conditions on a record of the object as it is being typed. */
export function useScope(object: CatalogObject, record: Record<string, unknown>): FilterScope {
  const catalog = useCatalog();
  const format = useFormat();
  const { me } = useShell();
  return { record, fields: fieldsByKey(object), catalog, me: me.id, now: format.now() };
}

export function placedSections(object: CatalogObject, scope: FilterScope, wanted: (one: PlacedField) => boolean): PlacedSection[] {
  return object.layout.sections
    .filter((section) => isVisible(section.visible_when, scope))
    .map((section) => ({
      section,
      fields: section.fields
        .map((place) => ({ place, field: scope.fields[place.field] }))
        .filter((one): one is PlacedField => one.field !== undefined && isVisible(one.place.visible_when, scope) && wanted(one as PlacedField)),
    }))
    .filter(({ fields }) => fields.length > 0);
}

/** Whether the value of a record that is there may be changed; who owns it is changed by those who may give it away. */
export const mayEdit = ({ can }: CatalogObject, field: Field): boolean => can.update && (field.key === 'owner' ? can.transfer : isEditable(field));

/** The same of a record that has this value: what is seen in part is filled in where it is empty. */
export const mayFill = (object: CatalogObject, field: Field, value: unknown): boolean =>
  mayEdit(object, field) || (object.can.update && isFillable(field) && isEmpty(value));

/** Whether anything may be done to many records in one step. */
export const mayBulk = ({ can }: CatalogObject): boolean => can.bulk && (can.update || can.delete);

/** Whether rows can be chosen: for what is done to many, or to make one of several. */
export const mayChoose = (object: CatalogObject): boolean => mayBulk(object) || object.can.merge;

/** Whether a record may be moved to a stage at all, whatever its gate asks. */
export const mayEnter = ({ can }: CatalogObject, pipeline: string, stage: string): boolean => can.moves?.[pipeline]?.includes(stage) ?? true;

/** The title of a record. */
export const titleOf = (object: CatalogObject, record: Record<string, unknown>): string => String(record[object.title] ?? '') || '—';

/** The stage field of a pipeline, and the other way round. */
export const stageField = (object: CatalogObject, pipeline: string): Field | undefined =>
  object.fields.find((field) => field.pipeline === pipeline);

export const objectOf = (catalog: Catalog, key: string | undefined): CatalogObject | undefined => (key ? catalog.objects[key] : undefined);
