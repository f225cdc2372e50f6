package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// leaderPage answers two questions: will the target be met, and what is to be decided today.
type leaderPage struct {
	basePage
	tracking.LeaderPage
	Figures       figures
	Range         outlookRange
	Behind        []gapLine
	Decide        []decideCard
	More          int // to decide besides
	NeedAttention []tracking.LedLine
	Normal        []tracking.LedLine // on schedule
	NoList        bool
}

// decideCard is something that is to be signed for or instructed on, right there.
type decideCard struct {
	tracking.EscalationLine
	SignKey     string      // of signing
	InstructKey string      // of instructing
	ReplyBy     models.Date // proposed for the answer
	Text        string
	Address     string
	Number      int // tells the cards' fields apart
}

// outlookRange is what the year may come to by two plain reckonings, or nothing where there are too few months.
type outlookRange struct {
	Low, High models.Money
	Known     bool
}

// What the leader's page shows at once, and what it proposes for an instruction.
const (
	decideShown       = 8
	minForecastMonths = 3 // with fewer approved months a forecast would be a guess
	daysToAnswer      = 7
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
	p.add([]string{"ladder.css", "leader.css"}, nil)
	if noList {
		h.write(w, r, http.StatusOK, "leader", "page", p)
		return nil
	}
	p.Figures, p.Behind = figuresOf(view.Overview), gapLinesOf(view.Overview)
	p.Range = rangeOf(p.Figures)
	shown := view.ToDecide[:min(len(view.ToDecide), decideShown)]
	p.More = len(view.ToDecide) - len(shown)
	for i, line := range shown {
		p.Decide = append(p.Decide, decideCard{
			EscalationLine: line, SignKey: newForm(r).Key, InstructKey: newForm(r).Key, ReplyBy: view.Status.AsOf.Date() +
				daysToAnswer,
			Text: string(usualInstruction), Address: ladderAddress(line.Mine), Number: i,
		})
	}
	for _, l := range view.Led {
		if l.Colour == models.Green {
			p.Normal = append(p.Normal, l)
		} else {
			p.NeedAttention = append(p.NeedAttention, l)
		}
	}
	h.write(w, r, http.StatusOK, "leader", "page", p)
	return nil
}

// rangeOf reckons the year in two ways: the months to come like those so far, and the ratio to the schedule as it is.
func rangeOf(f figures) (out outlookRange) {
	if f.Month == 0 || f.Month.Number() < minForecastMonths || f.Outlook == 0 {
		return out
	}
	even := f.Pace * monthsOfYear
	return outlookRange{Low: min(even, f.Outlook), High: max(even, f.Outlook), Known: true}
}

// Verdict says in a word whether the target will be met.
func (p leaderPage) Verdict() (level, text string) {
	l, target := p.Lang, p.Figures.Target
	switch {
	case !p.Range.Known:
		return "unknown", l.text("审定数不足 %d 个月，还不能推算全年", minForecastMonths)
	case p.Range.Low >= target:
		return "good", l.text("照目前进度，能完成 %s 亿元", yi(target))
	case p.Range.High < target:
		return "bad", l.text("照目前进度，完不成 %s 亿元，差 %s～%s 亿元", yi(target), yi(target-p.Range.High), yi(target-p.Range.Low))
	}
	return "doubt", l.text("照目前进度，能否完成 %s 亿元还不一定", yi(target))
}

// Level and Word are the two parts of the verdict.
func (p leaderPage) Level() string { level, _ := p.Verdict(); return level }

// Word is the verdict in a sentence.
func (p leaderPage) Word() string { _, text := p.Verdict(); return text }

// Item says what an escalation is about.
func (p leaderPage) Item(e tracking.EscalationView) string { return p.Lang.item(e) }

// Handling says how far it has been dealt with.
func (p leaderPage) Handling(s tracking.HandlingState) string { return handlingPhrases[s].in(p.Lang) }

// Why is a project's reason without the state's own word.
func (p leaderPage) Why(l tracking.LedLine) string {
	return overviewPage{basePage: p.basePage}.Why(l.ProjectLine)
}

// Share is what an amount is of the target, per mille, at most the whole.
func (p leaderPage) Share(m models.Money) int {
	if p.Figures.Target <= 0 {
		return 0
	}
	return int(min(1000, models.Money(1000).Share(int64(m), int64(p.Figures.Target))))
}
