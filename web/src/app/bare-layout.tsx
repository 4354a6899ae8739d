import { Outlet } from 'react-router'
import { Brand } from './brand'
import { LanguageSwitch } from './language-switch'

/** The frame before the login: the mark, the language, one sheet in the middle. */
export function BareLayout() {
  return (
    <div className="fh-bare">
      <header className="fh-bare-head">
        <Brand />
        <LanguageSwitch />
      </header>
      <main className="fh-bare-main">
        <Outlet />
      </main>
    </div>
  )
}
