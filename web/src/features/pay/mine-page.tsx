import { useQuery } from '@tanstack/react-query'
import { Empty, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { Panel } from '../../shared/ui/panel'
import { fetchMine } from './api'
import { SlipSheet } from './slip-sheet'
import { RunStateTag } from './words'

/** PAY-5: the own slips once they are approved, the newest opened. */
export function Component() {
  const { t } = useTranslation()
  const [search, setSearch] = useSearchParams()
  const month = search.get('month') ?? undefined
  const query = useQuery({ queryKey: ['pay', 'mine', month], queryFn: () => fetchMine(month) })
  return (
    <Loaded query={query}>
      {({ items, current }) => (
        <>
          <PageHeader
            title={t('nav.myPay')}
            tags={
              <>
                {items.length > 1 && (
                  <Select
                    aria-label={t('field.pay_slip.month')}
                    value={current?.month}
                    onChange={(next) => setSearch({ month: next }, { replace: true })}
                    options={items.map((slip) => ({ value: slip.month, label: slip.month }))}
                  />
                )}
                {current && <RunStateTag state={current.state} />}
              </>
            }
          />
          {current ? (
            <SlipSheet slip={current} isMine />
          ) : (
            <Panel>
              <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('pay.noSlipYet')}>
                <span className="fh-quiet">{t('pay.noSlipHint')}</span>
              </Empty>
            </Panel>
          )}
        </>
      )}
    </Loaded>
  )
}
