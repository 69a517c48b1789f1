// Package learn is where a person learns: the courses and what they close, the
// lessons, and the home page with the one next thing to do. Completing a course
// becomes evidence here. It owns no table; courses owns what is kept. It emits no
// facts of its own. The catalogue asks it to turn a lesson's text into HTML.
package learn
