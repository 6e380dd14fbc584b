import { largestFile, mostFiles } from '../../../src/desk/attachments.ts';
import { newId } from '../../../src/kernel/ids.ts';
import { maxUploadBytes } from '../form-body.ts';
import { type Html, html } from '../html.ts';
import type { PresentedMessage } from '../presenter.ts';
import type { AddresseeWording } from '../wording/wording.ts';
import { type PageContext, page } from './layout.ts';
import { type MessageContext, messageView } from './message.ts';

/** What a file chooser offers; a telephone offers its camera with it. What is sent is judged by its content. */
const acceptedFiles =
  'image/*,audio/*,video/*,.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.rtf,.txt,.md,.html,.eml,application/pdf,text/plain';

/** What the chat page shows. */
export interface ChatPage {
  /** {@link Session.tag} of the conversation that is shown. */
  tag: string;
  messages: readonly PresentedMessage[];
  /** Who reads what is typed; null while it is the desk. */
  addressee: AddresseeWording | null;
  /** True when older messages exist that are not shown. */
  more: boolean;
  /** Questions to begin with, shown until the member says something. */
  examples: readonly string[];
  maxTextLength: number;
  /** A message that was refused: its text goes back into the box, beside the reason. */
  refused: { text: string; reason: string } | null;
}

function header({ addressee }: ChatPage, { wording, name }: PageContext): Html {
  return html`<header class="bar">
<div class="brand"><img src="/assets/icon.svg" alt="" width="40" height="40"><div><h1>${name}</h1><p id="tagline">${addressee?.tagline ?? wording.tagline}</p></div></div>
<nav aria-label="${wording.navigation}"><a href="/documenten">${wording.documents}</a>
<form method="post" action="/nieuw" id="new-conversation" data-confirm="${wording.confirmNewConversation}"><button type="submit">${wording.newConversation}</button></form>
<a href="/?taal=${wording.otherLanguage.code}" lang="${wording.otherLanguage.code}" hreflang="${wording.otherLanguage.code}">${wording.otherLanguage.label}</a></nav>
</header>`;
}

function examples(questions: readonly string[], { wording }: PageContext): Html {
  return html`<section id="examples" aria-labelledby="examples-title"><h2 id="examples-title" class="examples-title">${wording.examples}</h2>
${questions.map(
  (question) => html`<form method="post" action="/berichten"><input type="hidden" name="id" value="${newId()}">
<button type="submit" name="text" value="${question}">${question}</button></form>`,
)}</section>`;
}

function composer(chat: ChatPage, { wording }: PageContext): Html {
  const { refused, addressee } = chat;
  return html`<form method="post" action="/berichten" id="composer" aria-label="${wording.question}" enctype="multipart/form-data" novalidate>
<input type="hidden" name="id" value="${newId()}">
<p id="problem" role="alert">${refused?.reason}</p>
<p id="addressee" role="status">${addressee?.line}</p>
<label for="text" id="text-label">${addressee ? wording.script.message : wording.question}</label>
<ul id="chosen" aria-label="${wording.attachments}" hidden></ul>
<p id="chosen-status" class="hidden" role="status"></p>
<div class="row">
<textarea id="text" name="text" rows="1" autocomplete="off" enterkeyhint="send" aria-describedby="hint counter problem"${
    refused === null ? null : html` aria-invalid="true"`
  }>
${refused?.text}</textarea>
<div class="attach"><input type="file" id="file" name="files" multiple accept="${acceptedFiles}"><label for="file" id="attach">${wording.attach}</label></div>
<button type="submit" id="send">${wording.send}</button>
</div>
<div class="foot"><p id="hint">${wording.sendHint}</p><p id="counter"></p></div>
</form>`;
}

/** The page on which a member talks with the desk. */
export function chatPage(chat: ChatPage, context: PageContext & MessageContext): Html {
  const { wording } = context;
  const { question, tagline } = wording;
  const script = { ...wording.script, limit: wording.refusals.message_too_long, question, tagline };
  const files = { largest: largestFile, most: mostFiles, together: maxUploadBytes };
  const asked = chat.messages.some((message) => message.author === 'member');
  return page(context, {
    title: null,
    kind: 'chat',
    skip: { target: 'text', label: wording.skipToQuestion },
    body: html`<div id="chat" data-tag="${chat.tag}" data-limit="${chat.maxTextLength}" data-files="${JSON.stringify(files)}" data-now="${context.now}" data-wording="${JSON.stringify(script)}">
<div id="scroll">
${header(chat, context)}
<main class="talk">
<h2 class="hidden">${wording.conversation}</h2>
<noscript><p class="notice">${wording.withoutScript} <a href="/?om=${context.now}#einde">${wording.refresh}</a></p></noscript>
${chat.more && html`<p class="earlier"><a href="/?alles=ja">${wording.earlierMessages}</a></p>`}
<div id="log" role="log" tabindex="0" aria-label="${wording.log}">${chat.messages.map((message) => messageView(message, context))}</div>
${!asked && chat.examples.length > 0 ? examples(chat.examples, context) : null}
<p id="status" role="status"></p>
<div id="einde"></div>
</main>
</div>
<p id="connection" role="status"></p>
${composer(chat, context)}
</div>`,
  });
}
