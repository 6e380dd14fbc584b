import { benchAblation } from './ablation/bench.ts';
import { benchDesk } from './desk.ts';
import { benchDiscord } from './discord.ts';
import { benchInstances } from './instances/bench.ts';
import { benchRetrieval } from './retrieval/bench.ts';
import { benchTelegram } from './telegram.ts';

/**
 *     npm run bench -- desk …        how fast the desk answers, and how much memory it takes
 *     npm run bench -- retrieval …   finding passages, beside other search engines
 *     npm run bench -- ablation …    what each part of ours brings
 *     npm run bench -- instances …   one and three processes on one PostgreSQL
 *     npm run bench -- telegram …    messages through polling, inbox, answer and outbox
 *     npm run bench -- discord …     the same through the gateway
 *
 * Each command's options stand in its own file. Without a command: the desk.
 */
const [command, ...words] = process.argv.slice(2);
if (command === 'retrieval') await benchRetrieval(words);
else if (command === 'ablation') await benchAblation(words);
else if (command === 'instances') await benchInstances(words);
else if (command === 'telegram') await benchTelegram(words);
else if (command === 'discord') await benchDiscord(words);
else if (command === 'desk') await benchDesk(words);
else await benchDesk(process.argv.slice(2));
