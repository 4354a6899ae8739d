import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

export interface RecordOption {
  value: string
  label: string
  /** Quiet words behind the label that tell namesakes apart. */
  note?: string
}

interface Props {
  id?: string
  value?: string | null
  onChange?: (value: string | null, option?: RecordOption) => void
  /** Starts with the topic, so that live news reaches it: ['org', 'people']. */
  queryKey: readonly string[]
  /** The first page of matches; the server searches. */
  find: (q: string | undefined) => Promise<RecordOption[]>
  /** What is shown for a value that is not among the matches: the name known to the record. */
  current?: RecordOption | null
  placeholder?: string
  allowClear?: boolean
  disabled?: boolean
  'aria-label'?: string
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 250)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

/** Chooses a record by searching on the server: a person, a customer, a unit … */
export function RecordSelect({ queryKey, find, current, value, onChange, placeholder, ...rest }: Props) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [isOpen, setOpen] = useState(false)
  const [chosen, setChosen] = useState<RecordOption | null>(null)
  const q = useSettled(text)
  const found = useQuery({
    queryKey: [...queryKey, 'select', q],
    queryFn: () => find(q === '' ? undefined : q),
    enabled: isOpen,
  })
  const known = [chosen, current].filter((option) => option?.value === value)[0]
  // What answers other words than those typed is not offered: the first line would be somebody else.
  const isAnswered = text === q
  const matches = isAnswered ? (found.data ?? []) : []
  const extra = known && text === '' && !matches.some((option) => option.value === known.value) ? [known] : []
  const options = [...extra, ...matches]

  return (
    <Select
      {...rest}
      className="fh-full"
      value={value ?? undefined}
      placeholder={placeholder ?? t('ui.selectPlaceholder')}
      showSearch={{ filterOption: false, searchValue: text, onSearch: setText }}
      onOpenChange={setOpen}
      loading={found.isFetching}
      notFoundContent={isAnswered && !found.isFetching ? t('ui.nothingFound') : t('ui.searching')}
      options={options}
      optionRender={({ data }) => (
        <span>
          {data.label} {data.note && <span className="fh-quiet">{data.note}</span>}
        </span>
      )}
      onChange={(next: string | undefined) => {
        const option = options.find((item) => item.value === next) ?? null
        setChosen(option)
        setText('')
        onChange?.(next ?? null, option ?? undefined)
      }}
    />
  )
}
