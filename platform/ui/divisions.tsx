import { TreeSelect } from 'antd';
import { useMemo } from 'react';
import { Field } from './fields.tsx';
import type { FieldWords } from './fields.tsx';
import { kitText } from './kit.text.ts';
import { useText } from './text.web.ts';

export interface Place {
  readonly code: string;
  readonly name: string;
  /** Code of the place above; null, or a code that is not in the list, makes it a root. */
  readonly parent: string | null;
}

interface Branch {
  readonly value: string;
  readonly title: string;
  readonly children: Branch[];
}

/** A place out of a tree, found by opening branches or by typing a part of its name. Null stands for all, or for none yet where one is required. */
export function DivisionPicker({ divisions, value, onChange, allLabel, ...words }: FieldWords & {
  divisions: readonly Place[];
  value: string | null;
  onChange: (code: string | null) => void;
  allLabel?: string;
}) {
  const t = useText(kitText);
  const tree = useMemo(() => grow(divisions), [divisions]);
  return (
    <Field {...words}>
      {(id, describedBy) => (
        <TreeSelect
          id={id} aria-describedby={describedBy} treeData={tree} value={value ?? undefined} placeholder={allLabel ?? (words.required ? t.choose : t.all)} allowClear
          showSearch={{ treeNodeFilterProp: 'title' }} treeDefaultExpandedKeys={tree.map((root) => root.value)}
          onChange={(code: string | undefined) => onChange(code ?? null)} className="place-picker"
          getPopupContainer={(trigger: HTMLElement) => trigger.closest<HTMLElement>('[role="dialog"]') ?? document.body}
        />
      )}
    </Field>
  );
}

function grow(places: readonly Place[]): Branch[] {
  const branches = new Map(places.map(({ code, name }) => [code, { value: code, title: name, children: [] } as Branch]));
  const roots: Branch[] = [];
  for (const { code, parent } of places) {
    const above = parent === null ? undefined : branches.get(parent);
    const branch = branches.get(code);
    if (branch) (above?.children ?? roots).push(branch);
  }
  return roots;
}
