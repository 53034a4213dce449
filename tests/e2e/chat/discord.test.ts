import { openDiscord } from './discord.ts'
import { everything } from './everything.ts'

everything('on Discord', openDiscord)
