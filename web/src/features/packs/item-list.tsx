import { useTranslation } from 'react-i18next'
import { Panel } from '../../shared/ui/panel'
import type { PackField, PackItem } from './api'
import { fieldText, Mark, nameOf, OutcomeTag, valueText } from './words'

/** PCK-3: base, the pack's and the company's value of each field that differs. */
function Fields({ fields }: { fields: PackField[] }) {
  const { t } = useTranslation()
  return (
    <dl className="fh-pack-fields">
      {fields.map((field) => (
        <div key={field.field}>
          <dt>
            <span>{fieldText(field.field, t)}</span> <OutcomeTag outcome={field.outcome} />
          </dt>
          {(['base', 'theirs', 'ours'] as const).map((side) => (
            <dd key={side}>
              <span className="fh-quiet">{t(`packs.${side}`)}</span> {valueText(field[side], t)}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  )
}

function Line({ item }: { item: PackItem }) {
  const { t } = useTranslation()
  return (
    <li className="fh-line fh-pack-line">
      <div className="fh-line-main">
        <div>
          {nameOf(item, t)}{' '}
          {item.kind === 'setting' && <strong className="fh-pack-value">{valueText(item.value, t)}</strong>}
        </div>
        <code className="fh-quiet">{item.key}</code>
        {item.fields.length > 0 && <Fields fields={item.fields} />}
      </div>
      <div className="fh-pack-marks">
        <Mark of={item.mark} />
        {item.outcome !== 'same' && <OutcomeTag outcome={item.outcome} />}
      </div>
    </li>
  )
}

/** The items of one kind. */
export function ItemList({ kind, items }: { kind: string; items: PackItem[] }) {
  const { t } = useTranslation()
  return (
    <Panel
      title={t(`packs.kind.${kind}`)}
      extra={<span className="fh-quiet">{t('packs.count', { count: items.length })}</span>}
    >
      <ul className="fh-lines">
        {items.map((item) => (
          <Line key={item.key} item={item} />
        ))}
      </ul>
    </Panel>
  )
}
