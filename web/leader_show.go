package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// leaderPage shows a leader whether the target will be met and what they have to decide.
type leaderPage struct {
	basePage
	tracking.LeaderPage
	Figures       figures
	Fall          waterfall
	Decide        []decideCard
	More          int                       // further ones to decide
	NeedAttention []tracking.LedLine        // not green, of the part of the list
	Normal        []tracking.LedLine        // green, likewise
	Attention     pager                     // of NeedAttention
	Green         pager                     // of Normal
	Seen          []tracking.EscalationLine // the first of those handled
	NoList        bool
}

// decideCard is an escalation with the forms to sign for it and to instruct on it.
type decideCard struct {
	tracking.EscalationLine
	SignKey     string      // of signing
	InstructKey string      // of instructing
	ReplyBy     models.Date // proposed for the answer
	Text        string
	Address     string
	Number      int // makes the ids of the cards' fields unique
}

// Limits of the page, and the answer date proposed for an instruction.
const (
	decideShown  = 8
	daysToAnswer = 7 // calendar days

	ledPerPage   = 60
	greenPerPage = 100
	handledShown = 60
)

const usualInstruction phrase = "请查明原因，提出赶工措施和新的完成日期。"

func (h *handlers) showLeader(w http.ResponseWriter, r *http.Request) error {
	year := r.URL.Query().Get("year")
	view, err := h.t.LeaderPage(r.Context(), actorOf(r), year)
	noList := year == "" && err != nil && models.AsError(err).Code == "no_programme"
	if err != nil && !noList {
		return err
	}
	p := leaderPage{basePage: h.base(w, r), LeaderPage: view, NoList: noList}
	p.add([]string{"ladder.css", "gap.css", "leader.css"}, []string{"copy.js"})
	if noList {
		h.write(w, r, http.StatusOK, "leader", "page", p)
		return nil
	}
	p.Figures, p.Fall = figuresOf(view.Status), waterfallOf(view.Overview)
	shown := view.ToDecide[:min(len(view.ToDecide), decideShown)]
	p.More = len(view.ToDecide) - len(shown)
	for i, line := range shown {
		p.Decide = append(p.Decide, decideCard{
			EscalationLine: line, Address: ladderAddress(line.Mine), Number: i,
			SignKey: newForm(r).Key, InstructKey: newForm(r).Key,
			Text: string(usualInstruction), ReplyBy: view.Status.AsOf.Date() + daysToAnswer,
		})
	}
	for _, l := range view.Led {
		if l.Colour == models.Green {
			p.Normal = append(p.Normal, l)
		} else {
			p.NeedAttention = append(p.NeedAttention, l)
		}
	}
	p.NeedAttention, p.Attention = part(r, listing{"page", "led-title", "需关注的项目", ledPerPage}, p.NeedAttention)
	p.Normal, p.Green = part(r, listing{"green", "green-list", "绿灯项目", greenPerPage}, p.Normal)
	p.Seen = view.Handled[:min(len(view.Handled), handledShown)]
	h.write(w, r, http.StatusOK, "leader", "page", p)
	return nil
}

// Verdict returns whether the target will be met: a level for the style sheet and a sentence.
func (p leaderPage) Verdict() (level, text string) {
	l, o := p.Lang, p.Figures.Outlook
	if !o.Known {
		return "unknown", l.outlookSentence(o)
	}
	level = "doubt"
	switch {
	case o.Short() == 0:
		level = "good"
	case o.High < o.Target:
		level = "bad"
	}
	return level, l.outlookSentence(o)
}

// Rounding returns the note on rounding where the figures do not come to each other as printed.
func (p leaderPage) Rounding() string {
	return p.Lang.rounding(models.YiYuan, p.Figures.additions()...)
}

// Level returns the level of the verdict.
func (p leaderPage) Level() string { level, _ := p.Verdict(); return level }

// Word returns the sentence of the verdict.
func (p leaderPage) Word() string { _, text := p.Verdict(); return text }

// Item returns what an escalation is about.
func (p leaderPage) Item(e tracking.EscalationView) string { return p.Lang.item(e) }

// Handling returns the state of handling.
func (p leaderPage) Handling(s tracking.HandlingState) string { return handlingPhrases[s].in(p.Lang) }

// Share returns an amount as per mille of the target, at most 1000.
func (p leaderPage) Share(m models.Money) int {
	if p.Figures.Target <= 0 {
		return 0
	}
	return int(min(1000, models.Money(1000).Share(int64(m), int64(p.Figures.Target))))
}

// ShownProblems are the first problems to be settled; the ledger has all.
func (p leaderPage) ShownProblems() []tracking.ProblemView {
	const most = 20
	return p.Problems[:min(len(p.Problems), most)]
}

// Asked is how many escalations and orders wait for the leader.
func (p leaderPage) Asked() int { return len(p.ToDecide) + len(p.ToSign) }

// Waiting says what an order waits for.
func (p leaderPage) Waiting(step models.OrderStepKind) string {
	return map[models.OrderStepKind]string{models.StepSign: p.Lang.text("待审签"),
		models.StepJudge: p.Lang.text("情况说明待研究"), models.StepClose: p.Lang.text("待同意销号")}[step]
}
