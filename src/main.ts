import { watchForUpdates } from './app/update.ts'

const title = document.createElement('h1')
title.textContent = 'Satchel'
document.querySelector('#app')?.replaceChildren(title)

if (import.meta.env.PROD) watchForUpdates((take) => take())
