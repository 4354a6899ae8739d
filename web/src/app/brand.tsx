import { useTranslation } from 'react-i18next'

/** The mark: a balance, because the numbers are weighed in the open. */
export function Brand() {
  const { t } = useTranslation()
  return (
    <span className="fh-brand">
      <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden focusable="false">
        <rect width="32" height="32" rx="7" fill="#1b5e8c" />
        <path
          d="M16 6v19M10 26h12M7 10h18M7 10l-3.5 8a4 4 0 0 0 7 0zM25 10l-3.5 8a4 4 0 0 0 7 0z"
          fill="none"
          stroke="#fff"
          strokeWidth="2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      {t('app.name')}
    </span>
  )
}
