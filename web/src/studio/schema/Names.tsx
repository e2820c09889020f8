/** Texts one after the other; where they name people or addresses, those that the record leads to are offered. */
import { Select } from 'antd';
import { useMemo } from 'react';
import { useCatalog } from '@/api';
import { kindOf } from '@/fields';
import { pathsOf, resolvePath } from '@/filter';
import { useLabel } from '@/i18n';
import { peoplePaths } from '../approvals/people';
import { useT as useRules } from '../rules/locale';

interface Props {
  id?: string;
  /** Whose people and addresses are offered. */
  object: string | undefined;
  name: string;
  value: string[];
  single?: boolean;
  status?: 'error';
  onChange: (value: string[]) => void;
}

export function Names({ id, object, name, value, single, status, onChange }: Props) {
  const options = useOffered(object);
  return <Select id={id} aria-label={id ? undefined : name} mode="tags" maxCount={single ? 1 : undefined} tokenSeparators={[',', ';', ' ']} value={value} status={status} options={options} showSearch={{ optionFilterProp: 'label' }} style={{ width: '100%' }} onChange={onChange} />;
}

function useOffered(object: string | undefined) {
  const t = useRules();
  const label = useLabel();
  const catalog = useCatalog();
  return useMemo(() => {
    if (object === undefined) return [];
    const people = peoplePaths(catalog, object, label).filter(({ path }) => path !== 'owner' && path !== 'created_by');
    const isAddress = (path: string) => {
      const field = resolvePath(catalog, object, path, label)?.field;
      return field !== undefined && kindOf(field).reaches === true;
    };
    const addresses = pathsOf(catalog, object, label).filter((group) => !group.counts).flatMap((group) => group.paths.filter(({ path }) => isAddress(path)).map((one) => ({ path: one.path, label: group.label ? `${group.label} › ${one.label}` : one.label })));
    return [
      { value: 'owner', label: t('owner') }, { value: 'created_by', label: t('createdBy') }, { value: 'admins', label: t('admins') },
      ...[...addresses, ...people].map((one) => ({ value: one.path, label: one.label })),
    ];
  }, [catalog, object, label, t]);
}
