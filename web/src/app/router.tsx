import { createBrowserRouter } from 'react-router'
import { BareLayout } from './bare-layout'
import { FaultPage } from './fault-page'
import { Gate } from './gate'
import { HomeRedirect } from './home-redirect'
import { NotFoundPage } from './not-found-page'
import { pages } from './routes'
import { Waiting } from './waiting'
import { WorkLayout } from './work-layout'

export const router = createBrowserRouter([
  {
    HydrateFallback: Waiting,
    ErrorBoundary: FaultPage,
    children: [
      {
        Component: BareLayout,
        children: [
          { path: 'setup', lazy: () => import('../features/identity/setup-page') },
          { path: 'login', lazy: () => import('../features/identity/login-page') },
          {
            Component: Gate,
            children: [{ path: 'password', lazy: () => import('../features/identity/password-page') }],
          },
        ],
      },
      {
        Component: Gate,
        children: [
          {
            Component: WorkLayout,
            children: [
              { index: true, Component: HomeRedirect },
              { ErrorBoundary: FaultPage, children: pages },
              { path: '*', Component: NotFoundPage },
            ],
          },
        ],
      },
    ],
  },
])
