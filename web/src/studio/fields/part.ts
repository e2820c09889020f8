/** What a part of a field's settings is given: the definition, how to change it, and the object it is in. */
import type { ComponentType } from 'react';
import type { FieldDef } from '@/api';

export interface PartProps {
  object: string;
  field: FieldDef;
  change: (changes: Partial<FieldDef>, tag?: string) => void;
}

export type Part = ComponentType<PartProps>;

/** What a new field may begin with here. */
export interface FreshScope {
  target?: string;
  relation?: string;
}
