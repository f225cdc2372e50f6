package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"duban/models"
	"duban/tracking"
)

// escalationPage is the history of one late item, with the forms for notes on it.
type escalationPage struct {
	basePage
	tracking.EscalationPage
	Story    []storyLine
	Sign     noteForm
	Instruct noteForm
	Reply    noteForm
}

// noteForm is the form for one kind of note.
type noteForm struct {
	upload
	Footing    tracking.Footing
	Leader     bool   // a leader acknowledges (已阅), a unit signs for it (签收)
	Kind       string // last part of the address: "sign", "instruct" or "reply"
	Parties    []option
	Addressees []option
	Address    string
	Back       string
	Open       bool // unfolded: it is the next step, or it has errors
}

// Form returns the form's fields for the template parts.
func (f noteForm) Form() form { return f.form }

// Names returns the titles of the person's own posts the note is made as.
func (f noteForm) Names() string {
	var titles []string
	for _, p := range f.Footing.As {
		titles = append(titles, p.Title)
	}
	return strings.Join(titles, "、")
}

// Named reports whether the person must choose for whom the note is made.
func (f noteForm) Named() bool { return len(f.Parties) > 1 || len(f.Footing.As) == 0 }

// OnlyPaper reports whether the note can only be entered from paper, for another person.
func (f noteForm) OnlyPaper() bool { return len(f.Footing.As) == 0 }

// storyLine is one event of the history.
type storyLine struct {
	At    models.Instant
	Class string // of its mark
	Title string
	Note  *tracking.NoteView
	Text  string
	Quiet string
}

var noteAddresses = map[models.NoteKind]string{models.NoteAcknowledged: "sign", models.NoteInstructed: "instruct",
	models.NoteReplied: "reply"}

func (h *handlers) showEscalation(w http.ResponseWriter, r *http.Request) error {
	view, err := h.t.EscalationPage(r.Context(), actorOf(r), r.PathValue("escalation"))
	if err != nil {
		return err
	}
	h.writeEscalation(w, r, http.StatusOK, view, "", upload{})
	return nil
}

// writeEscalation shows an escalation. sent is the form of a kind of note that had errors; kind is "" for none.
func (h *handlers) writeEscalation(w http.ResponseWriter, r *http.Request, status int, view tracking.EscalationPage,
	kind models.NoteKind, sent upload) {
	p := escalationPage{basePage: h.base(w, r), EscalationPage: view, Story: storyOf(view, languageOf(r))}
	p.add([]string{"ladder.css"}, nil)
	form := func(of models.NoteKind, footing tracking.Footing) noteForm {
		f := noteForm{upload: upload{form: newForm(r)}, Footing: footing, Kind: noteAddresses[of],
			Address: ladderAddress(view.ID) + "/" + noteAddresses[of], Back: localPath(r.FormValue("back"))}
		f.Open = len(footing.As) > 0 && (of == models.NoteReplied) == (view.State == tracking.Instructed) &&
			view.State != tracking.Replied
		if of == kind {
			f.upload, f.Open = sent, true
		}
		parties := footing.As
		if f.OnlyPaper() {
			parties = footing.For
		}
		if f.OnlyPaper() && len(parties) > 1 {
			f.Parties = append(f.Parties, option{"", p.Lang.text("请选择")})
		}
		for _, party := range parties {
			f.Parties = append(f.Parties, option{party.ID, party.Title})
		}
		for _, party := range view.Addressees {
			f.Addressees = append(f.Addressees, option{party.ID, party.Title})
		}
		return f
	}
	p.Sign = form(models.NoteAcknowledged, view.Sign)
	p.Sign.Leader = models.CanActAsLeader(actorOf(r)) == nil
	p.Instruct = form(models.NoteInstructed, view.Instruct)
	p.Reply = form(models.NoteReplied, view.Reply)
	h.write(w, r, status, "escalation", "page", p)
}

// storyOf lists rungs, notes, submissions and decisions by time.
func storyOf(p tracking.EscalationPage, l lang) []storyLine {
	var story []storyLine
	for _, e := range p.Rungs {
		line := storyLine{At: e.At, Class: string(e.Rung), Title: l.text(phrase(e.Rung.Reached()))}
		if e.Kind == models.KindReminder {
			line.Class, line.Title = "reminder", l.text("提醒")
		}
		switch {
		case e.PassedOver:
			line.Quiet = l.text("补录，未发送")
		case e.Trial:
			line.Quiet = l.text("试运行，未发送")
		}
		line.Text = causePhrases[e.Cause].in(l)
		story = append(story, line)
	}
	for _, n := range p.Notes {
		story = append(story, storyLine{At: n.At, Class: string(n.Kind), Title: l.text(phrase(n.Kind.Chinese())), Note: &n})
	}
	for _, s := range p.HandedIn {
		story = append(story, storyLine{At: s.SubmittedAt, Class: "handed", Title: l.text("填报"), Text: s.Note, Quiet: s.By})
		if s.DecidedAt != 0 {
			title := l.text("已通过")
			if s.Decision == models.Return {
				title = l.text("已退回")
			}
			story = append(story, storyLine{At: s.DecidedAt, Class: string(s.Status), Title: title, Text: s.Reason,
				Quiet: s.DecidedBy})
		}
	}
	slices.SortStableFunc(story, func(a, b storyLine) int { return cmp.Compare(a.At, b.At) })
	return story
}

// causePhrases say why a rung was reached; nothing when it was by the due date passing.
var causePhrases = map[models.Cause]phrase{
	models.CauseTime: "", models.CauseRepeat: "连续两次达到同一级别，提高一级", models.CauseHand: "由人工登记",
	models.CauseLateEntry: "录入时已逾期，按已达到的级别登记",
}

// Item returns what the escalation is about.
func (p escalationPage) Item() string { return p.Lang.item(p.EscalationView) }

// Handling returns the state of handling.
func (p escalationPage) Handling() string { return handlingPhrases[p.State].in(p.Lang) }

// Why returns the reason for the rung as a sentence.
func (p escalationPage) Why() string {
	l := p.Lang
	switch {
	case p.EscalationView.Item == models.ItemInvestment:
		return l.say(p.Detail)
	case p.Cause == models.CauseRepeat || p.Cause == models.CauseHand:
		return causePhrases[p.Cause].in(l)
	case p.Counted.Excluded > 0:
		return l.text("逾期 %d 个工作日，%s；另有 %d 个工作日在审核或停工，不计", p.Counted.UntilRung, l.text(phrase(p.Rung.Reached())),
			p.Counted.Excluded)
	}
	return l.text("逾期 %d 个工作日，%s", p.Counted.UntilRung, l.text(phrase(p.Rung.Reached())))
}
