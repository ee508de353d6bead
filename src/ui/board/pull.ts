import type { Point } from './drag.ts'

/** Within this many pixels of an edge a carried card pulls the board, or the column under it, along; at most so many pixels a frame. */
const rim = 56
const fastest = 14

const speed = (at: number, from: number, to: number) => {
  if (at < from + rim) return -fastest * Math.min(1, (from + rim - at) / rim)
  return at > to - rim ? fastest * Math.min(1, (at - to + rim) / rim) : 0
}

/** Scrolls while a card is held near an edge, also when the pointer rests there. */
export const pulled = (board: () => HTMLElement | undefined) => {
  let frame = 0

  const stop = () => {
    cancelAnimationFrame(frame)
    frame = 0
  }

  return {
    stop,

    at: (point: Point, onscrolled: () => void) => {
      stop()
      const step = () => {
        const across = board()
        const column = document.elementsFromPoint(point.x, point.y).find((element) => element.matches('.cards'))
        if (!across) return
        const wide = across.getBoundingClientRect()
        const high = column?.getBoundingClientRect()
        const by = { x: speed(point.x, wide.left, wide.right), y: high ? speed(point.y, high.top, high.bottom) : 0 }
        if (by.x === 0 && by.y === 0) return
        across.scrollLeft += by.x
        if (column) column.scrollTop += by.y
        onscrolled()
        frame = requestAnimationFrame(step)
      }
      frame = requestAnimationFrame(step)
    },
  }
}
