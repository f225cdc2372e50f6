package web

import (
	"cmp"
	"net/http"
	"net/url"
	"strconv"

	"duban/models"
	"duban/tracking"
)

const meetingsAddress = "/meetings"

func (h *handlers) meetingRoutes() []route {
	return []route{
		{pattern: "GET /meetings", who: seesAll, show: h.showMeetings},
		{pattern: "GET /meetings/new", who: plans, show: h.showMeetingForm},
		{pattern: "POST /meetings", who: plans, show: h.keepMeeting},
		{pattern: "GET /meetings/{meeting}", who: seesAll, show: h.showMeeting},
		{pattern: "GET /meetings/{meeting}/minutes", who: seesAll, show: h.showMinutes},
		{pattern: "POST /meetings/{meeting}/change", who: plans, show: h.keepMeeting},
		{pattern: "POST /meetings/{meeting}/decide", who: plans, show: h.decideMeeting, body: largestUpload},
	}
}

func meetingAddress(id string) string { return meetingsAddress + "/" + url.PathEscape(id) }

// meetingsPage lists the meetings with what became of their decisions.
type meetingsPage struct {
	basePage
	tracking.MeetingList
	NoList   bool
	Rows     []tracking.MeetingLine
	Pager    pager
	Outcomes []models.DecisionOutcome
}

const meetingsPerPage = 40

func (h *handlers) showMeetings(w http.ResponseWriter, r *http.Request) error {
	year := r.URL.Query().Get("year")
	list, err := h.t.Meetings(r.Context(), actorOf(r), year)
	noList := year == "" && err != nil && models.AsError(err).Code == "no_programme"
	if err != nil && !noList {
		return err
	}
	p := meetingsPage{basePage: h.base(w, r), MeetingList: list, NoList: noList, Outcomes: models.DecisionOutcomes}
	p.add([]string{"ladder.css"}, nil)
	from, to, pager := paged(r, len(list.Meetings), meetingsPerPage)
	p.Rows, p.Pager = list.Meetings[from:to], pager
	h.write(w, r, http.StatusOK, "meetings", "page", p)
	return nil
}

// meetingPage is one meeting with its decisions; of a draft also the forms that change it and register its minutes.
type meetingPage struct {
	basePage
	tracking.MeetingPage
	Address string
	Draft   meetingDraft
	Sign    upload // number and scan of the signed minutes
	Changed bool   // the form of the draft had errors
}

// meetingDraft is the form of a draft, and where it is sent.
type meetingDraft struct {
	Edit    form
	Address string
}

// SignVersion is the version of the draft that the person saw when the form was first shown.
func (p meetingPage) SignVersion() string {
	return cmp.Or(p.Sign.Value("version"), strconv.Itoa(p.MeetingPage.Version))
}

// Form returns the form of the signed minutes for the template parts.
func (p meetingPage) Form() form { return p.Sign.form }

func (h *handlers) showMeeting(w http.ResponseWriter, r *http.Request) error {
	view, err := h.t.Meeting(r.Context(), actorOf(r), r.PathValue("meeting"))
	if err != nil {
		return err
	}
	h.writeMeeting(w, r, http.StatusOK, view, nil, upload{form: newForm(r)})
	return nil
}

// writeMeeting shows a meeting. edit is the form of the draft if that had errors, else nil.
func (h *handlers) writeMeeting(w http.ResponseWriter, r *http.Request, status int, view tracking.MeetingPage,
	edit *form, sign upload) {
	p := meetingPage{basePage: h.base(w, r), MeetingPage: view, Address: meetingAddress(view.ID), Sign: sign}
	if p.Draft = (meetingDraft{newForm(r), p.Address + "/change"}); edit != nil {
		p.Draft.Edit, p.Changed = *edit, true
	} else {
		fillMeeting(p.Draft.Edit, view)
	}
	p.add([]string{"ladder.css"}, nil)
	h.write(w, r, status, "meeting", "page", p)
}

// fillMeeting fills in the form of a draft.
func fillMeeting(f form, v tracking.MeetingPage) {
	items := make([]models.MeetingItem, 0, len(v.Decisions))
	for _, d := range v.Decisions {
		items = append(items, models.MeetingItem{Text: d.Text, Unit: d.Unit, Due: d.Due, Project: d.Project})
	}
	for name, value := range map[string]string{"title": v.Title, "held_on": v.HeldOn.String(), "place": v.Place,
		"chair": v.Chair, "attended": v.Attended, "lines": models.LinesOf(items),
		"version": strconv.Itoa(v.Version)} {
		f.Set(name, value)
	}
}

// showMinutes sends the scan of the signed minutes.
func (h *handlers) showMinutes(w http.ResponseWriter, r *http.Request) error {
	opened, err := h.t.OpenMinutes(r.Context(), actorOf(r), r.PathValue("meeting"))
	if err != nil {
		return err
	}
	serveFile(w, r, opened)
	return nil
}
