import { DeleteOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'

interface Props {
  legend: string
  removeText: string
  onRemove: () => void
  children: ReactNode
}

/** One of several things inside a form: a contact, a warranty clause, a price. */
export function SubForm({ legend, removeText, onRemove, children }: Props) {
  return (
    <fieldset className="fh-subform">
      <legend>{legend}</legend>
      {children}
      <Button size="small" icon={<DeleteOutlined />} onClick={onRemove}>
        {removeText}
      </Button>
    </fieldset>
  )
}
