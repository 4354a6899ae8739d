import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatCount } from '../../shared/format/numbers'
import { Panel } from '../../shared/ui/panel'
import { When } from '../../shared/ui/times'
import type { Entity, Import } from './api'
import { Findings } from './findings'
import { Figures } from './import-figures'
import { MarkedFile } from './marked-file'

/** Where the records of an entity are looked at. */
const lists: Readonly<Record<string, string>> = {
  orders: '/orders',
  customers: '/customers',
  products: '/products',
  parts: '/parts',
}

/** The end of a run: what came in, where it is, and what was remarked on the way. */
export function DoneStep({ record, entity }: { record: Import; entity: Entity }) {
  const { t } = useTranslation()
  const { created = 0, updated = 0, errors = 0, warnings = 0 } = record.counts
  const name = t(`import.${record.entity}`)
  const list = lists[record.entity]
  const title =
    record.mode === 'create'
      ? t('workbench.done.created', { count: formatCount(created), name })
      : t('workbench.done.both', { created: formatCount(created), updated: formatCount(updated), name })
  return (
    <div className="fh-column">
      <Panel>
        <div className="fh-stack">
          <Alert
            type="success"
            showIcon
            title={title}
            description={
              <>
                {t('workbench.done.time')} <When at={record.startedAt} exact /> –{' '}
                <When at={record.finishedAt} exact />
              </>
            }
          />
          <Figures record={record} />
          <div className="fh-actions">
            {list !== undefined && (
              <Link to={list}>
                <Button type="primary" tabIndex={-1}>
                  {t('workbench.done.open', { name })}
                </Button>
              </Link>
            )}
            <Link to={`/imports/new?entity=${record.entity}&kind=${record.kind}`}>
              <Button tabIndex={-1}>{t('workbench.done.another')}</Button>
            </Link>
            {errors + warnings > 0 && <MarkedFile id={record.id} hasErrors={errors > 0} />}
          </div>
        </div>
      </Panel>
      <Findings record={record} entity={entity} />
    </div>
  )
}
