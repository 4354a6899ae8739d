import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { fetchCard } from './api'
import { CardMoves } from './card-moves'
import { CardSheet } from './card-sheet'
import { CardStateTag } from './words'

export function Component() {
  const { id = '' } = useParams()
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const query = useQuery({ queryKey: ['scorecards', 'record', id], queryFn: () => fetchCard(id) })
  return (
    <Loaded query={query}>
      {(card) => (
        <>
          <PageHeader
            title={`${card.personName} ${card.month}`}
            tags={<CardStateTag state={card.state} />}
            back={{ to: '/appraisal/cards', label: t('appraisal.backToCards') }}
            actions={<CardMoves card={card} onDone={() => invalidate('scorecards')} />}
          />
          <CardSheet key={card.id} card={card} />
        </>
      )}
    </Loaded>
  )
}
