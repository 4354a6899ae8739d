import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Empty } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { usePermission } from '../../shared/session/session'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { fetchBoard } from './api'
import { CutBar } from './cut-bar'
import './indicators.css'
import { Tile } from './tile'
import { useCut } from './use-cut'

/** IND-3: the board: every indicator of a period with target, the period before and last year; live. */
export function Component() {
  const { t } = useTranslation()
  const holds = usePermission()
  const state = useCut()
  const board = useQuery({
    queryKey: ['indicators', 'board', state.cut],
    queryFn: () => fetchBoard(state.cut),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <PageHeader
        title={t('indicators.board')}
        note={t('indicators.boardNote')}
        actions={<CutBar state={state} />}
      />
      <Loaded query={board}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty
              className="fh-empty"
              image={Empty.PRESENTED_IMAGE_SIMPLE}
              description={t('indicators.none')}
            >
              {holds('indicators.edit') && (
                <Link to="/indicator-definitions">
                  <Button type="primary">{t('indicators.newIndicator')}</Button>
                </Link>
              )}
            </Empty>
          ) : (
            <ul className="fh-tiles" aria-busy={board.isPlaceholderData}>
              {items.map((value) => (
                <Tile key={value.definition.code} value={value} cut={state.cut} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  )
}
