/** The settings of a trigger that has no form here, drawn from the schema of rules. */
import { useMemo } from 'react';
import { useFileSchema, type Trigger } from '@/api';
import { SchemaForm } from '../schema/Form';
import { membersOf, type Schema } from '../schema/shape';

interface Props {
  object: string;
  trigger: Trigger;
  change: (changes: object) => void;
}

export function OtherTrigger({ object, trigger, change }: Props) {
  const schema = useFileSchema('rule').data as Schema | undefined;
  const members = useMemo(() => {
    const own = schema?.$defs?.Trigger?.oneOf?.find((one) => one.properties?.kind?.const === trigger.kind);
    return schema && own ? membersOf(schema, own) : [];
  }, [schema, trigger.kind]);
  return <SchemaForm object={object} members={members} value={trigger} change={change} />;
}
