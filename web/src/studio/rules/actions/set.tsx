/** Sets fields of the record, or of one it links to. */
import { useCatalog } from '@/api';
import { paths } from '../../model/files';
import { useT } from '../locale';
import { RecordSelect } from '../RecordSelect';
import { objectAt } from '../standing';
import { ValuesEditor } from '../Values';
import { schemaOf } from '../webhook/body';
import type { ActionProps } from './types';

export function SetForm({ rule, standing, pointer, action, change }: ActionProps) {
  const t = useT();
  const catalog = useCatalog();
  const path = (action.record as { ref?: string } | undefined)?.ref;
  const object = path ? objectAt(catalog, standing, path) : standing.object;
  return (
    <>
      <RecordSelect label={t('which')} standing={standing} value={path} onChange={(ref) => change({ record: ref ? { ref } : undefined, values: {} })} />
      {object && <ValuesEditor file={paths.rule(rule.key)} body={schemaOf(rule)} standing={standing} pointer={pointer} object={object} values={(action.values ?? {}) as Record<string, unknown>} onChange={(values, tag) => change({ values }, tag)} />}
    </>
  );
}
