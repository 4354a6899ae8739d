import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Drawer, Empty, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { Loaded } from '../../shared/ui/loaded'
import { StatusTag, type Tone } from '../../shared/ui/status-tag'
import { Timeline } from '../../shared/ui/timeline'
import { useIsPhone } from '../../shared/ui/use-is-phone'
import { useRefusal } from '../../shared/ui/use-refusal'
import { answerSwap, decideSwap, fetchSwap, listSwaps, withdrawSwap, type Swap } from './roster-api'
import { weekdayOf } from './weeks'

const tones: Record<Swap['state'], Tone> = {
  asked: 'warn',
  agreed: 'info',
  declined: 'neutral',
  approved: 'good',
  refused: 'bad',
  withdrawn: 'neutral',
}

function useSide() {
  const { t } = useTranslation()
  return ({ date, shiftName }: { date: string; shiftName: string }) =>
    `${date.slice(5)} ${t(`value.weekday.${weekdayOf(date)}`)} ${shiftName}`
}

/** The yes and the no of a request; a no may say why. */
function Moves({ swap }: { swap: Swap }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const refuse = useRefusal()
  const invalidate = useInvalidate()
  const { version } = swap
  const move = useMutation({
    mutationFn: (run: () => Promise<unknown>) => run(),
    onSettled: () => invalidate('roster'),
    onError: refuse,
  })
  const answer = (agree: boolean, why = '') =>
    move.mutate(() => answerSwap(swap.id, { agree, version, answer: why }))
  const decide = (approve: boolean, why = '') =>
    move.mutate(() => decideSwap(swap.id, { approve, version, answer: why }))
  const askWhy = (title: string, run: (why: string) => void) => {
    let why = ''
    modal.confirm({
      title,
      content: (
        <Input.TextArea
          rows={2}
          maxLength={500}
          aria-label={t('field.swap.answer')}
          placeholder={t('roster.whyNot')}
          onChange={(event) => (why = event.target.value)}
        />
      ),
      onOk: () => run(why),
    })
  }
  return (
    <div className="fh-actions">
      {swap.can.answer && (
        <>
          <Button type="primary" size="small" loading={move.isPending} onClick={() => answer(true)}>
            {t('roster.agree')}
          </Button>
          <Button size="small" onClick={() => askWhy(t('roster.decline'), (why) => answer(false, why))}>
            {t('roster.decline')}
          </Button>
        </>
      )}
      {swap.can.decide && (
        <>
          <Button type="primary" size="small" loading={move.isPending} onClick={() => decide(true)}>
            {t('roster.approve')}
          </Button>
          <Button size="small" onClick={() => askWhy(t('roster.refuse'), (why) => decide(false, why))}>
            {t('roster.refuse')}
          </Button>
        </>
      )}
      {swap.can.withdraw && (
        <Button size="small" onClick={() => move.mutate(() => withdrawSwap(swap.id, version))}>
          {t('roster.withdraw')}
        </Button>
      )}
    </div>
  )
}

function SwapItem({ swap, onOpen }: { swap: Swap; onOpen: () => void }) {
  const { t } = useTranslation()
  const side = useSide()
  return (
    <li className="fh-swap">
      <div className="fh-row">
        <button type="button" className="fh-link-button" onClick={onOpen}>
          {t('roster.swapOf', { requester: swap.requesterName, colleague: swap.colleagueName })}
        </button>
        <StatusTag tone={tones[swap.state]}>{t(`value.swap.state.${swap.state}`)}</StatusTag>
      </div>
      <p>
        {swap.take
          ? t('roster.swapBoth', { give: side(swap.give), take: side(swap.take) })
          : t('roster.swapGive', { give: side(swap.give) })}
      </p>
      {swap.note && <p className="fh-quiet">{swap.note}</p>}
      {swap.answer && <p className="fh-quiet">{t('roster.answered', { answer: swap.answer })}</p>}
      <Moves swap={swap} />
    </li>
  )
}

function SwapDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation()
  const isPhone = useIsPhone()
  const record = useQuery({
    queryKey: ['roster', 'swap', id],
    queryFn: () => fetchSwap(id ?? ''),
    enabled: id !== null,
  })
  return (
    <Drawer
      open={id !== null}
      onClose={onClose}
      title={t('roster.swap')}
      size={isPhone ? '100%' : 440}
      mask={{ closable: true }}
    >
      <Loaded query={record}>
        {(swap) => (
          <ul className="fh-stack">
            <SwapItem swap={swap} onOpen={() => undefined} />
            <li>
              <Timeline entries={swap.timeline} entity="swap" />
            </li>
          </ul>
        )}
      </Loaded>
    </Drawer>
  )
}

/** ORG-11: swap requests, newest first: one's own, or those one decides on. */
export function SwapList({ scope }: { scope: 'mine' | 'plan' }) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState<string | null>(null)
  const pages = useInfiniteQuery({
    queryKey: ['roster', 'swaps', scope],
    queryFn: ({ pageParam }) => listSwaps(scope, pageParam),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
  return (
    <Loaded query={pages}>
      {({ pages: found }) => {
        const items = found.flatMap((page) => page.items)
        return (
          <>
            {items.length === 0 && (
              <Empty
                image={Empty.PRESENTED_IMAGE_SIMPLE}
                description={scope === 'mine' ? t('roster.noSwapsMine') : t('roster.noSwaps')}
              />
            )}
            <ul>
              {items.map((swap) => (
                <SwapItem key={swap.id} swap={swap} onOpen={() => setOpened(swap.id)} />
              ))}
            </ul>
            {pages.hasNextPage && (
              <Button type="link" onClick={() => void pages.fetchNextPage()}>
                {t('roster.more')}
              </Button>
            )}
            <SwapDrawer id={opened} onClose={() => setOpened(null)} />
          </>
        )
      }}
    </Loaded>
  )
}
