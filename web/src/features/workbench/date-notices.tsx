import { Alert, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { localText } from './local-text'
import type { DateFormat, Entity, Preview, Sheet } from './api'
import { withField, type Draft } from './draft'

interface Props {
  entity: Entity
  sheet: Sheet
  draft: Draft
  preview: Preview | undefined
  onChange: (draft: Draft) => void
}

const orders: DateFormat[] = ['ymd', 'dmy', 'mdy']

/** PLT-4: a column whose dates can be read in several ways is shown in each of them; nobody guesses in silence. */
export function DateNotices({ entity, sheet, draft, preview, onChange }: Props) {
  const { t } = useTranslation()
  const open = (preview?.dates ?? []).filter(({ samples }) => samples.length > 0)
  return open.map((date) => {
    const field = entity.fields.find(({ key }) => key === date.fieldKey)
    const how = draft.mapping[date.fieldKey]
    if (field === undefined || how?.column === undefined) return null
    const chosen = how.format ?? date.format
    const shown = orders.filter((order) =>
      date.samples.some(({ readings }) => readings.some((one) => one.format === order && one.value !== null)),
    )
    const column = sheet.columns[how.column]?.name ?? ''
    const title = date.ambiguous ? 'workbench.dates.ambiguous' : 'workbench.dates.unlikely'
    return (
      <Alert
        key={date.fieldKey}
        className="fh-import-dates-notice"
        type="warning"
        showIcon
        title={t(title, {
          field: t(field.labelKey),
          column,
          likely: t(`workbench.dateFormat.${date.likely}`),
        })}
        description={
          <Radio.Group
            className="fh-import-dates"
            value={chosen}
            aria-label={t('workbench.dateFormatOf', { field: t(field.labelKey) })}
            onChange={(event) => {
              const format = orders.find((order) => order === event.target.value)
              onChange(withField(draft, field.key, { ...how, format }))
            }}
          >
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('workbench.dates.inFile')}</th>
                  {shown.map((order) => (
                    <th key={order} scope="col">
                      <Radio value={order}>{t(`workbench.dateFormat.${order}`)}</Radio>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {date.samples.map(({ raw, readings }) => (
                  <tr key={raw}>
                    <th scope="row" className="fh-figure">
                      {raw}
                    </th>
                    {shown.map((order) => {
                      const value = readings.find(({ format }) => format === order)?.value ?? null
                      return (
                        <td
                          key={order}
                          className={order === chosen ? 'fh-figure fh-import-taken' : 'fh-figure'}
                        >
                          {value === null ? (
                            <span className="fh-quiet">{t('workbench.dates.none')}</span>
                          ) : (
                            localText(value)
                          )}
                        </td>
                      )
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
          </Radio.Group>
        }
      />
    )
  })
}
