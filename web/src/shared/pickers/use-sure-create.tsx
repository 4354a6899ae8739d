import { App } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { asApiError, type Details } from '../api/api-error'

const isRecord = (value: unknown): value is Details => typeof value === 'object' && value !== null
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

interface Candidate {
  id: string
  name: string
  note: string
}

function candidatesOf(details: Details): Candidate[] {
  const found = Array.isArray(details.candidates) ? details.candidates.filter(isRecord) : []
  return found.map((one) => ({
    id: textOf(one.id),
    name: textOf(one.name),
    note: [one.phone, one.region, one.responsiblePersonName].map(textOf).filter(Boolean).join(' · '),
  }))
}

/**
 * CUS-6: makes a customer; where it may be there already, shows who it may be and asks. The answer is remembered, so
 * that a repeat of the same form says the same.
 */
export function useSureCreate() {
  const { modal } = App.useApp()
  const { t } = useTranslation()
  const isSure = useRef(false)

  const ask = (candidates: Candidate[]): Promise<boolean> =>
    new Promise((resolve) => {
      modal.confirm({
        title: t('ui.duplicate.title'),
        content: (
          <>
            <p>{t('ui.duplicate.explain')}</p>
            <ul className="fh-lines">
              {candidates.slice(0, 5).map((one) => (
                <li key={one.id} className="fh-item">
                  <a href={`/customers/${one.id}`} target="_blank" rel="noreferrer">
                    {one.name}
                  </a>{' '}
                  <span className="fh-quiet">{one.note}</span>
                </li>
              ))}
            </ul>
          </>
        ),
        okText: t('ui.duplicate.create'),
        cancelText: t('ui.duplicate.back'),
        onOk: () => resolve(true),
        onCancel: () => resolve(false),
      })
    })

  const create = async <R,>(make: (evenIfSimilar: boolean) => Promise<R>): Promise<R> => {
    try {
      return await make(isSure.current)
    } catch (thrown) {
      const refusal = asApiError(thrown)
      if (refusal.reason !== 'customers.maybe_duplicate') throw thrown
      if (!(await ask(candidatesOf(refusal.details)))) throw thrown
      isSure.current = true
      return make(true)
    }
  }
  return {
    create,
    forget: () => {
      isSure.current = false
    },
  }
}
