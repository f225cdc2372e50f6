package web

import "duban/models"

// importsPeople may import forms of people and posts.
var importsPeople = permission{ask: models.CanImportPeople}

func (h *handlers) peopleRoutes() []route {
	return []route{
		{pattern: "GET /people", who: importsPeople, show: h.showPeople},
		{pattern: "POST /people", who: importsPeople, show: h.uploadPeople, body: largestWorkbooks},
		{pattern: "GET /people/form", who: importsPeople, show: h.showPeopleForm},
		{pattern: "GET /people/imports/{import}", who: importsPeople, show: h.showPeopleImport},
		{pattern: "POST /people/imports/{import}/answers", who: importsPeople, show: h.answerPeople},
		{pattern: "POST /people/imports/{import}/commit", who: importsPeople, show: h.commitPeople, fresh: true},
		{pattern: "POST /people/imports/{import}/undo", who: importsPeople, show: h.undoPeople},
	}
}
