import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../shared/session/session'
import { useRefusal } from '../../shared/ui/use-refusal'
import { moveCard, type Card, type Move } from './api'
import { ReasonDrawer } from './reason-drawer'

interface Props {
  card: Card
  onDone: (card: Card) => void
}

const plain = ['score', 'review', 'confirm', 'file'] as const
const words = { score: 'submit', review: 'review', confirm: 'confirm', file: 'file' } as const

/** APR-5: the steps a reader may take with the card now, as the server says. */
export function CardMoves({ card, onDone }: Props) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const refuse = useRefusal()
  const { personId } = useSession()
  const [noted, setNoted] = useState<'return' | 'confirm' | null>(null)
  const isOwn = personId === card.personId
  const take = (move: Move) =>
    modal.confirm({
      title: t(`appraisal.${move === 'score' ? 'submit' : move}Confirm`),
      okText: t('ui.ready'),
      cancelText: t('ui.cancel'),
      onOk: () => moveCard(card, move).then(onDone, refuse),
    })
  return (
    <>
      {card.can.return && (
        <Button danger onClick={() => setNoted('return')}>
          {t('appraisal.return')}
        </Button>
      )}
      {plain
        .filter((move) => card.can[move])
        .map((move) =>
          move === 'confirm' && !isOwn ? (
            <Button key={move} onClick={() => setNoted('confirm')}>
              {t('appraisal.confirmFor')}
            </Button>
          ) : (
            <Button key={move} type="primary" onClick={() => take(move)}>
              {t(`appraisal.${words[move]}`)}
            </Button>
          ),
        )}
      <ReasonDrawer
        open={noted !== null}
        title={t(noted === 'confirm' ? 'appraisal.confirmFor' : 'appraisal.return')}
        label={t(noted === 'confirm' ? 'appraisal.confirmForHint' : 'appraisal.returnReason')}
        onClose={() => setNoted(null)}
        submit={(reason) => moveCard(card, noted ?? 'return', reason)}
        onDone={onDone}
      />
    </>
  )
}
