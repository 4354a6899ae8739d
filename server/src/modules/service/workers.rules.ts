import { allocate } from '../../kernel/allocate'
import { AppError } from '../../kernel/errors'
import { dec, toRatio } from '../../kernel/money'

export interface WorkerInput {
  personId: string
  weight: string
  isLead: boolean
}

export interface WorkerShare {
  personId: string
  share: string
  isLead: boolean
}

const smallest = '0.000001'

/** IND-1: weights become shares that add to exactly 1, and exactly one of the workers leads. */
export function sharesOf(workers: readonly WorkerInput[]): WorkerShare[] {
  if (workers.length === 0) return []
  if (new Set(workers.map((worker) => worker.personId)).size !== workers.length)
    throw new AppError('rule_broken', 'service.worker_twice')
  const leads = workers.filter((worker) => worker.isLead)
  if (leads.length > 1) throw new AppError('rule_broken', 'service.more_than_one_lead')
  const weights = workers.map((worker) => worker.weight)
  if (weights.every((weight) => /^0+(\.0+)?$/.test(weight)))
    throw new AppError('rule_broken', 'service.no_share')
  const shares = allocate({ total: '1', weights, unit: smallest })
  const lead = leads[0] ?? workers[0]
  return workers.map((worker, at) => ({
    personId: worker.personId,
    share: toRatio(shares[at] ?? dec(0)),
    isLead: worker === lead,
  }))
}
