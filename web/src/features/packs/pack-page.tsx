import { useQuery } from '@tanstack/react-query'
import { Empty, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useLanguage } from '../../shared/i18n/use-language'
import { KeyValues } from '../../shared/ui/key-values'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { Panel } from '../../shared/ui/panel'
import { StatusTag } from '../../shared/ui/status-tag'
import { When } from '../../shared/ui/times'
import { fetchPack, type CurrentPack, type PackItem } from './api'
import { ItemList } from './item-list'
import './packs.css'
import { OutcomeTag } from './words'

const shows = ['all', 'changed', 'examples'] as const
type Show = (typeof shows)[number]

const isShown: Record<Show, (item: PackItem) => boolean> = {
  all: () => true,
  changed: (item) => item.outcome !== 'same',
  examples: (item) => item.mark?.isExample === true,
}

function Head({ pack }: { pack: CurrentPack }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const outcomes = [...new Set(pack.items.map((item) => item.outcome))].filter(
    (outcome) => outcome !== 'same',
  )
  const count = (outcome: PackItem['outcome']) => pack.items.filter((item) => item.outcome === outcome).length
  return (
    <Panel>
      <KeyValues
        columns={4}
        items={[
          { label: t('packs.pack'), value: language === 'en' ? pack.name.en : pack.name.zh },
          { label: t('packs.loadedVersion'), value: pack.loadedVersion },
          { label: t('packs.deliveredVersion'), value: pack.version },
          { label: t('packs.loadedAt'), value: <When at={pack.loadedAt} /> },
        ]}
      />
      {outcomes.length > 0 && (
        <div className="fh-row fh-pack-sums">
          {outcomes.map((outcome) => (
            <span key={outcome}>
              <OutcomeTag outcome={outcome} /> {t('packs.count', { count: count(outcome) })}
            </span>
          ))}
        </div>
      )}
    </Panel>
  )
}

/** PCK-5: what the sources name and leave blank. */
function Blanks({ pack }: { pack: CurrentPack }) {
  const { t } = useTranslation()
  const language = useLanguage()
  if (pack.blanks.length === 0) return null
  return (
    <Panel title={t('packs.blanks')} extra={<span className="fh-quiet">{t('packs.blanksNote')}</span>}>
      <ul className="fh-lines">
        {pack.blanks.map((blank) => (
          <li key={blank.key} className="fh-line fh-pack-line">
            <div className="fh-line-main">{language === 'en' ? blank.name.en : blank.name.zh}</div>
            <div className="fh-pack-marks">
              <span className="fh-quiet">{t('packs.source', { source: blank.source })}</span>
              <StatusTag tone="warn">{t('packs.blank')}</StatusTag>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** PCK-2, PCK-3, PCK-5: the company's rule pack, where each item comes from and what differs from the delivered pack. */
export function Component() {
  const { t } = useTranslation()
  const [search, setSearch] = useSearchParams()
  const show = shows.find((name) => name === search.get('show')) ?? 'all'
  const pack = useQuery({ queryKey: ['packs', 'current'], queryFn: fetchPack })
  return (
    <>
      <PageHeader title={t('nav.packs')} note={t('packs.note')} />
      <Loaded query={pack}>
        {(current) => {
          const items = current.items.filter(isShown[show])
          const kinds = [...new Set(items.map((item) => item.kind))]
          return (
            <div className="fh-column">
              <Head pack={current} />
              <Segmented<Show>
                className="fh-pack-show"
                value={show}
                onChange={(next) => setSearch(next === 'all' ? {} : { show: next }, { replace: true })}
                options={shows.map((name) => ({
                  value: name,
                  label: `${t(`packs.show.${name}`)} ${current.items.filter(isShown[name]).length}`,
                }))}
              />
              {items.length === 0 && <Empty description={t('packs.nothing')} />}
              {kinds.map((kind) => (
                <ItemList key={kind} kind={kind} items={items.filter((item) => item.kind === kind)} />
              ))}
              {show === 'all' && <Blanks pack={current} />}
            </div>
          )
        }}
      </Loaded>
    </>
  )
}
