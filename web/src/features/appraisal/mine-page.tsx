import { useQuery } from '@tanstack/react-query'
import { Empty, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { Panel } from '../../shared/ui/panel'
import { fetchMine } from './api'
import { CardMoves } from './card-moves'
import { CardSheet } from './card-sheet'
import { CardStateTag } from './words'

/** APR-15 (the card): the own card with live numbers, evidence, contest and confirmation. */
export function Component() {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const [search, setSearch] = useSearchParams()
  const month = search.get('month') ?? undefined
  const query = useQuery({ queryKey: ['scorecards', 'mine', month], queryFn: () => fetchMine(month) })
  return (
    <Loaded query={query}>
      {({ items, current }) => (
        <>
          <PageHeader
            title={t('nav.myScorecard')}
            tags={
              <>
                {items.length > 1 && (
                  <Select
                    aria-label={t('appraisal.month')}
                    value={current?.month}
                    onChange={(next) => setSearch({ month: next }, { replace: true })}
                    options={items.map((card) => ({ value: card.month, label: card.month }))}
                  />
                )}
                {current && <CardStateTag state={current.state} />}
              </>
            }
            actions={current && <CardMoves card={current} onDone={() => invalidate('scorecards')} />}
          />
          {current ? (
            <CardSheet key={current.id} card={current} isMine />
          ) : (
            <Panel>
              <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('appraisal.noCardYet')}>
                <span className="fh-quiet">{t('appraisal.noCardHint')}</span>
              </Empty>
            </Panel>
          )}
        </>
      )}
    </Loaded>
  )
}
