import { SearchOutlined } from '@ant-design/icons'
import { Input } from 'antd'
import { useEffect, useRef, useState } from 'react'

interface Props {
  value: string
  onChange: (value: string) => void
  placeholder: string
}

const pause = 300

/** Searches while typing, but never in the middle of a pinyin syllable: an input method has to finish first. */
export function SearchBox({ value, onChange, placeholder }: Props) {
  const [text, setText] = useState(value)
  const [known, setKnown] = useState(value)
  const isComposing = useRef(false)
  const timer = useRef<number | undefined>(undefined)
  if (value !== known) {
    setKnown(value)
    if (value !== text.trim()) setText(value)
  }
  useEffect(() => () => window.clearTimeout(timer.current), [])

  const settle = (next: string, wait: number) => {
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => onChange(next.trim()), wait)
  }
  return (
    <Input
      className="fh-search"
      type="search"
      value={text}
      placeholder={placeholder}
      aria-label={placeholder}
      allowClear
      prefix={<SearchOutlined aria-hidden />}
      onChange={(event) => {
        setText(event.target.value)
        if (!isComposing.current) settle(event.target.value, pause)
      }}
      onCompositionStart={() => (isComposing.current = true)}
      onCompositionEnd={(event) => {
        isComposing.current = false
        settle(event.currentTarget.value, pause)
      }}
      onPressEnter={(event) => {
        if (!isComposing.current) settle(event.currentTarget.value, 0)
      }}
    />
  )
}
