// Package portfolio keeps what people learnt or did elsewhere, with papers that
// show it, and what a reviewer found it to show. What is accepted goes to the
// ledger of evidence as prior learning, with the fingerprints of the papers; what
// a level comes to is not decided here. Every look at someone else's item and every
// download is logged. It owns portfolio_items, portfolio_claims, portfolio_files and
// portfolio_contents, and emits Submitted and Decided; notify reacts.
package portfolio
