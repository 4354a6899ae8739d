import { useQuery } from '@tanstack/react-query'
import { TreeSelect } from 'antd'
import { useTranslation } from 'react-i18next'
import { answer, api } from '../api/client'
import { treeOfUnits, type UnitNode, type UnitPlace } from './unit-tree'

interface Props {
  id?: string
  value?: string | null
  onChange?: (value: string | null) => void
  /** This unit and everything below it cannot be chosen: a unit is not moved below itself. */
  except?: string
  placeholder?: string
  allowClear?: boolean
  disabled?: boolean
  'aria-label'?: string
}

interface Option {
  value: string
  title: string
  disabled: boolean
  children: Option[]
}

const optionOf = (node: UnitNode<UnitPlace>, except: string | undefined, isBelow: boolean): Option => {
  const disabled = isBelow || node.unit.id === except
  return {
    value: node.unit.id,
    title: node.unit.name,
    disabled,
    children: node.children.map((child) => optionOf(child, except, disabled)),
  }
}

/** Chooses a unit from the tree of today. */
export function UnitSelect({ value, onChange, except, placeholder, ...rest }: Props) {
  const { t } = useTranslation()
  const units = useQuery({
    queryKey: ['org', 'units', 'today'],
    queryFn: () => answer(api.GET('/org/units')),
  })
  return (
    <TreeSelect
      {...rest}
      className="fh-full"
      value={value ?? undefined}
      onChange={(next: string | undefined) => onChange?.(next ?? null)}
      placeholder={placeholder ?? t('ui.selectPlaceholder')}
      treeData={treeOfUnits(units.data?.items ?? []).map((node) => optionOf(node, except, false))}
      loading={units.isPending}
      treeDefaultExpandAll
      showSearch={{ treeNodeFilterProp: 'title' }}
      popupMatchSelectWidth={280}
    />
  )
}
