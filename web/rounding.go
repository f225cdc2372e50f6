package web

import "duban/models"

// rounding returns the note that stands beside figures whose parts do not come to their total as both are printed in a
// unit; "" where all of them do.
func (l lang) rounding(unit models.Unit, additions ...models.Addition) string {
	if note := models.NoteFor(unit, additions...); note != "" {
		return l.word(note)
	}
	return ""
}
