import { everything } from './everything.ts'
import { openSlack } from './slack.ts'

everything('in Slack', openSlack)
