// Package notify keeps the messages people find behind the bell: a translation
// key with arguments and a link into the client, written by reactions to facts
// of the rooms below and by nothing else. It sends no mail and decides nothing.
// It owns messages and the views v_unread and v_unit_leaders; it emits no facts.
// The home page reads v_unread.
//
// Arguments hold what a sentence needs, days written dd/MM/yyyy. Where a name
// has an English form it stands beside the Vietnamese one under the same name
// with _en: {competency} shows competency_en to readers of English.
package notify
