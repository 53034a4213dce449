import { everything } from './everything.ts'
import { openSlack } from './slack.ts'

everything('slack', openSlack)
