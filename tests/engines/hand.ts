import { until, type Engine } from './engine.ts'

/*
 * A person's hand in any engine: what is pressed and written is found by the words that the app shows. No driver is common to all engines,
 * so events are made in the page.
 */

/** Presses the button or link whose name begins so, once it is there. */
export const press = async (engine: Engine, name: string): Promise<void> => {
  const found = `[...document.querySelectorAll('button, a')].find((one) => (one.getAttribute('aria-label') ?? one.textContent).trim().startsWith(${JSON.stringify(name)}) && one.checkVisibility())`
  await until(engine, found, `“${name}” is there to press`)
  await engine.evaluate(`${found}.click()`)
}

/** Writes into the field whose label begins so, the uppermost one, once it is there. */
export const write = async (engine: Engine, label: string, text: string): Promise<void> => {
  const found = `[...document.querySelectorAll('input')].findLast((one) => (one.labels?.[0]?.textContent ?? one.getAttribute('aria-label') ?? '').trim().startsWith(${JSON.stringify(label)}) && one.checkVisibility())`
  await until(engine, found, `“${label}” is there to write in`)
  await engine.evaluate(`(() => {
    const field = ${found}
    field.focus()
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, ${JSON.stringify(text)})
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    field.dispatchEvent(new Event('change', { bubbles: true }))
  })()`)
}

/** A key on whatever has the focus. */
export const strike = (engine: Engine, key: string, isControl = false): Promise<unknown> =>
  engine.evaluate(
    `document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: '${key}', code: 'Key${key.toUpperCase()}', ctrlKey: ${isControl}, bubbles: true, cancelable: true }))`,
  )

/** Resolves once the page's own heading reads so. */
export const untilHeading = (engine: Engine, text: string): Promise<void> =>
  until(
    engine,
    `[...document.querySelectorAll('h1')].some((one) => one.textContent.trim() === ${JSON.stringify(text)})`,
    `the page “${text}”`,
  )
