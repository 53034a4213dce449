import { openDiscord } from './discord.ts'
import { everything } from './everything.ts'

everything('discord', openDiscord)
