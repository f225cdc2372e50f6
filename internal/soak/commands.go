package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
)

// inBook is how many projects a workbook has.
const inBook = 10

// scanBytes is the size of an evidence file of the load; a year's are estimated with scanned papers' size.
const scanBytes = 64 << 10

// command returns the next command of a kind; nil when nothing of the kind is left to do. w.mu is held.
func (w *work) command(kind string, n int) func(context.Context) error {
	t := w.targets
	switch kind {
	case "report":
		if p, found := take(&t.months); found {
			return func(ctx context.Context) error { return w.report(ctx, n, p) }
		}
	case "evidence":
		return func(ctx context.Context) error { _, err := w.evidence(ctx, n, w.office); return err }
	case "milestone":
		if m, found := take(&t.milestones); found {
			return func(ctx context.Context) error { return w.handIn(ctx, n, m) }
		}
	case "move":
		if m, found := take(&t.moves); found {
			return func(ctx context.Context) error {
				_, err := w.post(ctx, w.office, n, of(m.of)+"/plan-changes", map[string]any{"change": "move", "milestone": m.id,
					"reason": "批准延期", "date": year + "-12-20"})
				return err
			}
		}
	case "review":
		if s, found := take(&t.waiting); found {
			return func(ctx context.Context) error { return w.review(ctx, n, s) }
		}
	case "import":
		if all := t.batch(inBook); len(all) > 0 {
			return func(ctx context.Context) error { return w.importMonths(ctx, n, all) }
		}
	}
	return nil
}

// of is the address of a project.
func of(p *project) string { return "/api/v1/projects/" + year + "/" + p.code }

func (w *work) comment(n int) func(context.Context) error {
	p := w.targets.projects[n%len(w.targets.projects)]
	return func(ctx context.Context) error {
		_, err := w.post(ctx, w.office, n, of(p)+"/comments", map[string]any{
			"text": fmt.Sprintf("第%d号留言：征地手续已报区自然资源局，请责任单位三日内对接，月底前完成土地组卷报批。", n)})
		return err
	}
}

func (w *work) report(ctx context.Context, n int, p *project) error {
	answer, err := w.post(ctx, w.units[p.unit], n, of(p)+"/reports", map[string]any{
		"month": fmt.Sprintf("%s-%02d", year, p.month+1), "month_fen": 50000000, "confirmed": true,
		"physical_progress": "主体结构完成三层，二次结构开始砌筑，机电预埋同步进行", "problems": "混凝土供应偏紧", "next_step": "完成四层梁板"})
	return w.settled(err, func() { w.targets.reported(p, answer.Object) })
}

func (w *work) handIn(ctx context.Context, n int, m milestone) error {
	token := w.units[m.of.unit]
	file, err := w.evidence(ctx, n, token)
	if err != nil {
		return err
	}
	answer, err := w.post(ctx, token, n, of(m.of)+"/milestones", map[string]any{"milestone": m.id,
		"done_on": year + "-01-20", "note": "已按计划完成并通过监理验收", "evidence": []any{file}})
	return w.settled(err, func() { w.targets.handedIn(m, answer.Object) })
}

// review accepts nine of ten.
func (w *work) review(ctx context.Context, n int, s waiting) error {
	decision, next := map[string]any{"decision": "accept", "confirmed": true}, s.done
	if n%10 == 0 {
		decision, next = map[string]any{"decision": "return", "reason": "缺少验收记录，请补充后重新报送"}, s.again
	}
	_, err := w.post(ctx, w.office, n, "/api/v1/submissions/"+s.id+"/review", decision)
	return w.settled(err, next)
}

// settled records what is to be done next after a command without an error.
func (w *work) settled(err error, next func()) error {
	if err == nil {
		w.mu.Lock()
		defer w.mu.Unlock()
		next()
	}
	return err
}

// evidence uploads a file that no other command has.
func (w *work) evidence(ctx context.Context, n int, token string) (file json.RawMessage, err error) {
	noise := make([]byte, scanBytes/2)
	_, _ = rand.Read(noise) // never fails
	text := "%PDF-1.4\n% " + hex.EncodeToString(noise) + "\n%%EOF\n"
	out, err := w.send(ctx, token, fmt.Sprintf("soak-e%d", n), "/api/v1/evidence?name="+url.QueryEscape("验收记录.pdf"),
		"application/octet-stream", []byte(text))
	return json.RawMessage(out), err
}
