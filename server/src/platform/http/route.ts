import type { Readable } from 'node:stream'
import type { z } from 'zod'
import type { AppError } from '../../kernel/errors'
import type { Ctx } from '../ctx'
import type { Session } from './edge'

export type Shape = z.ZodType
type Out<S> = S extends z.ZodType ? z.output<S> : undefined

export interface RouteInput<P, Q, B> {
  params: Out<P>
  query: Out<Q>
  body: Out<B>
  caller: Caller
}

/** The browser or program behind a request. */
export interface Caller {
  session: Session | null
  userAgent: string | null
  address: string | null
}

/** An answer that does more than carry a body: sets or clears the session cookie, or refuses after committing. */
export class Answer<T = never> {
  constructor(
    readonly body: T | null,
    readonly extra: { cookie?: { token: string; expiresAt: Date } | 'clear'; refusal?: AppError },
  ) {}
}

interface Common {
  /** Below /api/v1, with `:name` for parameters. */
  url: string
  /** A permission code, or `signed_in` for everybody with a session, or `public`. */
  permission: string
  summary: string
  tags?: string[]
  /** Pay, scores, discipline: who looked is written down as well. */
  confidential?: boolean
  /** PLT-12: also for somebody who must change a one-time password first: the session itself, nothing else. */
  onePassword?: boolean
}

export interface JsonRoute<P, Q, B, R extends Shape> extends Common {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  params?: P
  query?: Q
  body?: B
  response: R
  /** Makes something: answers 201 and needs an Idempotency-Key. */
  create?: boolean
  /** What of the answer is kept for a repeat, where it holds a secret that is shown only once. */
  keep?: (result: z.input<R>) => z.input<R>
  run: (ctx: Ctx, input: RouteInput<P, Q, B>) => Promise<z.input<R> | Answer<z.input<R>>>
}

/** A file to be saved by the browser. */
export interface Download {
  fileName: string
  contentType: string
  body: Buffer | Readable
}

export interface DownloadRoute<P, Q> extends Common {
  params?: P
  query?: Q
  run: (ctx: Ctx, input: RouteInput<P, Q, undefined>) => Promise<Download>
}

export interface UploadedFile {
  name: string
  bytes: Buffer
}

export interface UploadRoute<P, Q, R extends Shape> extends Common {
  params?: P
  query?: Q
  response: R
  run: (ctx: Ctx, input: RouteInput<P, Q, undefined> & { file: UploadedFile }) => Promise<z.input<R>>
}

/** A route as the server registers it; made only by `route`, `download` and `upload`. */
export interface RouteDef {
  kind: 'json' | 'download' | 'upload'
  method: JsonRoute<undefined, undefined, undefined, Shape>['method']
  url: string
  permission: string
  summary: string
  tags: string[]
  confidential: boolean
  onePassword: boolean
  create: boolean
  params?: Shape
  query?: Shape
  body?: Shape
  response?: Shape
  keep?: (result: never) => unknown
  run: (ctx: Ctx, input: never) => Promise<unknown>
}

const common = (def: Common) => ({
  url: def.url,
  permission: def.permission,
  summary: def.summary,
  tags: def.tags ?? [def.url.split('/')[1] ?? 'fuheng'],
  confidential: def.confidential ?? false,
  onePassword: def.onePassword ?? false,
})

/** A JSON route: URL, schema, permission and one call. */
export function route<
  R extends Shape,
  P extends Shape | undefined = undefined,
  Q extends Shape | undefined = undefined,
  B extends Shape | undefined = undefined,
>(def: JsonRoute<P, Q, B, R>): RouteDef {
  return {
    ...common(def),
    kind: 'json',
    method: def.method,
    create: def.create ?? false,
    params: def.params,
    query: def.query,
    body: def.body,
    response: def.response,
    keep: def.keep,
    run: def.run,
  }
}

/** A GET that answers with a file. */
export function download<P extends Shape | undefined = undefined, Q extends Shape | undefined = undefined>(
  def: DownloadRoute<P, Q>,
): RouteDef {
  return {
    ...common(def),
    kind: 'download',
    method: 'GET',
    create: false,
    params: def.params,
    query: def.query,
    run: def.run,
  }
}

/** A POST of one file as multipart/form-data; needs an Idempotency-Key like every create. */
export function upload<
  R extends Shape,
  P extends Shape | undefined = undefined,
  Q extends Shape | undefined = undefined,
>(def: UploadRoute<P, Q, R>): RouteDef {
  return {
    ...common(def),
    kind: 'upload',
    method: 'POST',
    create: true,
    params: def.params,
    query: def.query,
    response: def.response,
    run: def.run,
  }
}
