package tracking_test

import (
	"fmt"
	"strings"
	"testing"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

// formulaOfTests enters the document by which the tests score.
func (h *env) formulaOfTests() {
	h.t.Helper()
	if _, err := h.KeepScoreFormula(h.t.Context(), office, "formula", "", models.ScoreFormula{
		Document: "张重点办〔2021〕3号", IssuedOn: models.DateOf(2021, 3, 1), Title: "重点项目推进考核办法",
		Items: models.SuggestedScoreItems, ObjectionDays: 3}); err != nil {
		h.t.Fatal(err)
	}
}

// step takes a step with the score as it is, with a key of its own.
func (h *env) step(id string, step models.ScoreStepKind) (tracking.ScorePage, error) {
	now, err := h.Score(h.t.Context(), office, id)
	if err != nil {
		return now, err
	}
	return h.StepScore(h.t.Context(), office, fmt.Sprint(step, now.Revision, h.clock), id, models.ScoreStep{Step: step,
		Reason: "核对", Revision: now.Revision})
}

// otherOffice decides on what office entered from paper.
var otherOffice = models.Actor{ID: "person-deputy", Name: "副主任", Roles: []models.Role{{Role: models.RoleOffice}}}

// A quarter is scored from its closing, announced, contested, settled and published; nothing changes after that, and a
// correction is a version of its own.
func TestAScoreFromItsDraftToItsPublication(t *testing.T) {
	h, _, _ := halfYear(t)
	_, err := h.DraftScore(t.Context(), office, "early", "", tracking.ScoreDraft{Quarter: june})
	wantCode(t, err, models.KindConflict, "no_formula")
	h.formulaOfTests()
	_, err = h.DraftScore(t.Context(), office, "open", "", tracking.ScoreDraft{Quarter: june})
	wantCode(t, err, models.KindConflict, "month_open")
	h.close()
	_, err = h.DraftScore(t.Context(), office, "May", "", tracking.ScoreDraft{Quarter: june - 1})
	wantCode(t, err, models.KindInvalid, "bad_quarter")
	page, err := h.DraftScore(t.Context(), office, "draft", "", tracking.ScoreDraft{Quarter: june})
	if err != nil || page.State != models.ScoreDrafted || len(page.Lines) < 3 {
		t.Fatalf("%+v: %v", page, err)
	}
	id, first := page.ID, page.Lines[0]
	closing, err := h.ClosingPage(t.Context(), office, "", models.ClosedMonth, june, 0)
	if err != nil {
		t.Fatal(err)
	}
	approved, scheduled := models.Money(0), models.Money(0)
	for _, l := range closing.Lines {
		if l.UnitID == first.UnitID && l.Approved != nil {
			approved += *l.Approved
		}
		if l.UnitID == first.UnitID {
			scheduled += l.Scheduled
		}
	}
	if part := first.Parts[0]; part.Done != int64(approved) || part.Base != int64(scheduled) {
		t.Errorf("%d of %d, the closing says %d of %d", part.Done, part.Base, approved, scheduled)
	}
	unit := holding(models.RoleUnit, first.UnitID)
	if _, err := h.Score(t.Context(), unit, id); models.KindOf(err) != models.KindNotFound {
		t.Errorf("a draft for a unit: %v", err)
	}
	points := models.ScorePoints{Unit: first.Unit, Item: "加减分", Points: 2 * models.FullPoint, Ground: "承办全市现场会",
		Revision: page.Revision}
	for range 2 { // the same key twice acts once
		if page, err = h.SetScorePoints(t.Context(), office, "points", id, points); err != nil {
			t.Fatal(err)
		}
	}
	_, err = h.SetScorePoints(t.Context(), office, "stale", id, points)
	wantCode(t, err, models.KindConflict, "score_changed")
	points.Revision, points.Points = 0, 6*models.FullPoint
	_, err = h.SetScorePoints(t.Context(), office, "too many", id, points)
	wantCode(t, err, models.KindInvalid, "bad_points")
	points.Points, points.Ground = 1, "系统登录次数最多"
	_, err = h.SetScorePoints(t.Context(), office, "log-ins", id, points)
	wantCode(t, err, models.KindInvalid, "never_scored")

	// Computed again the points by hand stay.
	if page, err = h.DraftScore(t.Context(), office, "again", "", tracking.ScoreDraft{Quarter: june}); err != nil ||
		page.ID != id || unitOf(t, page, first.UnitID).Parts[3].Points != 200 {
		t.Fatalf("%+v: %v", page.Lines, err)
	}
	if page, err = h.step(id, models.ScoreAnnounce); err != nil || page.State != models.ScoreAnnounced {
		t.Fatal(err)
	}
	if got := h.outboxOf(models.NoticeScore); got != len(page.Lines) {
		t.Errorf("%d messages for %d units", got, len(page.Lines))
	}
	_, err = h.step(id, models.ScorePublish)
	wantCode(t, err, models.KindConflict, "objections_open")
	h.contest(t, id, first, unit)

	h.until(page.ObjectUntil.At(23, 0) + 24*3600*1000)
	_, err = h.ObjectToScore(t.Context(), unit, "late", id, models.ObjectionEntry{Item: "按期开工", Ground: "理由"})
	wantCode(t, err, models.KindConflict, "objections_over")
	if page, err = h.step(id, models.ScorePublish); err != nil || page.State != models.ScorePublished {
		t.Fatal(err)
	}
	_, err = h.SetScorePoints(t.Context(), office, "after", id, points)
	wantCode(t, err, models.KindConflict, "score_state")
	_, err = h.step(id, models.ScoreRecall)
	wantCode(t, err, models.KindConflict, "score_state")
	_, err = h.DraftScore(t.Context(), office, "no reason", "", tracking.ScoreDraft{Quarter: june})
	wantCode(t, err, models.KindInvalid, "reason_missing")
	second, err := h.DraftScore(t.Context(), office, "second", "", tracking.ScoreDraft{Quarter: june, Reason: "月结更正"})
	if err != nil || second.ScoreHead.Version != 2 || second.ID == id {
		t.Fatalf("%+v: %v", second.ScoreHead, err)
	}
	kept, err := h.Score(t.Context(), unit, id)
	if err != nil || kept.State != models.ScorePublished || unitOf(t, kept, first.UnitID).Total !=
		unitOf(t, page, first.UnitID).Total {
		t.Errorf("the published version: %+v, %v", kept.ScoreHead, err)
	}
}

// contest has a unit object, and the office settle it.
func (h *env) contest(t *testing.T, id string, own tracking.ScoredUnit, unit models.Actor) {
	t.Helper()
	others := 0
	seen, err := h.Score(t.Context(), unit, id)
	for _, l := range seen.Lines {
		if l.UnitID != own.UnitID {
			others++
			if len(l.Parts) > 0 || l.MayObject {
				t.Errorf("%s is shown to another unit item by item", l.Unit)
			}
		}
	}
	if err != nil || others == 0 {
		t.Fatalf("%d others: %v", others, err)
	}
	_, err = h.ObjectToScore(t.Context(), unit, "no ground", id, models.ObjectionEntry{Item: "投资进度"})
	wantCode(t, err, models.KindInvalid, "ground_missing")
	_, err = h.ObjectToScore(t.Context(), office, "no paper", id, models.ObjectionEntry{Unit: own.Unit, Item: "投资进度",
		Ground: "理由"})
	wantCode(t, err, models.KindInvalid, "paper_missing")
	if todos, err := h.Todos(t.Context(), unit); err != nil || !asksAbout(todos, "核对2021年第二季度考核得分") {
		t.Errorf("the unit is not asked: %v", err)
	}
	page, err := h.ObjectToScore(t.Context(), unit, "object", id, models.ObjectionEntry{Item: "投资进度",
		Ground: "6月审定数与结算单不符"})
	if err != nil || page.Waiting != 1 {
		t.Fatal(err)
	}
	_, err = h.ObjectToScore(t.Context(), unit, "twice", id, models.ObjectionEntry{Item: "投资进度", Ground: "再次"})
	wantCode(t, err, models.KindConflict, "objected")
	if todos, err := h.Todos(t.Context(), unit); err != nil || asksAbout(todos, "核对2021年第二季度考核得分") {
		t.Errorf("the unit is asked again: %v", err)
	}
	if todos, err := h.Todos(t.Context(), office); err != nil || !asksAbout(todos, "处理") {
		t.Errorf("the office is not asked: %v", err)
	}
	_, err = h.DecideObjection(t.Context(), office, "no change", id, page.Objections[0].ID, models.ObjectionDecision{
		Uphold: true, Points: page.Objections[0].Was, Reason: "属实"})
	wantCode(t, err, models.KindInvalid, "bad_points")
	decided, err := h.DecideObjection(t.Context(), office, "decide", id, page.Objections[0].ID, models.ObjectionDecision{
		Uphold: true, Points: 1234, Reason: "经核对属实"})
	if err != nil || decided.Waiting != 0 {
		t.Fatal(err)
	}
	line := unitOf(t, decided, own.UnitID)
	if line.Parts[0].Points != 1234 || !line.Parts[0].Upheld {
		t.Errorf("%+v", line.Parts[0])
	}
	sum := models.Points(0)
	for _, p := range line.Parts {
		sum += p.Points
	}
	if sum != line.Total {
		t.Errorf("%s of items, %s in all", sum, line.Total)
	}
	// By paper, and decided by another person than who entered it.
	page, err = h.ObjectToScore(t.Context(), office, "by paper", id, models.ObjectionEntry{Unit: own.Unit, Item: "问题办结",
		Ground: "已办结", Paper: "关于考核得分的函"})
	if err != nil {
		t.Fatal(err)
	}
	last := ""
	for _, o := range page.Objections {
		if o.Paper != "" {
			last = o.ID
		}
	}
	_, err = h.DecideObjection(t.Context(), office, "own", id, last, models.ObjectionDecision{Reason: "不符"})
	wantCode(t, err, models.KindForbidden, "own_objection")
	if _, err = h.DecideObjection(t.Context(), otherOffice, "other", id, last, models.ObjectionDecision{
		Reason: "办结时间晚于时限"}); err != nil {
		t.Fatal(err)
	}
}

func unitOf(t *testing.T, page tracking.ScorePage, unit string) tracking.ScoredUnit {
	t.Helper()
	for _, l := range page.Lines {
		if l.UnitID == unit {
			return l
		}
	}
	t.Fatalf("%s is not scored", unit)
	return tracking.ScoredUnit{}
}

func asksAbout(todos []models.Todo, title string) bool {
	for _, t := range todos {
		if strings.Contains(t.Title.Text, title) && strings.HasPrefix(t.Path, "/scores/") {
			return true
		}
	}
	return false
}

// outboxOf counts the messages of a kind that are about no project.
func (h *env) outboxOf(kind models.NoticeKind) (n int) {
	storetest.Read(h.t, h.Store, func(tx *store.Tx) error {
		rows, err := tx.OutboxOf("")
		for _, m := range rows {
			if m.Kind == kind {
				n++
			}
		}
		return err
	})
	return n
}

// An announcement that is called back voids what units said; it is computed again when the month was closed anew.
func TestAnAnnouncementIsCalledBack(t *testing.T) {
	h, _, _ := halfYear(t)
	h.formulaOfTests()
	h.close()
	page, err := h.DraftScore(t.Context(), office, "draft", "", tracking.ScoreDraft{Quarter: june})
	if err != nil {
		t.Fatal(err)
	}
	id, own := page.ID, page.Lines[0]
	unit := holding(models.RoleUnit, own.UnitID)
	if _, err = h.step(id, models.ScoreAnnounce); err != nil {
		t.Fatal(err)
	}
	if page, err = h.ObjectToScore(t.Context(), unit, "none", id, models.ObjectionEntry{}); err != nil ||
		page.Objections[0].State != models.ObjectionNone {
		t.Fatal(err)
	}
	_, err = h.StepScore(t.Context(), office, "no reason", id, models.ScoreStep{Step: models.ScoreRecall})
	wantCode(t, err, models.KindInvalid, "reason_missing")
	if page, err = h.step(id, models.ScoreRecall); err != nil || page.State != models.ScoreDrafted ||
		page.Objections[0].State != models.ObjectionVoid {
		t.Fatalf("%+v: %v", page.Objections, err)
	}
	if _, err := h.ReopenMonth(t.Context(), office, "reopen", "", tracking.CloseRequest{Kind: models.ClosedMonth,
		Month: june, Reason: "补报"}); err != nil {
		t.Fatal(err)
	}
	_, err = h.step(id, models.ScoreAnnounce)
	wantCode(t, err, models.KindConflict, "score_stale")
}
