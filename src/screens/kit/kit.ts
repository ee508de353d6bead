import { mount } from 'svelte'
import '../../ui/tokens.css'
import '../../ui/base.css'
import Kit from './Kit.svelte'

const target = document.querySelector('#app')
if (target) mount(Kit, { target })
