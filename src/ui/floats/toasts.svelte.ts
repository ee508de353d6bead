import { createTimers, type Clock } from './timers.ts'

/** One thing that happened, and how to take it back. */
export interface Toast {
  id: number
  text: string
  kind: 'done' | 'problem'
  action?: { label: string; run: () => void }
}

/** How long a toast stays while nobody is at it, in milliseconds. */
export const toastStay = 10_000

/** No more than these at once: the oldest makes room. */
const most = 3

/** What happened lately. Time stands still for all toasts while the pointer or the focus is on one. */
export const createToasts = (clock: Clock) => {
  let shown = $state.raw<readonly Toast[]>([])
  let nextId = 1
  const timers = createTimers(clock)

  const dismiss = (id: number) => {
    timers.stop(id)
    shown = shown.filter((toast) => toast.id !== id)
  }

  return {
    get shown() {
      return shown
    },

    /** Says what happened; the result takes the toast away again. */
    show: (toast: Omit<Toast, 'id' | 'kind'> & { kind?: Toast['kind'] }): (() => void) => {
      const id = nextId++
      const remove = () => {
        dismiss(id)
      }
      for (const old of shown.slice(0, Math.max(0, shown.length + 1 - most))) dismiss(old.id)
      shown = [...shown, { kind: 'done', ...toast, id }]
      timers.start(id, toastStay, remove)
      return remove
    },

    dismiss,

    act: (toast: Toast) => {
      dismiss(toast.id)
      toast.action?.run()
    },

    pause: timers.hold,
    resume: timers.release,
  }
}

export type Toasts = ReturnType<typeof createToasts>
