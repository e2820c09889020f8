/** Where the filter of a list is built. Fetched when it is first opened. */
import { useState } from 'react';
import type { CatalogObject, Filter } from '@/api';
import { completePart, FilterBuilder } from '@/filter';

interface Props {
  object: CatalogObject;
  filter: Filter | undefined;
  onChange: (filter: Filter | null) => void;
}

/** Keeps what is being built; the list follows what of it is complete. */
export default function FilterPane({ object, filter, onChange }: Props) {
  const [built, setBuilt] = useState<Filter | undefined>(filter);
  const change = (next: Filter | undefined) => {
    setBuilt(next);
    const part = completePart(next);
    if (JSON.stringify(part) !== JSON.stringify(completePart(built))) onChange(part ?? null);
  };
  return <FilterBuilder object={object.key} value={built} onChange={change} />;
}
