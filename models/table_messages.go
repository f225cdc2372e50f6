package models

import (
	"fmt"
	"slices"
	"strings"
)

// TableAsk is what the messages of an urgent table that opens by itself ask for.
type TableAsk struct {
	Key string // begins the keys of the messages
	For Word
}

// AskedProject is a project that such a table asks about.
type AskedProject struct {
	ID, Label, OwnerID string
	Answered           bool // every question that must be answered is
}

// TableMessages asks the owners without an answer, each once for all of its projects, or gives the office the list
// with which the table closes.
func (r RoundRules) TableMessages(ask TableAsk, t UrgentTable, step ResumeAsk, projects []AskedProject,
	now Instant) (out []OutboxMessage) {
	base := OutboxMessage{Kind: NoticeRound, Object: t.ID, Path: "/urgent/" + t.ID, CreatedAt: now,
		NotBefore: r.quiet(now), Status: OutboxPending}
	missing, owners, answered := map[string][]AskedProject{}, []string{}, 0
	for _, p := range projects {
		if p.Answered {
			answered++
			continue
		}
		if missing[p.OwnerID] == nil {
			owners = append(owners, p.OwnerID)
		}
		missing[p.OwnerID] = append(missing[p.OwnerID], p)
	}
	slices.Sort(owners)
	if step == ResumeCloses {
		m := base
		m.Key, m.Audience = ask.Key+"/"+t.ID+"/"+string(step)+"/office", ToOffice
		m.Title = fmt.Sprintf("%s已截止：已填报 %d 个项目，未填报 %d 个", t.Name, answered, len(projects)-answered)
		m.Body = "逐项目情况见急报表，可导出。"
		var names []string
		for _, p := range projects {
			if !p.Answered {
				names = append(names, p.Label)
			}
		}
		if len(names) > 0 {
			m.Body = "未填报：" + strings.Join(names, "、") + "。" + m.Body
		}
		return []OutboxMessage{m}
	}
	for _, owner := range owners {
		m, names := base, []string{}
		for _, p := range missing[owner] {
			names = append(names, p.Label)
		}
		m.Key = ask.Key + "/" + t.ID + "/" + string(step) + "/" + owner
		m.Audience, m.PartyID, m.ProjectID = ToOwnerContact, owner, missing[owner][0].ID
		m.Title = t.Name + map[ResumeAsk]string{ResumeOpens: "请填报", ResumeDue: "今天截止，请尽快填报",
			ResumeLate: "已过时限，请立即填报"}[step]
		m.Body = fmt.Sprintf("请于%s前填报%s：\n%s\n", t.Due.Minute(), ask.For, named(names))
		out = append(out, m)
	}
	return out
}
